"""Answers that are reused until something is written, in this process and shared.

An answer is stored under its ETag, a digest of it. Under the query and everything else that the
answer depends on, a stamp records the ETag and the version of the content. So a write ends every
stamp at once, and an answer that it did not change is found again when it is recomputed.

What a process keeps is bounded in bytes. If CACHE_URL names a shared cache, both are stored there
for all processes.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from django.core.cache import caches

from cms.graphql.limits.settings import KEPT_BYTES
from cms.outages.rarely import log_rarely

from .segmented import SegmentedCache

logger = logging.getLogger(__name__)
CACHE = "answers"
SECONDS_SHARED = 24 * 3600
MOST_STAMPS = 20_000
SHARE_OF_STAMPS = 8  # one byte in eight


class Stamp(NamedTuple):
    """Which answer a query has at one version of the content, and for how long."""

    version: str
    etag: str
    until: datetime | None  # when something public ends next
    tags: str  # what the answer was made of


class KeptAnswers:
    """The stamps of queries, by their digest, and the bytes of answers, by their ETag."""

    def __init__(self) -> None:
        of_stamps = KEPT_BYTES() // SHARE_OF_STAMPS
        self._stamps: SegmentedCache[Stamp] = SegmentedCache(of_stamps, MOST_STAMPS)
        self._bodies: SegmentedCache[bytes] = SegmentedCache(KEPT_BYTES() - of_stamps, MOST_STAMPS)

    def stamps(self, question: str) -> Iterator[Stamp]:
        """What this process knows of a question, then what all do; it may be of an old version."""
        if own := self._stamps.get(question):
            yield own
        if shared := _shared(question):
            self._stamps.put(question, shared, len(shared.tags))
            yield shared

    def body(self, etag: str) -> bytes | None:
        body = self._bodies.get(etag)
        if body is not None:
            return body
        shared: bytes | None = _shared(etag)
        if shared is not None:
            self._bodies.put(etag, shared, len(shared))
        return shared

    def keep(self, question: str, stamp: Stamp, body: bytes) -> None:
        self._bodies.put(stamp.etag, body, len(body))
        self._stamps.put(question, stamp, len(stamp.tags))
        _share(stamp.etag, body)
        _share(question, stamp)

    def __len__(self) -> int:
        """The number of queries with a stored answer in this process."""
        return len(self._stamps)


def _shared(name: str) -> Any:
    try:
        return caches[CACHE].get(_key(name))
    except Exception as error:  # noqa: BLE001 -- whatever a backend raises: the answer can be made again
        log_rarely(logger, "No shared answer is found: the cache failed", error)
        return None


def _share(name: str, value: Stamp | bytes) -> None:
    try:
        caches[CACHE].set(_key(name), value, SECONDS_SHARED)
    except Exception as error:  # noqa: BLE001 -- whatever a backend raises: the answer can be made again
        log_rarely(logger, "No answer is shared: the cache failed", error)


def _key(name: str) -> str:
    return f"cms.graphql.answer.{name}"
