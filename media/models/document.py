"""Documents to download."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import Any
from unicodedata import normalize
from uuid import uuid4

from django.db import models
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument

from cms.record.purging.purge import purge_file
from media.cleaning.apart import run
from media.cleaning.documents import CleanDocument, clean_document
from media.storage.backends import PRIVATE
from media.storage.sealed import SealingFile, cleaning_allowance

from .reviewed import Reviewed


def document_path(instance: Any, filename: str) -> str:
    path = PurePath(get_valid_filename(normalize("NFC", filename)))
    return f"documents/{instance.file_key or uuid4().hex}/{path.stem[:60]}{path.suffix.lower()}"


class DocumentFile(SealingFile):
    """A document's file: the clean copy, or an upload that is to become one."""


class DocumentField(models.FileField):
    """Stores a clean copy and seals the original."""

    attr_class = DocumentFile


class CustomDocument(Reviewed, AbstractDocument):
    """A document to download: its clean copy for readers, and its sealed original."""

    file = DocumentField(
        verbose_name=_("file"),
        upload_to=document_path,
        storage=PRIVATE,
        max_length=255,
        help_text=(
            _(
                "A PDF, or a text or CSV file. Readers get a copy of a PDF without its author, "
                "dates, scripts and attachments, under this file's name, so name it for them. "
                'Example: "annual-report-2006.pdf".'
            )
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

    is_facsimile = models.BooleanField(
        _("pictures of its pages"),
        default=False,
        help_text=_(
            "Of a PDF, readers get a picture of each page: what somebody sees who looks at it, and "
            "nothing else. Its words cannot be searched, copied or read aloud. Tick it where a "
            "PDF cannot be cleaned otherwise, or has words that nobody should find."
        ),
    )

    admin_form_fields = (
        *(*WagtailDocument.admin_form_fields, "is_facsimile", "review", "is_public_by_itself"),
    )
    derived_fields = (*Reviewed.derived_fields, "sha256", "page_count", "has_text")

    class Meta(Reviewed.Meta, AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    @property
    def mime_type(self) -> str:
        return self.content_type

    def forget_renditions(self) -> None:
        purge_file(self.url)

    @property
    def manner(self) -> bool:
        return self.is_facsimile

    def stored_manner(self) -> bool:
        row = type(self)._base_manager.filter(pk=self.pk).values_list("is_facsimile", flat=True)
        return row.first() or False

    def clean_copy(self, raw: bytes, name: str) -> CleanDocument:
        suffix = PurePath(name).suffix.lower()
        return run(cleaning_allowance(), clean_document, raw, suffix, self.is_facsimile)

    def _set_document_file_metadata(self) -> None:
        """Do nothing: Wagtail's forms would describe the upload, we describe the clean copy."""

    def copy_name(self, copy: CleanDocument, name: str) -> str:
        return PurePath(name).name

    def describe(self, copy: CleanDocument) -> None:
        super().describe(copy)
        self.sha256 = hashlib.sha256(copy.content).hexdigest()
        self.page_count, self.has_text = copy.page_count, copy.has_text
