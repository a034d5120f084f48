"""Pictures and documents as files: what editors upload, and the copies that readers get."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any
from unicodedata import normalize
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import models
from django.db.models.signals import post_delete
from django.utils.text import get_valid_filename
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    WagtailImageField,
    WagtailImageFieldFile,
    get_rendition_upload_to,
    get_upload_to,
)
from wagtail.images.models import Image as WagtailImage

from .cleaning.pdf import clean_pdf
from .cleaning.pdf_text import pages_and_text
from .cleaning.pictures import AccessCopy, Limits, access_copy, measured
from .cleaning.refused import Refused
from .cleaning.text import clean_text
from .storage.backends import PRIVATE, PUBLIC
from .storage.sealed import Sealed, SealingFile, delete_original


def picture_limits() -> Limits:
    return Limits(settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS, settings.IMAGE_MAX_FRAMES)


class AccessCopyFile(SealingFile, WagtailImageFieldFile):
    """A picture's file: the access copy, or an upload that is to become one."""

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


class CustomImage(Sealed, AbstractImage):
    """A picture: its access copy for readers, and its sealed original."""

    file = AccessCopyField(
        verbose_name="file",
        upload_to=get_upload_to,
        storage=PUBLIC,
        width_field="width",
        height_field="height",
        help_text=(
            "A photograph, drawing or scan. Readers get a copy without the place, time, device and "
            "names that cameras hide in it; the original is kept sealed. Of an animation the first "
            "picture is shown."
        ),
    )
    description = models.CharField(
        max_length=255,
        blank=True,
        default="",
        help_text=(
            "What the picture shows, for readers who cannot see it, used wherever a page says "
            'nothing else. Example: "Five people wade through a frozen river at dusk".'
        ),
    )
    placeholder = models.TextField(
        blank=True,
        editable=False,
        help_text="A tiny `data:` URI to paint before the picture arrives.",
    )

    admin_form_fields = WagtailImage.admin_form_fields
    derived_fields = (*Sealed.derived_fields, "width", "height", "placeholder")

    class Meta(AbstractImage.Meta):
        verbose_name = "image"
        verbose_name_plural = "images"

    def clean_copy(self, raw: bytes, name: str) -> AccessCopy:
        return access_copy(raw, picture_limits())

    def copy_name(self, copy: AccessCopy, name: str) -> str:
        return f"access.{copy.extension}"

    def describe(self, copy: AccessCopy) -> None:
        super().describe(copy)
        self.placeholder = copy.placeholder

    def _set_image_file_metadata(self) -> None:
        """Do nothing: Wagtail's forms would describe the upload, we describe the access copy."""

    def get_upload_to(self, filename: str) -> str:
        return f"images/{self.file_key or uuid4().hex}/{filename}"

    def forget(self, files: list[Any]) -> None:
        super().forget(files)
        self.renditions.all().delete()

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """Name the file after what was done, so that nothing leads from it to the access copy."""
        if source is None:  # a lost file is met before Wagtail opens another that it never closes
            with self.open_file() as file:
                source = ContentFile(file.read(), name=self.file.name)
        with super().generate_rendition_file(filter, source=source) as rendition:
            rendition.seek(0)
            name = filter.spec.replace("|", ".") + PurePath(rendition.name or "").suffix
            return ContentFile(rendition.read(), name=name)


class CustomRendition(AbstractRendition):
    """A picture in one size and format, made from the access copy alone."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")
    file = WagtailImageField(
        upload_to=get_rendition_upload_to,
        storage=PUBLIC,
        width_field="width",
        height_field="height",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.filter_spec} of {self.image_id}"

    def get_upload_to(self, filename: str) -> str:
        return f"images/{uuid4().hex}/{filename}"

    def save(self, *args, **kwargs) -> None:
        try:
            super().save(*args, **kwargs)
        except BaseException:  # two requests made the same one: leave no file behind
            if self.file and self.file._committed:
                self.file.storage.delete(self.file.name)
            raise


@dataclass(frozen=True)
class CleanDocument:
    """A document that may be given out, and what of its content is known."""

    content: bytes
    page_count: int | None = None
    has_text: bool | None = None


CLEANERS = {".pdf": clean_pdf, ".txt": clean_text, ".csv": clean_text}


def document_path(instance: Any, filename: str) -> str:
    path = PurePath(get_valid_filename(normalize("NFC", filename)))
    return f"documents/{instance.file_key or uuid4().hex}/{path.stem[:60]}{path.suffix.lower()}"


class DocumentFile(SealingFile):
    """A document's file: the clean copy, or an upload that is to become one."""


class DocumentField(models.FileField):
    """Stores a clean copy and seals the original."""

    attr_class = DocumentFile


class CustomDocument(Sealed, AbstractDocument):
    """A document to download: its clean copy for readers, and its sealed original."""

    file = DocumentField(
        verbose_name="file",
        upload_to=document_path,
        storage=PRIVATE,
        max_length=255,
        help_text=(
            "A PDF, or a text or CSV file. Readers get a copy of a PDF without its author, dates, "
            "scripts and attachments, under this file's name, so name it for them. "
            'Example: "annual-report-2006.pdf".'
        ),
    )
    sha256 = models.CharField(
        max_length=64,
        editable=False,
        help_text="The SHA-256 of the file that readers download, in hexadecimal digits.",
    )

    page_count = models.PositiveIntegerField(
        null=True,
        editable=False,
        help_text="The number of its pages; empty for a file that has none, a text for example.",
    )
    has_text = models.BooleanField(
        null=True,
        editable=False,
        help_text="Whether words in it can be found and copied: not in a scan of paper alone.",
    )

    admin_form_fields = WagtailDocument.admin_form_fields
    derived_fields = (*Sealed.derived_fields, "sha256", "page_count", "has_text")

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documents"

    @property
    def mime_type(self) -> str:
        return self.content_type

    def clean_copy(self, raw: bytes, name: str) -> CleanDocument:
        suffix = PurePath(name).suffix.lower()
        if suffix not in CLEANERS:
            raise Refused("Documents are PDF, text or CSV files. Save this one as a PDF.")
        content = CLEANERS[suffix](raw)
        return CleanDocument(content, *pages_and_text(content, suffix))

    def _set_document_file_metadata(self) -> None:
        """Do nothing: Wagtail's forms would describe the upload, we describe the clean copy."""

    def copy_name(self, copy: CleanDocument, name: str) -> str:
        return PurePath(name).name

    def describe(self, copy: CleanDocument) -> None:
        super().describe(copy)
        self.sha256 = hashlib.sha256(copy.content).hexdigest()
        self.page_count, self.has_text = copy.page_count, copy.has_text


post_delete.connect(delete_original, sender=CustomImage)
post_delete.connect(delete_original, sender=CustomDocument)
