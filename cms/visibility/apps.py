from typing import Any

from django.apps import AppConfig
from django.db.models.signals import pre_delete


class VisibilityConfig(AppConfig):
    name = "cms.visibility"
    label = "cms_visibility"
    verbose_name = "Visibility"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.models import Page

        from . import checks  # noqa: F401 -- importing it registers them
        from .slugs import register_signal_handlers

        register_signal_handlers()
        pre_delete.connect(hide_aliases, sender=Page, dispatch_uid="cms.visibility.aliases")


def hide_aliases(instance: Any, **_options: Any) -> None:
    """Unpublish the aliases of a page that is deleted: they were public because it was."""
    aliases = type(instance)._base_manager.filter(alias_of=instance.pk)
    aliases.update(live=False, has_unpublished_changes=True)
