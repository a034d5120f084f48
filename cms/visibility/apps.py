from django.apps import AppConfig


class VisibilityConfig(AppConfig):
    name = "cms.visibility"
    label = "cms_visibility"
    verbose_name = "Visibility"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks  # noqa: F401 -- importing it registers them
        from .slugs import register_signal_handlers

        register_signal_handlers()
