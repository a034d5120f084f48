"""Pictures in one size and format: those that readers get, and those of the admin."""

from __future__ import annotations

from functools import cached_property
from typing import Any
from uuid import uuid4

from django.db import models, transaction
from django.urls import reverse
from wagtail.images.models import (
    AbstractRendition,
    SourceImageIOError,
    WagtailImageField,
    get_rendition_upload_to,
)

from media.storage.backends import PRIVATE, PUBLIC

from .image import CustomImage


class Rendition(AbstractRendition):
    """A picture in one size and format, made from the access copy alone."""

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.filter_spec} of {self.image_id}"

    @cached_property
    def folder(self) -> str:
        """A new folder each time, with a name that nobody can guess."""
        return f"images/{uuid4().hex}"

    def get_upload_to(self, filename: str) -> str:
        return f"{self.folder}/{filename}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        try:
            with transaction.atomic():
                super().save(*args, **kwargs)
                self._refuse_what_was_replaced()
        except BaseException:  # two requests made the same one: leave no file behind
            if self.file and self.file._committed:
                self.file.storage.delete(self.file.name)
            raise

    def _refuse_what_was_replaced(self) -> None:
        """Do not keep a size of a file that was replaced while it was being made.

        Once the row is written, whoever replaces the file waits for it, or has been waited for.
        """
        images = CustomImage._base_manager.filter(pk=self.image_id)
        if images.values_list("file", flat=True).first() != self.image.file.name:
            raise SourceImageIOError("The picture was replaced meanwhile.")


def _stored_in(storage: Any) -> WagtailImageField:
    return WagtailImageField(
        upload_to=get_rendition_upload_to,
        storage=storage,
        width_field="width",
        height_field="height",
    )


def _one_of_each(name: str) -> models.UniqueConstraint:
    return models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name=name)


class CustomRendition(Rendition):
    """A rendition for Wagtail's own use, such as a thumbnail; only the admin shows it."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")
    file = _stored_in(PRIVATE)

    class Meta:
        constraints = [_one_of_each("unique_rendition")]

    @property
    def url(self) -> str:
        return reverse("media_thumbnail", args=[self.pk])


class PublicRendition(Rendition):
    """A rendition for readers, at an address of its own while the picture is public."""

    image = models.ForeignKey(
        CustomImage, on_delete=models.CASCADE, related_name="public_renditions"
    )
    file = _stored_in(PUBLIC)
    is_made_ahead = models.BooleanField(
        default=False,
        db_default=False,
        editable=False,
        help_text="Whether it was made at publication; nobody may have asked for it.",
    )

    class Meta:
        constraints = [_one_of_each("unique_public_rendition")]
