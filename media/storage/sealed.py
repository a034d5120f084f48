"""Files in two copies: a clean one that can be given out, and the untouched, sealed original."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import PurePath
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.db import models, transaction
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from media.cleaning.apart import Allowance
from media.cleaning.refused import Refused

from .backends import PRIVATE
from .removal import claim, delete_when_committed, keep
from .removed import RemovedOriginal, release_files_of


def cleaning_allowance() -> Allowance:
    return Allowance(settings.CLEANING_MEMORY, settings.CLEANING_SECONDS)


def original_path(instance: Any, filename: str) -> str:
    key = instance.file_key or uuid4().hex
    return f"originals/{key}{PurePath(filename).suffix.lower()[:10]}"


class SealingFile(FieldFile):
    """Cleans and seals whatever is written to it, from a form, an importer or a shell."""

    _cleaned: tuple[Any, Any] | None = None

    def cleaned(self, content: File, name: str) -> tuple[bytes, str, Any]:
        """The unchanged content, its SHA-256 and the clean copy; raises ValidationError."""
        content.seek(0)
        raw = content.read()
        content.seek(0)
        digest = hashlib.sha256(raw).hexdigest()
        key = (digest, self.instance.manner)
        if self._cleaned is None or self._cleaned[0] != key:
            try:
                self._cleaned = (key, self.instance.clean_copy(raw, name))
            except Refused as refused:
                raise ValidationError({self.field.name: refused.said(gettext)}) from refused
        return raw, digest, self._cleaned[1]

    def save(self, name: str | None, content: File, save: bool = True) -> None:
        name = name or ""
        raw, digest, copy = self.cleaned(content, name)
        instance = self.instance
        with self._named(name, copy):
            instance.original.save(name, ContentFile(raw), save=False)
            instance.original_sha256, instance.original_size = digest, len(raw)
            try:
                self.store_copy(copy, name)
            except BaseException:
                instance.original.delete(save=False)
                raise
        instance._is_sealed_anew = True
        if save:
            instance.save()

    save.alters_data = True

    @contextmanager
    def _named(self, name: str, copy: Any) -> Iterator[None]:
        """Within, both files get names that are claimed, for the case that no row comes.

        Who gives a key of its own finds them by that.
        """
        instance, original = self.instance, self.instance.original
        instance._claims = []
        if instance.file_key:
            yield
            return
        instance.file_key = uuid4().hex
        try:
            for file, filename in ((original, name), (self, instance.copy_name(copy, name))):
                stored_name = file.field.generate_filename(instance, filename)
                instance._claims.append(claim(file, stored_name))
            yield
        finally:
            instance.file_key = ""

    def store_copy(self, copy: Any, name: str) -> None:
        """Store the clean copy, and describe it in the row's fields."""
        clean_name = self.instance.copy_name(copy, name)
        clean = ContentFile(copy.content, name=clean_name)  # its size is measured by that name
        super().save(clean_name, clean, save=False)
        self.instance.describe(copy)

    store_copy.alters_data = True


class Sealed(models.Model):
    """Has a `file` that is the clean copy of a sealed original.

    What an editor deletes or replaces may endanger somebody, so the copy goes once the change is
    committed. The original is evidence: it stays until somebody destroys it (`media.originals`).
    Keep backups of the private storage.
    """

    original = models.FileField(
        upload_to=original_path,
        storage=PRIVATE,
        editable=False,
        help_text="The file exactly as it was uploaded; it has no address and is never served.",
    )
    original_sha256 = models.CharField(
        max_length=64,
        editable=False,
        help_text="The SHA-256 of the original, in hexadecimal digits, to prove it unchanged.",
    )
    original_size = models.PositiveBigIntegerField(
        null=True,
        editable=False,
        help_text="Of the original, in bytes; empty of what was uploaded before this was counted.",
    )

    is_public_by_itself = models.BooleanField(
        _("public without a page"),
        default=False,
        help_text=_(
            "Readers may get it, by a link that somebody has, though no public page shows "
            "it. Without this tick it is private until one does."
        ),
    )

    has_clean_copy = models.BooleanField(
        default=True,
        editable=False,
        help_text="Whether its copy is clean by the rules of today; without one it is private.",
    )

    # Part of the file names. Files of a killed process are deleted by it (`media.leftovers`), or by
    # their claims if it is empty, because then nobody can know their names.
    file_key = ""
    _claims: Sequence[int] = ()  # on files that no row names yet
    _is_sealed_anew = False  # since the row was last saved
    # Fields derived from the file, saved with it.
    derived_fields: tuple[str, ...] = (
        *("original", "original_sha256", "original_size", "file_size", "file_hash"),
        "has_clean_copy",
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.file and not self.file._committed:
            self.file.cleaned(self.file.file, self.file.name)
        elif self.file and self.manner != self.stored_manner():
            self._copy_of_original()

    def save(self, *args, **kwargs) -> None:
        fields = kwargs.get("update_fields")
        if fields is not None and "file" in fields:
            kwargs["update_fields"] = {*fields, *self.derived_fields}
        writes_file = fields is None or "file" in fields
        if writes_file:
            self.store_file()
        if not (writes_file and self._is_sealed_anew):
            if writes_file and self.file and self.manner != self.stored_manner():
                self.clean_anew()
            super().save(*args, **kwargs)
            return
        self._is_sealed_anew = False
        try:
            with transaction.atomic():
                if previous := self.stored():
                    self.replace(previous)
                super().save(*args, **kwargs)
                if previous:
                    previous.forget_file()
                keep(self._claims)
        except BaseException:
            for file in (self.file, self.original):
                file.storage.delete(file.name or "")
            raise

    def store_file(self) -> None:
        """Store a new file ahead of its row: no transaction is open while a storage takes its time.

        If no row is saved, the scheduled job deletes it.
        """
        if self.file and not self.file._committed:
            self.file.save(self.file.name, self.file.file, save=False)

    @property
    def has_new_file(self) -> bool:
        """Whether it has another file than its row in the database."""
        return bool(self.file) and (self._is_sealed_anew or not self.file._committed)

    def clean_anew(self) -> bool:
        """Make the clean copy from the original again; return whether it changed.

        Raises ValidationError if today's rules refuse the original.
        """
        copy = self._copy_of_original()
        is_same = _digest(copy.content) == self.file_hash and self.has_clean_copy == copy.is_clean
        if is_same and self.is_stored_as_today:
            return False
        if not self.file_size:
            self.forget_review()
        self.file.store_copy(copy, self.original.name or "")
        try:
            with transaction.atomic():
                previous = self.stored()
                super().save(update_fields=["file", *self.derived_fields])
                if previous:
                    previous.forget_copy()
        except BaseException:
            self.file.storage.delete(self.file.name or "")
            raise
        return True

    def refuse(self) -> None:
        """Keep it from readers, since its original cannot be cleaned by today's rules."""
        with transaction.atomic():
            self.has_clean_copy = False
            super().save(update_fields=["has_clean_copy"])
            self.forget_renditions()

    def _copy_of_original(self) -> Any:
        if not self.original:
            raise FileNotFoundError("there is none")
        with self.original.open("rb") as original:
            return self.file.cleaned(original, self.original.name)[2]

    @property
    def is_stored_as_today(self) -> bool:
        """Whether the clean copy has the name that it would get now."""
        return True

    @property
    def manner(self) -> Any:
        """The editor's choice of how the file is cleaned."""
        return None

    def stored_manner(self) -> Any:
        """The choice with which the stored copy was made."""
        return None

    def clean_copy(self, raw: bytes, name: str) -> Any:
        """Make the copy for readers, with its bytes as `content`; raises Refused.

        If `is_clean` is false, readers get nothing and only the original is kept.
        """
        raise NotImplementedError

    def copy_name(self, copy: Any, name: str) -> str:
        raise NotImplementedError

    def describe(self, copy: Any) -> None:
        """Set the fields derived from the clean copy."""
        self.has_clean_copy = copy.is_clean
        self.file_size = len(copy.content)
        self.file_hash = _digest(copy.content)

    def stored(self) -> Sealed | None:
        """The locked row in the database: another process may have replaced its file."""
        rows = type(self)._base_manager.select_for_update()
        return rows.filter(pk=self.pk).first() if self.pk else None

    def replace(self, previous: Sealed) -> None:
        """Reset what only applied to the previous file; the row is about to be saved."""

    def forget_file(self) -> None:
        """Delete a file that was replaced, and everything made from it."""
        release_files_of(self, RemovedOriginal.How.REPLACED)
        self.forget_renditions()

    def forget_copy(self) -> None:
        """Delete a clean copy that was replaced, and everything made from it."""
        delete_when_committed(self.file)
        self.forget_renditions()

    def forget_review(self) -> None:
        """Reset the review of a file of which nothing could be given out."""

    def forget_renditions(self) -> None:
        """Delete the renditions of the clean copy, here and in caches."""


def _digest(content: bytes) -> str:
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()  # as Wagtail's file_hash


def hold_before_delete(instance: Any, **_options: Any) -> None:
    instance._held = instance.stored()


def release_files(instance: Any, **_options: Any) -> None:
    if previous := instance.__dict__.pop("_held"):
        release_files_of(previous, RemovedOriginal.How.DELETED)
