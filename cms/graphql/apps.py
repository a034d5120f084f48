from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate


class GraphQLConfig(AppConfig):
    name = "cms.graphql"
    label = "cms_graphql"
    verbose_name = "GraphQL"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        post_migrate.connect(watch_content, sender=self, dispatch_uid="cms.graphql.watch_content")


def watch_content(using: str, **_options: Any) -> None:
    """After every `migrate`: new tables are watched, and no answer of the old code is current."""
    from .content_version import bump
    from .triggers import TABLE, install

    install(connections[using])
    if TABLE in connections[using].introspection.table_names():
        bump(using)
