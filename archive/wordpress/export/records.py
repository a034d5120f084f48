"""Pure: the records of a WordPress export, with what an import needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from archive.markup.sentences import Sentence


@dataclass(frozen=True)
class Site:
    """The old site."""

    title: str
    url: str  # of its home page, "http://www.example.org/blog"
    language: str  # "en-US"
    version: str  # of the export format, "1.2"


@dataclass(frozen=True)
class Author:
    """An author there."""

    login: str  # as items refer to it; not for readers
    name: str  # the display name, which may be the login


@dataclass(frozen=True)
class Term:
    """A category, a tag, or a term of another taxonomy."""

    domain: str  # the taxonomy: "category", "post_tag", "post_format", "language"
    slug: str
    name: str
    parent: str = ""  # a slug
    description: str = ""
    id: int = 0  # 0 if the export has none
    picture: int = 0  # the ID of an attachment; 0 for none


class TermRef(NamedTuple):
    """A term as an item refers to it; old exports omit some slugs."""

    domain: str
    slug: str
    name: str


@dataclass(frozen=True)
class Item:
    """A post, a page, an attachment: anything among WordPress's posts."""

    id: int
    kind: str
    title: str = ""
    link: str = ""
    guid: str = ""
    author: str = ""
    content: str = ""
    excerpt: str = ""
    posted: datetime | None = None  # in the site's time zone, which the export does not name
    posted_gmt: datetime | None = None
    modified_gmt: datetime | None = None
    slug: str = ""
    status: str = ""
    parent: int = 0
    menu_order: int = 0
    protected: bool = False
    for_members: bool = False  # part of it required an account
    sticky: bool = False
    terms: tuple[TermRef, ...] = ()
    meta: dict[str, tuple[str, ...]] = field(default_factory=dict)
    custom_fields: tuple[str, ...] = ()  # names of metadata that editors see there
    fields_with_words: tuple[str, ...] = ()  # names of metadata with sentences
    language_is_guessed: bool = False  # from its address
    attachment_url: str = ""
    comments: int = 0
    offset: int = 0

    @property
    def is_restricted(self) -> bool:
        """Whether not everybody could read all of it, whatever its status."""
        return self.protected or self.for_members

    def first(self, name: str) -> str:
        """The first value of a metadata key; "" if there is none."""
        return next(iter(self.meta.get(name, ())), "").strip()


@dataclass(frozen=True)
class Skipped:
    """Something in the export that cannot be imported, and why."""

    offset: int
    reason: Sentence


Record = Site | Author | Term | Item | Skipped
