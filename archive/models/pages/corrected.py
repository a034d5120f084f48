from __future__ import annotations

from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField
from wagtail.models import Revision

from archive.corrections import FEATURES, Change
from archive.corrections.telling import tell_record


class Corrected(models.Model):
    """A page that tells its readers what was wrong in it, and what has happened since.

    An editor's note on a change is stored in the draft, so it is published with it, by whomever and
    whenever that is; the page itself never stores it.
    """

    change_kind = models.CharField(
        _("what this change is"),
        max_length=10,
        choices=Change.choices,
        blank=True,
        help_text=_("Asked when a document that readers can see is published again."),
    )
    change_note = RichTextField(
        _("note for readers"),
        blank=True,
        features=FEATURES,
        help_text=_(
            "What was wrong, or what has happened since: “The letter was sent on 19 October, not "
            "on the 9th.” Readers see it below the document, with its date. No name and no word "
            "that must not be public."
        ),
    )

    class Meta:
        abstract = True

    @transaction.atomic
    def save(self: Any, *args: Any, **options: Any) -> None:
        kind, text = self.change_kind, self.change_note
        is_published = bool(self.live and kind and options.get("update_fields") is None)
        is_told = is_published and kind != Change.MINOR
        if is_published:
            self.change_kind = self.change_note = ""
        if is_told:  # before the save, so that checks of the page include the note
            self.corrections.add(self.corrections.model(kind=kind, text=text))
        super().save(*args, **options)
        if is_published:
            _forget_in_drafts(self, kind, text)
        if is_told:
            tell_record(self.pk, kind, text)

    def serializable_data(self) -> dict[str, Any]:
        """A draft without the notes: existing ones stay, whichever draft is published."""
        data: dict[str, Any] = super().serializable_data()  # type: ignore[misc]
        del data["corrections"]
        return data


def _forget_in_drafts(page: Any, kind: str, text: str) -> None:
    """The note was published: later drafts start without it."""
    same = {"content__change_kind": kind, "content__change_note": text}
    drafts = list(Revision.objects.for_instance(page).filter(**same))
    for draft in drafts:
        draft.content = draft.content | {"change_kind": "", "change_note": ""}
    Revision.objects.bulk_update(drafts, ["content"])


class Correction(models.Model):
    """A dated note for readers, of what was wrong in a document or has happened since."""

    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=[each for each in Change.choices if each[0] != Change.MINOR],
        help_text=_("Whether it was wrong before, or something has happened since."),
    )
    date = models.DateField(
        _("date"), default=timezone.localdate, help_text=_("The day on which readers were told.")
    )
    text = RichTextField(_("text"), features=FEATURES, help_text=_("What readers are told."))

    class Meta:
        abstract = True
        ordering = ["-date", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind}, {self.date}"
