"""What is public now, and every change to that."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, ClassVar, NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop
from wagtail.models import Page

from cms.collation.models import Beside

PAGES = Page._meta.label_lower  # the subject of pages
LONG_AGO = datetime(1, 1, 2, tzinfo=UTC)  # for pages without a published change
_KEPT = "The record keeps what it says: what is in it is neither altered nor deleted."


def _by_beginning(column: str, name: str) -> models.Index:
    """An index that also finds texts by their beginning, whatever PostgreSQL's collation is."""
    return models.Index(fields=[column], name=name, opclasses=["text_pattern_ops"])


class PublicObjects(models.QuerySet):
    def pages(self) -> PublicObjects:
        """Those of pages; a row's key is the page's."""
        return self.filter(subject=PAGES)


class PublicObject(models.Model):
    """A thing that readers can see now; only `comparison` writes it."""

    type = models.CharField(max_length=80)  # in the API: "Letter", "Category"
    key = models.BigIntegerField()  # of its model
    subject = models.CharField(max_length=80)  # the subject that compares it: "wagtailcore.page"
    tree_path = models.TextField(blank=True)  # Wagtail's `path` of a page
    site = models.BigIntegerField(null=True)  # the primary key of a page's site
    path = models.TextField(blank=True)  # the address on its site: "/archive/letter-2006/"
    locale = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=100, blank=True)
    tags = models.JSONField(default=list)  # the cache tags of answers that showed it
    fingerprint = models.CharField(max_length=72)  # eight digits of its layout, and a digest

    objects = PublicObjects.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject", "key"], name="record_public_object_once")
        ]
        indexes = [
            models.Index(fields=["tree_path"], name="record_public_tree_path"),
            _by_beginning("path", "record_public_path"),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.path or self.key}"


class AppendOnly(models.QuerySet):
    """Rows can be added and read; changing or deleting them raises an error."""

    def _refuse(self, *_arguments: Any, **_options: Any) -> NoReturn:
        raise TypeError(_KEPT)

    def bulk_create(
        self,
        objs: Any,
        batch_size: int | None = None,
        ignore_conflicts: bool = False,
        update_conflicts: bool = False,
        update_fields: Any = None,
        unique_fields: Any = None,
    ) -> list[Any]:
        if update_conflicts:  # this overwrites existing rows
            self._refuse()
        return super().bulk_create(objs, batch_size, ignore_conflicts)

    def overwrite(self, **words: Any) -> None:
        """Remove words; only `forgetting` calls it."""
        super().update(**words)

    update = delete = bulk_update = update_or_create = _update = _raw_delete = _refuse


class Kept(models.Model):
    """A row that can be added and read, but not changed or deleted."""

    objects = AppendOnly.as_manager()

    class Meta:
        abstract = True
        base_manager_name = "objects"

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise TypeError(_KEPT)
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise TypeError(_KEPT)


class Change(Kept):
    """Something became public, changed, moved, or was taken back; secured by a chain of digests.

    Anything that may have to be forgotten by law is in a column of its own with a salt. The chain
    contains only its salted digest, so it can be verified after word and salt are gone.
    """

    class Kind(models.TextChoices):
        PUBLISHED = "PUBLISHED", _("Published")
        UPDATED = "UPDATED", _("Updated")
        CORRECTED = "CORRECTED", _("Corrected")
        MOVED = "MOVED", _("Moved")
        WITHDRAWN = "WITHDRAWN", _("Withdrawn")
        FORGOTTEN = "FORGOTTEN", _("Words of an earlier change overwritten")

    class Reason(models.TextChoices):
        SAFETY = "SAFETY", _("Somebody's safety")
        CONSENT = "CONSENT", _("Consent was taken back")
        LEGAL = "LEGAL", _("The law, or a court")
        COPYRIGHT = "COPYRIGHT", _("Copyright")
        ERROR = "ERROR", _("It was published by mistake")
        SUPERSEDED = "SUPERSEDED", _("Something newer takes its place")
        OTHER = "OTHER", _("Another reason")

    number = models.BigIntegerField(primary_key=True)  # 1, 2, 3 …, without gaps
    at = models.DateTimeField(db_index=True)  # never earlier than the previous change
    kind = models.CharField(max_length=10, choices=Kind.choices)
    type = models.CharField(max_length=80)
    key = models.BigIntegerField()
    subject = models.CharField(max_length=80)
    site = models.BigIntegerField(null=True)
    locale = models.CharField(max_length=100, blank=True)
    code = models.CharField(max_length=100, blank=True)
    reason = models.CharField(max_length=10, choices=Reason.choices, blank=True)
    tags = models.JSONField(default=list)  # the cache tags of answers that showed it
    path = models.TextField(blank=True)
    previous_path = models.TextField(blank=True)
    who = models.TextField(blank=True)
    note = models.TextField(blank=True)  # for colleagues
    public_note = models.TextField(blank=True)  # for readers
    salts = models.JSONField(default=dict)  # of each word that can be forgotten
    digests = models.JSONField(default=dict)  # of each of these words with its salt
    forgets = models.BigIntegerField(null=True)  # the number of the change whose words are removed
    forgotten = models.JSONField(null=True)  # the names of the removed words
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    FORGETTABLE = ("path", "previous_path", "who", "note", "public_note")

    class Meta(Kept.Meta):
        ordering = ["number"]
        indexes = [
            models.Index(fields=["subject", "key"], name="record_change_subject"),
            models.Index(fields=["kind", "number"], name="record_change_kind"),
            _by_beginning("path", "record_change_path"),
            _by_beginning("previous_path", "record_change_previous"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.kind} {self.type} {self.path or self.key}"

    @property
    def told(self) -> str:
        """The note as shown to colleagues, in their language."""
        return f"{self.number}: {self.get_kind_display()}, {self.type} {self.path or self.key}"


class LastChange(Beside):
    """When readers were last told of a change of a page; only `chain` writes it.

    The page may not exist any more: deletion does not wait for the comparison.
    """

    column = "at"
    empty: ClassVar[Mapping[str, str]] = {
        "postgresql": "'0001-01-02 00:00:00+00'",
        "sqlite": "'0001-01-02 00:00:00'",
    }

    owner = models.OneToOneField(
        Page,
        primary_key=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="last_change",
    )
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at", "owner"], name="record_last_change_order")]

    def __str__(self) -> str:
        return f"{self.pk}: {self.at}"


class Act(models.Model):
    """What an editor said when taking back or correcting something, until the change is recorded.

    It is written in the transaction of the act itself, so a process that is killed loses no reason.
    """

    subject = models.CharField(max_length=80)
    key = models.BigIntegerField()
    kind = models.CharField(max_length=10, choices=Change.Kind.choices)
    at = models.DateTimeField()
    who = models.TextField(blank=True)
    reason = models.CharField(max_length=10, choices=Change.Reason.choices, blank=True)
    note = models.TextField(blank=True)
    public_note = models.TextField(blank=True)
    replaced_by = models.BigIntegerField(null=True)  # the page where readers can continue
    path = models.TextField(blank=True)  # to be forgotten as soon as the page has left it

    class Meta:
        indexes = [models.Index(fields=["subject", "key"], name="record_act_subject")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject} {self.key}"


class Tombstone(models.Model):
    """What is left of a page that was public; only `tombstones` writes it."""

    key = models.BigIntegerField(unique=True)  # its primary key
    type = models.CharField(max_length=80)
    code = models.CharField(max_length=100, blank=True, db_index=True)
    site = models.BigIntegerField(null=True)
    path = models.TextField(blank=True)  # its last address; empty once forgotten
    at = models.DateTimeField()
    reason = models.CharField(max_length=10, choices=Change.Reason.choices)
    note = models.TextField(blank=True)  # for readers
    replaced_by = models.BigIntegerField(null=True)  # the page where readers can continue

    class Meta:
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        permissions = [
            ("delete_published", gettext_noop("Can delete pages that readers could see once"))
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.path or self.code}"


class RedirectUse(models.Model):
    """The last day on which a reader used a redirect, in the server's time zone."""

    redirect = models.OneToOneField(
        "wagtailredirects.Redirect", models.CASCADE, primary_key=True, related_name="use"
    )
    last_used_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.redirect_id}: {self.last_used_on}"


class FormerAddress(models.Model):
    """An address at which readers could once reach a page, in the form of `key_of`."""

    key = models.BigIntegerField(db_index=True)
    site = models.BigIntegerField(null=True)  # null for a redirect of all sites
    path = models.TextField(db_index=True)

    def __str__(self) -> str:
        return self.path
