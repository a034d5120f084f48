from django.apps import AppConfig
from django.conf import settings


class GraphQLConfig(AppConfig):
    name = "cms.graphql"
    label = "cms_graphql"
    verbose_name = "GraphQL"

    def ready(self) -> None:
        from cms.visibility.public_types import declare_in

        from . import checks  # noqa: F401 -- importing it registers the checks
        from .endpoint import persisted, schema  # noqa: F401 -- the same

        declare_in(settings.GRAPHENE["SCHEMA"].rpartition(".")[0])
