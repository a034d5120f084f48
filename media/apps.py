import mimetypes
from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_delete, pre_delete


class MediaConfig(AppConfig):
    name = "media"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Older Pythons lack these, and S3 serves the type that it was given at the upload.
        mimetypes.add_type("image/webp", ".webp")
        mimetypes.add_type("image/avif", ".avif")
        office = "application/vnd.openxmlformats-officedocument"
        mimetypes.add_type(f"{office}.spreadsheetml.sheet", ".xlsx")
        mimetypes.add_type(f"{office}.wordprocessingml.document", ".docx")

        from wagtail.permissions import register_permission_policy

        from cms.clock.jobs import Job, Stage, register
        from cms.metrics import readings

        from . import checks as checks_of_cleaning  # noqa: F401 -- importing it registers them
        from .ahead import make_sizes_of_new_pictures
        from .in_use import refuse_if_used
        from .leftovers import delete_unfinished_uploads
        from .models import CustomDocument, CustomImage, Video
        from .originals import checks  # noqa: F401 -- importing it registers them
        from .placement import purge_document, put_in_place
        from .record import register_subjects
        from .review.policy import VideoPolicy
        from .storage.readings import READINGS

        readings.register(*READINGS)
        register_subjects()
        register_permission_policy(Video, VideoPolicy(Video))
        pre_delete.connect(refuse_if_used, sender=CustomImage)
        pre_delete.connect(refuse_if_used, sender=CustomDocument)
        post_delete.connect(purge_document, sender=CustomDocument)
        register(
            Job("files", "Deletes files that nothing shows any more", put_in_place, Stage.REMOVE)
        )
        register(
            Job("sizes", "Makes the sizes of new pictures that pages ask for",
                make_sizes_of_new_pictures, Stage.CLEAN)
        )  # fmt: skip
        register(
            Job("uploads", "Deletes uploads that nobody finished", delete_unfinished_uploads,
                Stage.CLEAN, every=timedelta(hours=1))
        )  # fmt: skip
