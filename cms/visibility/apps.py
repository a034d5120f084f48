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
        from .aliases import hide_aliases, keep_closed_what_is_converted
        from .refusals import undo_what_is_refused
        from .slugs import register_signal_handlers

        register_signal_handlers()
        keep_closed_what_is_converted()
        undo_what_is_refused()
        pre_delete.connect(hide_aliases, sender=Page, dispatch_uid="cms.visibility.aliases")
