from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "cms.record.webhooks"
    label = "cms_webhooks"
    verbose_name = "Webhooks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.clock.jobs import Job, Stage
        from cms.metrics import readings
        from cms.record.telling import Listener, register

        from .delivery import deliver_due
        from .models import Endpoint
        from .readings import READINGS

        job = Job("webhooks", "Tells other servers of changes", deliver_due, Stage.TELL)
        readings.register(*READINGS)
        register(Listener(job, Endpoint.objects.filter(is_on=True).exists))
