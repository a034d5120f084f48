"""The changes that a comparison finds, with what editors said about them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from cms.record import tombstones
from cms.record.chain import append
from cms.record.chunks import chunks
from cms.record.models import Act, Change, PublicObject

_SAME = ("type", "key", "subject", "site", "locale", "code", "path")


def change_of(
    row: PublicObject, kind: str, tags: Iterable[str] = (), previous_path: str = ""
) -> Change:
    """A change to a thing; `tags` are those of answers that showed it before."""
    return Change(
        kind=kind,
        previous_path=previous_path,
        tags=list(dict.fromkeys([*tags, *row.tags])),
        **{name: getattr(row, name) for name in _SAME},
    )


def append_with_acts(
    changes: list[Change], last: Change | None, username: str, at: datetime
) -> None:
    """Append changes to the chain; each takes over the act that announced it, which is deleted."""
    acts = _acts(changes)
    last_words = {(act.subject, act.key): act for act in acts}
    for change in changes:
        act = last_words.get((change.subject, change.key))
        if act and act.kind == Change.Kind.CORRECTED and change.kind == Change.Kind.UPDATED:
            change.kind = Change.Kind.CORRECTED
        if act and act.kind == change.kind:
            change.who, change.reason = act.who, act.reason
            change.note, change.public_note = act.note, act.public_note
        change.who = change.who or username
    append(changes, last, at)
    for part in chunks(changes):
        tombstones.keep(part, last_words)
    Act.objects.filter(pk__in=[act.pk for act in acts]).delete()


def _acts(changes: Sequence[Change]) -> list[Act]:
    """Everything that editors said about these things, of each in order."""
    subjects_and_keys = {(change.subject, change.key) for change in changes}
    acts = Act.objects.exclude(kind=Change.Kind.FORGOTTEN).order_by("pk")
    return [
        act
        for keys in chunks({key for _subject, key in subjects_and_keys})
        for act in acts.filter(key__in=keys)
        if (act.subject, act.key) in subjects_and_keys
    ]
