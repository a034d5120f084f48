"""Documents to download."""

from __future__ import annotations

import hashlib
from pathlib import PurePath
from typing import Any
from unicodedata import normalize
from uuid import uuid4

from django.core.files.base import File
from django.db import models
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.text import get_valid_filename
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.search import index

from cms.record.purging.purge import purge_file
from media.cleaning.apart import run
from media.cleaning.documents import CleanDocument, clean_document
from media.cleaning.pdf import Region
from media.cleaning.refused import Refused
from media.storage.backends import PRIVATE
from media.storage.sealed import SealingFile, cleaning_allowance

from .reviewed import ReviewedFile

CLEAN = "clean"  # the stored name is neutral, too


def document_path(instance: Any, filename: str) -> str:
    return f"documents/{instance.file_key or uuid4().hex}/{filename}"


def address_key() -> str:
    return uuid4().hex


def public_name(key: str, file: str) -> str:
    """The last part of a document's address: its key and extension, which are neutral."""
    return f"{key}{PurePath(file).suffix}"


def valid_name(filename: str) -> str:
    """An upload's name in the form in which it may be offered for download."""
    path = PurePath(get_valid_filename(normalize("NFC", filename)))
    return f"{path.stem[:60]}{path.suffix.lower()}"


class DocumentFile(SealingFile):
    """A document's file: the clean copy, or an upload that is to become one."""

    def save(self, name: str | None, content: File, save: bool = True) -> None:
        document: Any = self.instance
        document.uploaded_name = valid_name(name or "")
        super().save(name, content, save)

    save.alters_data = True  # type: ignore[attr-defined]


class DocumentField(models.FileField):
    """Stores a clean copy and seals the original."""

    attr_class = DocumentFile


class CustomDocument(ReviewedFile, AbstractDocument):
    """A document to download: its clean copy for readers, and its sealed original."""

    file = DocumentField(
        verbose_name=_("file"),
        upload_to=document_path,
        storage=PRIVATE,
        max_length=255,
        help_text=(
            _(
                "A PDF, a text, a Word file (DOCX) or a spreadsheet (XLSX, CSV), for example. "
                "Readers get a copy of what somebody sees of it, without author, dates, scripts, "
                "comments and attachments; of a spreadsheet, its values alone; of links in a Word "
                "file, their words alone. What cannot be cleaned is kept, and readers never get it."
            )
        ),
    )
    address_key = models.CharField(
        max_length=32,
        default=address_key,
        editable=False,
        help_text="Stands in its address, where nobody can guess it, whatever file it has.",
    )
    uploaded_name = models.CharField(
        max_length=255,
        blank=True,
        editable=False,
        help_text="The name that it had where it was uploaded from; readers never get it.",
    )
    offered_name = models.CharField(
        _("name for saving"),
        max_length=255,
        blank=True,
        help_text=_(
            "Readers' browsers offer it for saving. Empty, they offer letters and digits that say "
            "nothing."
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

    obscured_regions: Any = models.JSONField(
        default=list,
        editable=False,
        help_text="What is filled in it: the page from 1, left, top, width and height in dots.",
    )

    # An import keeps what cannot be cleaned from readers; an editor is told what to do instead.
    keeps_uncleaned = False
    refusal: Refused | None = None  # why there is no clean copy

    admin_form_fields = (
        *(*WagtailDocument.admin_form_fields, "offered_name", "is_facsimile"),
        *("review", "is_public_by_itself"),
    )
    derived_fields = (
        *(*ReviewedFile.derived_fields, "sha256", "page_count", "has_text"),
        *("uploaded_name", "offered_name", "obscured_regions"),
    )

    search_fields = (*AbstractDocument.search_fields, index.FilterField("review"))

    class Meta(ReviewedFile.Meta, AbstractDocument.Meta):
        verbose_name = _("file")
        verbose_name_plural = _("files")

    @property
    def filename(self) -> str:
        """Its name for editors; readers get another."""
        return self.uploaded_name or self.public_name

    @property
    def public_name(self) -> str:
        return public_name(self.address_key, self.file.name or "")

    @property
    def url(self) -> str:
        return reverse("wagtaildocs_serve", args=[self.pk, self.public_name])

    @property
    def content_disposition(self) -> str:
        as_attachment = self.content_type != "application/pdf"
        name = self.offered_name or self.public_name
        return content_disposition_header(as_attachment, name) or ""

    @property
    def mime_type(self) -> str:
        return self.content_type

    def forget_renditions(self) -> None:
        purge_file(self.url)

    @property
    def manner(self) -> Any:
        return self.is_facsimile, self.obscured_regions

    def stored_manner(self) -> Any:
        rows = type(self)._base_manager.filter(pk=self.pk)
        return rows.values_list("is_facsimile", "obscured_regions").first() or (False, [])

    def clean_copy(self, raw: bytes, name: str) -> CleanDocument:
        suffix = PurePath(name).suffix.lower()
        is_same = hashlib.sha256(raw).hexdigest() == self.original_sha256
        regions = self.obscured_regions if is_same else []  # they do not apply to another file
        areas = [Region(*region) for region in regions]
        arguments = (raw, suffix, self.is_facsimile, areas)
        try:
            return run(cleaning_allowance(), clean_document, *arguments)
        except Refused as refusal:
            if not self.keeps_uncleaned:
                raise
            self.refusal = refusal
            return CleanDocument(b"", is_clean=False)

    def _set_document_file_metadata(self) -> None:
        """Do nothing: Wagtail's forms would describe the upload, we describe the clean copy."""

    def copy_name(self, copy: CleanDocument, name: str) -> str:
        return f"{CLEAN}{PurePath(name).suffix.lower()}"

    @property
    def is_stored_as_today(self) -> bool:
        return PurePath(self.file.name or "").stem == CLEAN

    def replace(self, previous: Any) -> None:
        super().replace(previous)
        if self.offered_name == previous.offered_name:  # nobody has approved the new file's name
            self.offered_name = ""

    def describe(self, copy: CleanDocument) -> None:
        super().describe(copy)
        self.sha256 = hashlib.sha256(copy.content).hexdigest()
        self.page_count, self.has_text = copy.page_count, copy.has_text
