"""Writes a feed as Atom (RFC 4287), with Django's own generator."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from django.utils.feedgenerator import Atom1Feed

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)  # for an unknown date
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """One entry of a feed."""

    names: tuple[str, ...]  # identify it permanently
    title: str
    address: str
    summary: str
    published: datetime | None
    updated: datetime | None


@dataclass(frozen=True)
class Feed:
    """The subject of a feed, its own address, and that of its page."""

    title: str
    author: str
    address: str
    page: str
    language: str
    updated: datetime | None = None  # for a feed without entries


class _Atom(Atom1Feed):
    def latest_post_date(self) -> datetime:
        """Django would use the current time for a feed without entries."""
        return max((item["updateddate"] for item in self.items), default=self.feed["updated"])


def written(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """The feed as XML. Its ID is its address; that of an entry stays the same if its page moves."""
    atom: Any = _Atom(
        title=_text(feed.title),
        link=feed.page,
        description=None,
        language=feed.language,
        author_name=_text(feed.author),
        feed_url=feed.address,
        feed_guid=feed.address,
        updated=feed.updated or LONG_AGO,
    )
    for entry in entries:
        atom.add_item(
            title=_text(entry.title),
            link=entry.address,
            description=escape(_text(entry.summary), quote=False) or None,
            unique_id=uuid5(NAMESPACE_OID, " ".join(entry.names)).urn,
            pubdate=entry.published,
            updateddate=entry.updated or entry.published or LONG_AGO,
        )
    out = BytesIO()
    atom.write(out, "utf-8")
    return out.getvalue()


def _text(words: str) -> str:
    """The text without characters that XML cannot represent."""
    return _NOT_XML.sub("", words)
