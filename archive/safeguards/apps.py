from django.apps import AppConfig


class SafeguardsConfig(AppConfig):
    name = "archive.safeguards"
    label = "safeguards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import checks, clearing  # noqa: F401 -- importing the one registers it
        from .naming import saving

        clearing.register_signal_handlers()
        saving.register_signal_handlers()
