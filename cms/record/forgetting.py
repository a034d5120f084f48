"""Overwriting words of the record that the law requires to be forgotten: an act that is marked."""

from __future__ import annotations

from collections.abc import Collection

from . import tombstones
from .chain import append
from .lock import record_lock
from .models import Change


def forget(number: int, names: Collection[str], username: str, note: str) -> Change:
    """Take these words out of a change, for ever, and record that it was done.

    The digests stay, so the chain is as verifiable as before. A tombstone loses the words too, and
    does not answer at such a path. Raises ValueError with a sentence for a change or a word that
    there is not.
    """
    with record_lock() as last:
        change = Change.objects.filter(number=number).first()
        if change is None or last is None:
            raise ValueError(f"The record has no change {number}.")
        if empty := [name for name in names if not getattr(change, name, "")]:
            raise ValueError(f"Change {number} holds no {' and no '.join(empty)}.")
        tombstones.forget(change, names)
        act = overwrite(change, names, username, note)
        append([act], last)
        return act


def overwrite(change: Change, names: Collection[str], username: str, note: str) -> Change:
    """Take the words out, and return the act that has to be recorded."""
    salts = {name: salt for name, salt in change.salts.items() if name not in names}
    Change.objects.filter(number=change.number).overwrite(salts=salts, **dict.fromkeys(names, ""))
    same_values = {
        name: getattr(change, name) for name in ("type", "key", "subject", "site", "locale", "code")
    }
    return Change(
        kind=Change.Kind.FORGOTTEN,
        forgets=change.number,
        forgotten=sorted(names),
        who=username,
        note=note,
        tags=change.tags,  # of answers that said the words
        **same_values,
    )
