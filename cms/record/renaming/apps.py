from django.apps import AppConfig


class RenamingConfig(AppConfig):
    """After `wagtail.contrib.redirects`: its redirects come by our signal handlers."""

    name = "cms.record.renaming"
    label = "cms_renaming"
    verbose_name = "Former addresses"

    def ready(self) -> None:
        from .redirects import register_signal_handlers

        register_signal_handlers()
