from django.apps import AppConfig


class GraphQLConfig(AppConfig):
    name = "cms.graphql"
    label = "cms_graphql"
    verbose_name = "GraphQL"

    def ready(self) -> None:
        from . import checks  # noqa: F401 -- importing it registers the checks
        from .endpoint import persisted, schema  # noqa: F401 -- the same
