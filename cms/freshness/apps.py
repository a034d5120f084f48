from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class FreshnessConfig(AppConfig):
    name = "cms.freshness"
    label = "cms_freshness"
    verbose_name = "Freshness"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        pre_migrate.connect(drop_triggers, sender=self, dispatch_uid="cms.freshness.drop")
        post_migrate.connect(watch_content, sender=self, dispatch_uid="cms.freshness.watch")


def drop_triggers(using: str, plan: list[Any], **_options: Any) -> None:
    """Drop the triggers on tables that a migration may alter."""
    from .triggers import uninstall

    if plan:
        uninstall(connections[using], {migration.app_label for migration, _backwards in plan})


def watch_content(using: str, **_options: Any) -> None:
    """Watch new tables after every `migrate`, and invalidate all answers of the old code."""
    from .triggers import install

    install(connections[using])
