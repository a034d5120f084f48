from datetime import timedelta

from django.apps import AppConfig
from django.conf import settings


class RecordConfig(AppConfig):
    name = "cms.record"
    label = "cms_record"
    verbose_name = "Public record"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.models import Page

        from cms.clock.jobs import Job, Stage
        from cms.clock.jobs import register as register_job
        from cms.metrics import readings

        from . import redirect_use, tombstones, touched
        from .comparison import CONTENT, compare_some_content, compare_some_visibility
        from .models import FormerAddress, Tombstone
        from .readings import READINGS
        from .subjects import holds_words_of, register
        from .subjects.pages import pages
        from .subjects.sites import site_subjects

        for subject in (pages(), *site_subjects()):
            register(subject)
        for model in (FormerAddress, Tombstone):
            holds_words_of(model, Page)
        touched.register_signal_handlers()
        tombstones.register_signal_handlers()
        redirect_use.register_signal_handlers()
        readings.register(*READINGS)
        minutes = settings.RECORD_CONTENT_MINUTES
        for name, does, run, every in (
            ("record", "Records what the clock opened or closed", compare_some_visibility, 0),
            (CONTENT, "Records what was written unseen", compare_some_content, minutes),
        ):
            at_most = timedelta(minutes=every)
            register_job(Job(name, does, run, Stage.COMPARE, every=at_most, after_writes=True))
