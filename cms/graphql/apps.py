from django.apps import AppConfig


class GraphQLConfig(AppConfig):
    name = "cms.graphql"
    label = "cms_graphql"
    verbose_name = "GraphQL"

    def ready(self) -> None:
        from .endpoint import schema  # noqa: F401 -- importing it registers its check
