from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    name = "archive"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from . import signal_handlers
        from .search import signal_handlers as search_signal_handlers

        signal_handlers.register_signal_handlers()
        search_signal_handlers.register_signal_handlers()
