from django.apps import AppConfig


class GraphQLConfig(AppConfig):
    name = "cms.graphql"
    label = "cms_graphql"
    verbose_name = "GraphQL"
