from datetime import timedelta
from importlib import import_module

from django.apps import AppConfig
from django.conf import settings

HOUR = timedelta(hours=1)


class ClockConfig(AppConfig):
    name = "cms.clock"
    label = "cms_clock"
    verbose_name = "Clock"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.metrics import readings

        from . import checks  # noqa: F401 -- importing it registers them
        from .jobs import Job, Stage, register
        from .readings import READINGS
        from .schedule import SCHEDULE, publish_due

        readings.register(*READINGS)
        register(Job(SCHEDULE, "Publishes and expires what is due", publish_due, Stage.PUBLISH))
        register(
            Job(
                "sessions",
                "Forgets logins that ended",
                clear_sessions,
                Stage.CLEAN,
                every=HOUR,
            )
        )


def clear_sessions() -> None:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
