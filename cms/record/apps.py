from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "cms.record"
    label = "cms_record"
    verbose_name = "Public record"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from .pages import pages
        from .subjects import register
        from .touched import register_signal_handlers

        register(pages())
        register_signal_handlers()
