from django.apps import AppConfig
from django.conf import settings


class PurgingConfig(AppConfig):
    name = "cms.record.purging"
    label = "cms_purging"
    verbose_name = "Purging"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.clock.jobs import Job, Stage
        from cms.metrics import readings
        from cms.record.forgetting.words import forgotten
        from cms.record.telling import Listener, register

        from .purge import purge_due, purge_forgotten
        from .readings import READINGS

        job = Job("purge", "Purges caches in front of what changed", purge_due, Stage.TELL)
        readings.register(*READINGS)
        register(Listener(job, lambda: bool(settings.WAGTAILFRONTENDCACHE)))
        forgotten.connect(purge_forgotten, dispatch_uid="cms.record.purging")
