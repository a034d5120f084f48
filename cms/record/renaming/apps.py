from django.apps import AppConfig


class RenamingConfig(AppConfig):
    """Installed after `wagtail.contrib.redirects`, whose redirects our signal handlers see."""

    name = "cms.record.renaming"
    label = "cms_renaming"
    verbose_name = "Former addresses"

    def ready(self) -> None:
        from .redirects import register_signal_handlers

        register_signal_handlers()
