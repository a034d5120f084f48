"""Pictures, and their copies for readers."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.images.image_operations import (
    DoNothingOperation,
    FormatOperation,
    TransformOperation,
)
from wagtail.images.models import (
    AbstractImage,
    Filter,
    SourceImageIOError,
    WagtailImageField,
    WagtailImageFieldFile,
    get_upload_to,
)
from wagtail.images.models import Image as WagtailImage
from wagtail.search import index

from media.cleaning.apart import run
from media.cleaning.pictures import AccessCopy, Limits, access_copy, measured
from media.cleaning.refused import Refused
from media.obscuring.pixels import Region, filled
from media.rendering import Cut, rendered
from media.storage.backends import PRIVATE
from media.storage.sealed import SealingFile, cleaning_allowance

from .reviewed import ReviewedFile
from .warned import Warned

# done here; the rest by Wagtail
RENDERED = (TransformOperation, DoNothingOperation, FormatOperation)


def picture_limits() -> Limits:
    return Limits(settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS, settings.IMAGE_MAX_FRAMES)


class AccessCopyFile(SealingFile, WagtailImageFieldFile):
    """A picture's file: the access copy, or an upload that is to become one."""

    @property
    def url(self) -> str:
        """The address within the admin; readers get renditions only."""
        self._require_file()
        return reverse("media_picture", args=[self.instance.pk])

    def get_image_dimensions(self) -> tuple[int | None, int | None]:
        if self._committed:
            return super().get_image_dimensions()
        try:
            self.file.seek(0)
            return measured(self.file.read(), picture_limits())
        except Refused:
            return None, None  # validation says why


class AccessCopyField(WagtailImageField):
    """Stores an access copy and seals the original."""

    attr_class = AccessCopyFile


class CustomImage(Warned, ReviewedFile, AbstractImage):
    """A picture: the access copy that readers' sizes are made of, and its sealed original."""

    file = AccessCopyField(
        verbose_name=_("file"),
        upload_to=get_upload_to,
        storage=PRIVATE,
        width_field="width",
        height_field="height",
        help_text=(
            _(
                "A photograph, drawing or scan. Readers get a copy without the place, time, device "
                "and names that cameras hide in it; the original is kept sealed. Of an animation "
                "the first picture is shown."
            )
        ),
    )
    description = models.CharField(
        _("description"),
        max_length=255,
        blank=True,
        default="",
        help_text=(
            _(
                "What the picture shows, for readers who cannot see it, used wherever a page says "
                'nothing else. Example: "Five people wade through a frozen river at dusk".'
            )
        ),
    )
    placeholder = models.TextField(
        blank=True,
        editable=False,
        help_text="A tiny `data:` URI to paint before the picture arrives.",
    )

    obscured_regions: Any = models.JSONField(
        default=list,
        editable=False,
        help_text="What is filled in it: left, top, width and height in pixels, and how.",
    )

    admin_form_fields = (
        *WagtailImage.admin_form_fields,
        *("content_warning", "mask_thumbnail", "review", "is_public_by_itself"),
    )
    derived_fields = (
        *(*ReviewedFile.derived_fields, "width", "height", "placeholder", "obscured_regions"),
    )

    search_fields = (*AbstractImage.search_fields, index.FilterField("review"))

    class Meta(ReviewedFile.Meta, AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [
            ("review_media", gettext_noop("Can say whether people are in pictures and files"))
        ]

    @classmethod
    def from_db(cls, *row: Any, **options: Any) -> Any:
        image: Any = super().from_db(*row, **options)
        image._regions_as_read = image.__dict__.get("obscured_regions")
        return image

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep regions that were obscured since the row was read;

        saving the row would undo them.
        """
        is_as_read = self.obscured_regions == getattr(self, "_regions_as_read", None)
        if is_as_read and not self.has_new_file and self.stored_manner() != self.manner:
            self.refresh_from_db(fields=["file", *self.derived_fields])
        super().save(*args, **kwargs)
        self._regions_as_read = self.obscured_regions

    @property
    def manner(self) -> list[Any]:
        return self.obscured_regions

    def stored_manner(self) -> list[Any]:
        row = type(self)._base_manager.filter(pk=self.pk)
        return row.values_list("obscured_regions", flat=True).first() or []

    def stored_size(self) -> tuple[int, int] | None:
        """Width and height of the stored copy; None for a picture that is not stored yet."""
        rows = type(self)._base_manager.filter(pk=self.pk)
        return rows.values_list("width", "height").first() if self.pk else None

    def clean_copy(self, raw: bytes, name: str) -> AccessCopy:
        is_same = hashlib.sha256(raw).hexdigest() == self.original_sha256
        # Regions and the focal area are positions in the stored copy, so another copy must have its
        # size.
        size = self.stored_size() if is_same else None
        copy = run(cleaning_allowance(), access_copy, raw, picture_limits(), size)
        regions = self.obscured_regions if is_same else []  # they do not apply to another file
        return filled(copy, [Region(*region) for region in regions]) if regions else copy

    def copy_name(self, copy: AccessCopy, name: str) -> str:
        return f"access.{copy.extension}"

    def describe(self, copy: AccessCopy) -> None:
        super().describe(copy)
        self.width, self.height = copy.width, copy.height
        self.placeholder = copy.placeholder

    def _set_image_file_metadata(self) -> None:
        """Do nothing: Wagtail's forms would describe the upload, we describe the access copy."""

    def get_upload_to(self, filename: str) -> str:
        return f"images/{self.file_key or uuid4().hex}/{filename}"

    def forget_renditions(self) -> None:
        self.renditions.all().delete()
        self.public_renditions.all().delete()

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """Name the file after what was done, so that its name does not lead to the access copy."""
        # finds a lost file before Wagtail opens another one that it never closes
        if source is None:
            with self.open_file() as file:
                source = ContentFile(file.read(), name=self.file.name)
        if not all(isinstance(operation, RENDERED) for operation in filter.operations):
            with super().generate_rendition_file(filter, source=source) as rendition:
                rendition.seek(0)
                content, suffix = rendition.read(), PurePath(rendition.name or "").suffix[1:]
        else:
            content, suffix = self._rendered(filter, source)
        return ContentFile(content, name=f"{filter.spec.replace('|', '.')}.{suffix}")

    def _rendered(self, filter: Filter, source: File) -> tuple[bytes, str]:
        transform = filter.get_transform(self, (self.width, self.height))
        left, top, right, bottom = map(int, transform.get_rect().round())
        width, height = transform.size
        formats = [
            operation.format
            for operation in filter.operations
            if isinstance(operation, FormatOperation)
        ]
        cut = Cut((left, top, right, bottom), (max(1, int(width)), max(1, int(height))))
        # A web process would keep the decoder's memory: three times as much after some large sizes.
        format = formats[-1] if formats else ""
        try:
            return run(cleaning_allowance(), rendered, source.read(), cut, format)
        except Refused as refused:
            raise SourceImageIOError(str(refused)) from refused
