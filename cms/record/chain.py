"""The chain: each change holds the digest of the one before, so none is altered, removed or moved.

A change's digest is the SHA-256 of its line: JSON as RFC 8785 writes it (sorted keys, no spaces,
UTF-8) of all that is fixed about it. Words that can be forgotten stand in it as the SHA-256 of
their salt and themselves.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from datetime import UTC
from typing import Any

from django.utils import timezone

from .chunks import CHUNK
from .models import Change

FIRST = "0" * 64  # what the first change holds as the digest of the one before it
_FIXED = (
    *("number", "kind", "type", "key", "subject", "site", "locale", "code", "reason", "tags"),
    *("digests", "forgets", "previous_hash"),
)


def line(change: Change) -> dict[str, Any]:
    """What the digest is made of."""
    instant = change.at.astimezone(UTC).isoformat(timespec="microseconds")
    return {"at": instant, **{name: getattr(change, name) for name in _FIXED}}


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


def append(changes: list[Change], last: Change | None) -> None:
    """Add changes to the record after the last one, now or, if a clock went back, when that was."""
    now = timezone.now()
    for change in changes:
        change.at = max(now, last.at) if last else now
    link(changes, last)
    Change.objects.bulk_create(changes, batch_size=CHUNK)


def faults(changes: Iterable[Change]) -> Iterator[str]:
    """One sentence for each place where the record is not what was written."""
    number, digest = 0, FIRST
    forgotten: set[int | None] = set()
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
        if empty := [name for name in change.digests if not change.salts.get(name)]:
            words_removed[number] = empty
        forgotten.add(change.forgets)
        digest = change.hash
    for place in words_removed.keys() - forgotten:
        words = ", ".join(words_removed[place])
        yield f"Words of change {place} were removed, and nothing says so: {words}."


def _altered_words(change: Change) -> Iterator[str]:
    for name in Change.FORGETTABLE:
        word, salt = getattr(change, name), change.salts.get(name, "")
        if (word or salt) and salted(salt, word) != change.digests.get(name):
            yield f"The {name} of change {change.number} was altered: its digest is another one."
