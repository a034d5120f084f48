"""Pure: what an export of WordPress holds, as far as an import wants to know it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple


@dataclass(frozen=True)
class Site:
    """The old site."""

    title: str
    url: str  # where its home page was, "http://www.example.org/blog"
    language: str  # "en-US"
    version: str  # of the export's format, "1.2"


@dataclass(frozen=True)
class Author:
    """Someone who wrote there."""

    login: str  # as items name it; not for readers
    name: str  # as they wished to be displayed, which may be the login


@dataclass(frozen=True)
class Term:
    """A category, a tag, or a term of any other taxonomy."""

    domain: str  # the taxonomy: "category", "post_tag", "post_format", "language"
    slug: str
    name: str
    parent: str = ""  # a slug
    description: str = ""
    id: int = 0  # 0 where the export does not tell
    picture: int = 0  # the ID of an attachment; 0 for none


class TermRef(NamedTuple):
    """A term as an item names it; old exports leave out the slug of some."""

    domain: str
    slug: str
    name: str


@dataclass(frozen=True)
class Item:
    """A post, a page, an attachment: whatever WordPress keeps among its posts."""

    id: int
    kind: str
    title: str = ""
    link: str = ""
    guid: str = ""
    author: str = ""
    content: str = ""
    excerpt: str = ""
    posted: datetime | None = None  # on the clock of the site, which the export does not name
    posted_gmt: datetime | None = None
    modified_gmt: datetime | None = None
    slug: str = ""
    status: str = ""
    parent: int = 0
    menu_order: int = 0
    protected: bool = False
    for_members: bool = False  # some of it asked for an account
    sticky: bool = False
    terms: tuple[TermRef, ...] = ()
    meta: dict[str, tuple[str, ...]] = field(default_factory=dict)
    custom_fields: tuple[str, ...] = ()  # names of metadata that an editor sees there
    fields_with_words: tuple[str, ...] = ()  # names of metadata that holds sentences
    language_is_guessed: bool = False  # by its address alone
    attachment_url: str = ""
    comments: int = 0
    offset: int = 0

    @property
    def is_restricted(self) -> bool:
        """Whether not everybody could read all of it, whatever its status."""
        return self.protected or self.for_members

    def first(self, name: str) -> str:
        """The first value of a piece of metadata, "" where it has none."""
        return next(iter(self.meta.get(name, ())), "").strip()


@dataclass(frozen=True)
class Skipped:
    """Something in the export that cannot be taken, and why."""

    offset: int
    reason: str


Record = Site | Author | Term | Item | Skipped
