from datetime import timedelta

from django.apps import AppConfig


class PreviewsConfig(AppConfig):
    name = "cms.previews"
    label = "cms_previews"
    verbose_name = "Previews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import page_published, page_unpublished

        from cms.clock.jobs import Job, Stage, register

        from . import checks  # noqa: F401 -- importing it registers them
        from .models import end_links_below, end_previews_of, forget_ended

        page_published.connect(end_previews_of, dispatch_uid="cms.previews")
        page_unpublished.connect(end_links_below, dispatch_uid="cms.previews")
        hour = timedelta(hours=1)
        register(Job("previews", "Forgets previews that ended", forget_ended, Stage.CLEAN, hour))
