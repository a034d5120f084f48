"""What became of one item, for the report, the admin and the summary."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from archive.markup.parts import Note
from archive.markup.sentences import Sentence
from archive.models import ImportedItem, ImportRecord, ImportRun
from archive.wordpress.counting import Counts
from archive.wordpress.export.records import Item
from archive.wordpress.export.selection import ATTACHMENT

Action = ImportRecord.Action
WRITTEN = (Action.CREATED, Action.UPDATED)
NOT_PUBLIC = {
    "protected",
    "for-members",
    "type-not-public",
    "says-nothing",
    "language-unknown",
}  # why a published item is a draft

NO_REASON = Sentence()
COUNTED = {"form", "widget"}  # reported once for the whole site, not for each post


@dataclass
class Outcome:
    """What was done with an item, and the notes on it."""

    item: Item
    action: Action
    page: Page | None = None
    model: str = ""
    map_type: str = ""  # the name of its type in a --type-map file
    why: Sentence = NO_REASON
    source: Counts | None = None
    arrived: Counts | None = None
    notes: list[Note] = field(default_factory=list)
    earlier_counts: dict[str, Any] = field(default_factory=dict)  # from the run that wrote it
    is_public: bool = False  # whether all readers see the page

    @property
    def is_empty(self) -> bool:
        """Whether nothing of a body arrived, not even a picture."""
        return self.arrived is not None and not any(self.arrived.numbers().values())

    @property
    def losses(self) -> list[Note]:
        return [note for note in self.notes if note.is_loss]

    @property
    def left_out(self) -> list[Note]:
        """Forms and widgets, which are counted for the whole site."""
        return [note for note in self.notes if note.code in COUNTED]

    @property
    def to_review(self) -> list[Note]:
        return [note for note in self.notes if not note.is_loss and note.code not in COUNTED]

    @property
    def is_file(self) -> bool:
        return self.item.kind == ATTACHMENT

    @property
    def is_error(self) -> bool:
        return self.action == Action.FAILED

    def report(self) -> dict[str, Any]:
        """The outcome in the report: words of the source, no personal data."""
        return {
            "id": self.item.id,
            "kind": self.item.kind,
            "title": self.item.title,
            "oldAddress": self.item.link,
            "status": self.item.status,
            "action": str(self.action.value),
            "page": self.page and {"id": self.page.pk, "path": self.page.url_path},
            "type": self.model,
            "mapType": self.map_type,
            "why": str(self.why),
            "reason": self.why.as_data(),
            "source": self.source.numbers() if self.source else None,
            "arrived": self.arrived.numbers() if self.arrived else None,
            "losses": as_data(self.losses),
            "toReview": as_data(self.to_review),
            "leftOut": as_data(self.left_out),
        } | self.earlier_counts

    def save(self, run: ImportRun) -> None:
        """Store it for the admin, once in a run; a resumed run keeps what it wrote."""
        key = {"run": run, "source_id": self.item.id}
        record = ImportRecord.objects.filter(**key).first() or ImportRecord(**key)
        if record.action in WRITTEN and self.action == Action.UNCHANGED:
            return
        report = self.report()
        record.kind, record.action, record.page = self.item.kind, self.action, self.page
        record.title, record.old_address = self.item.title[:255], self.item.link[:500]
        record.report, record.has_losses = report, bool(self.losses)
        record.needs_review = bool(report["toReview"]) or self.is_error
        record.save()


def as_data(notes: Iterable[Note]) -> list[dict[str, Any]]:
    """Notes by code, in English and for translation in the admin."""
    return [
        {"code": note.code, "text": note.text, **Sentence(note.message, note.values).as_data()}
        for note in notes
    ]


def last_outcome(
    item: Item, imported_item: ImportedItem, further_notes: Iterable[Note] = ()
) -> Outcome:
    """The outcome of an unchanged item, with the notes of the run that wrote it."""
    report = last_report(imported_item)
    notes = [
        Note(note["code"], note.get("message", note["text"]), note.get("values", {}), is_loss)
        for name, is_loss in (("losses", True), ("toReview", False), ("leftOut", False))
        for note in report.get(name, [])
    ]
    return Outcome(
        item,
        Action.UNCHANGED,
        imported_item.page,
        report.get("type", ""),
        report.get("mapType", ""),
        Sentence(**report.get("reason", {"message": report.get("why", "")})),
        notes=[*further_notes, *notes],
        earlier_counts={name: report[name] for name in ("source", "arrived") if name in report},
    )


def was_public(imported_item: ImportedItem) -> bool:
    """Whether everybody could read it there when its page was written here."""
    report = last_report(imported_item)
    notes = [*report.get("toReview", []), *report.get("losses", [])]
    codes = {note["code"] for note in notes}
    return report.get("status") == "publish" and not codes & NOT_PUBLIC


def last_report(imported_item: ImportedItem) -> dict[str, Any]:
    """The report of the run that wrote its page."""
    records = ImportRecord.objects.filter(
        run__site=imported_item.site, source_id=imported_item.source_id
    )
    last_written = records.filter(action__in=WRITTEN).order_by("-pk").first()
    return last_written.report if last_written else {}
