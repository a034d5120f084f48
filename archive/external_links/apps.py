from django.apps import AppConfig


class ExternalLinksConfig(AppConfig):
    name = "archive.external_links"
    label = "external_links"
    verbose_name = "External links"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.clock.jobs import Job, Stage, register

        from .turns import check_some

        words = "Asks other sites whether what pages link to is there"
        register(Job("external_links", words, check_some, Stage.CLEAN))
