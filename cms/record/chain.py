"""The chain: each change holds the digest of the one before, so none can be altered or removed.

A change's digest is the SHA-256 of its line: JSON as in RFC 8785 (sorted keys, no spaces, UTF-8) of
everything about it that is fixed. Words that may have to be forgotten appear in it only as the
SHA-256 of a salt and the word.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from .chunks import CHUNK
from .models import PAGES, Change, LastChange

FIRST = "0" * 64  # the digest before the first change
_FIXED = (
    *("number", "kind", "type", "key", "subject", "site", "locale", "code", "reason", "tags"),
    *("digests", "forgets", "previous_hash"),
)


def line(change: Change) -> dict[str, Any]:
    """The text that a change's digest is computed from."""
    instant = change.at.astimezone(UTC).isoformat(timespec="microseconds")
    fixed = {"at": instant, **{name: getattr(change, name) for name in _FIXED}}
    # Changes from before this column was added do not contain it.
    return fixed if change.forgotten is None else {**fixed, "forgotten": change.forgotten}


def digest_of(values: dict[str, Any]) -> str:
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def salted(salt: str, word: str) -> str:
    return hashlib.sha256(f"{salt}{word}".encode()).hexdigest()


def link(changes: Iterable[Change], last: Change | None) -> None:
    """Number changes after the last one, salt their words, and give each its digest."""
    number, digest = (last.number, last.hash) if last else (0, FIRST)
    for change in changes:
        number += 1
        change.number, change.previous_hash = number, digest
        for name in Change.FORGETTABLE:
            if word := getattr(change, name):
                change.salts[name] = secrets.token_hex(16)
                change.digests[name] = salted(change.salts[name], word)
        digest = change.hash = digest_of(line(change))


def append(changes: list[Change], last: Change | None, at: datetime | None = None) -> None:
    """Append changes to the record, dated now, or as the last change if a clock went back."""
    now = at or timezone.now()
    for change in changes:
        change.at = max(now, last.at) if last else now
    link(changes, last)
    Change.objects.bulk_create(changes, batch_size=CHUNK)
    pages = {change.key: change.at for change in changes if _is_shown_page(change)}
    LastChange.objects.bulk_create(
        [LastChange(pk=key, at=at) for key, at in pages.items()],
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["owner"],
        update_fields=["at"],
    )


def _is_shown_page(change: Change) -> bool:
    hidden = (Change.Kind.WITHDRAWN, Change.Kind.FORGOTTEN)
    return change.subject == PAGES and change.kind not in hidden


def faults(changes: Iterable[Change]) -> Iterator[str]:
    """One sentence for each place where the record is not what was written."""
    number, digest = 0, FIRST
    forgotten: dict[int, set[str]] = defaultdict(set)
    words_removed: dict[int, list[str]] = {}
    for change in changes:
        number += 1
        if change.number != number:
            yield f"Change {number} is missing: after {number - 1} comes {change.number}."
            number = change.number
        elif change.previous_hash != digest:
            yield f"Change {number} does not follow the one before it: one of them was replaced."
        if digest_of(line(change)) != change.hash:
            yield f"Change {number} was altered: its digest is another one."
        yield from _altered_words(change)
        if empty := [name for name in sorted(change.digests) if not change.salts.get(name)]:
            words_removed[number] = empty
        if change.forgets:
            forgotten[change.forgets].update(_words_forgotten_by(change))
        digest = change.hash
    for place, names in words_removed.items():
        if unsaid := [name for name in names if name not in forgotten[place]]:
            words = ", ".join(unsaid)
            yield f"Words of change {place} were removed, and nothing says so: {words}."


def _words_forgotten_by(act: Change) -> Collection[str]:
    """The words that it names; an act from before acts named words covers any."""
    return Change.FORGETTABLE if act.forgotten is None else act.forgotten


def _altered_words(change: Change) -> Iterator[str]:
    for name in Change.FORGETTABLE:
        word, salt = getattr(change, name), change.salts.get(name, "")
        if (word or salt) and salted(salt, word) != change.digests.get(name):
            yield f"The {name} of change {change.number} was altered: its digest is another one."
