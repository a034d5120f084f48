"""Every text that is published with a page: its own fields, blocks at any depth, and what it shows.

It is read from the columns and the blocks' raw data, so new fields and blocks are included without
being named anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from typing import Any, NamedTuple

from django.db.models import CharField, Model, TextField
from django.utils.text import capfirst
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from taggit.managers import TaggableManager
from wagtail.documents import get_document_model
from wagtail.embeds.models import Embed
from wagtail.fields import StreamField
from wagtail.models import Page

from cms import richtext

from .file_text import text_of
from .read_once import once
from .references import media_of

# Columns of pages that readers do not see, or that repeat others.
_BOOKKEEPING = {"path", "url_path", "draft_title", "translation_key"}
MARK = re.compile(r"<[a-zA-Z/!]")
_CELL = " ¦ "  # between cells of a row: names may continue across it, numbers do not


class Passage(NamedTuple):
    """A plain text, and its place in the page's form."""

    text: str
    field: str
    block: str = ""  # the ID of the block in a stream
    where: str = ""  # for editors: “Body: Paragraph”
    is_shown: bool = False  # from a picture, file or term, which has a form of its own


@once
def passages(page: Page) -> Iterator[Passage]:
    """All texts of a draft, and of the pictures, files and terms that it shows."""
    own = list(_own(page))
    yield from own
    for relation in get_all_child_relations(type(page)):
        name = relation.get_accessor_name()
        where = capfirst(str(relation.related_model._meta.verbose_name))
        for row in getattr(page, name).all():
            yield from (Passage(text, name, "", where) for text in texts_of(row))
    for manager in (*get_all_child_m2m_relations(type(page)), *_tags(page)):
        where = capfirst(str(manager.verbose_name))
        for row in getattr(page, manager.name).all():
            yield from (Passage(text, manager.name, "", where, True) for text in texts_of(row))
    yield from _of_media(page)
    yield from _of_embeds(own)


def texts_of(row: Model) -> Iterator[str]:
    """The texts in the columns of a row that readers may get."""
    for field in row._meta.concrete_fields:
        if says_something(field) and (value := str(getattr(row, field.attname) or "")):
            yield plain(value)


def says_something(field: Any) -> bool:
    """Whether a column contains words that readers may get."""
    # Columns that nobody types are derived from typed ones on save. Readers get a neutral name of a
    # file; the name that somebody has cleared is a column of its own.
    return (
        isinstance(field, (CharField, TextField))
        and field.editable
        and field.name not in _BOOKKEEPING
    )


def _own(page: Page) -> Iterator[Passage]:
    for field in page._meta.concrete_fields:
        where = capfirst(str(field.verbose_name))
        if isinstance(field, StreamField):
            stream = getattr(page, field.name)
            for part in stream.raw_data:
                block = stream.stream_block.child_blocks.get(part["type"])
                place = f"{where}: {capfirst(str(block.label))}" if block else where
                for text in strings(part["value"]):
                    yield Passage(plain(text), field.name, part.get("id") or "", place)
        elif says_something(field) and (value := getattr(page, field.attname)):
            yield Passage(plain(str(value)), field.name, "", where)


def strings(value: Any) -> Iterator[str]:
    """The strings at any depth of a block's raw data;

    a table row is one string with all its cells.
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, (list, tuple)):
        if value and all(isinstance(part, str) for part in value):
            yield _CELL.join(value)
            return
        for part in value:
            yield from strings(part)


def plain(text: str) -> str:
    """A text without markup, but with the contents of attributes, such as the address of a link."""
    if not MARK.search(text):
        return unescape(text)
    marks = _Attributes()
    marks.feed(text)
    return "\n".join([richtext.text(text), *marks.values])


class _Attributes(HTMLParser):
    """Collects the attributes of tags."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.values += [value for _name, value in attrs if value]


def _tags(page: Page) -> Iterator[Any]:
    yield from (field for field in page._meta.many_to_many if isinstance(field, TaggableManager))
    yield from (field for field in page._meta.private_fields if isinstance(field, TaggableManager))


def _of_media(page: Page) -> Iterator[Passage]:
    for row, field, block in media_of(page):
        where = capfirst(str(row._meta.verbose_name))
        for text in (*texts_of(row), *_inside_of(row)):
            yield Passage(text, field, block, where, True)


def _inside_of(row: Any) -> Iterator[str]:
    """The text in a file, and the tags of a file or picture."""
    yield from (tag.name for tag in row.tags.all())
    if isinstance(row, get_document_model()):
        yield text_of(row)


def _of_embeds(own: list[Passage]) -> Iterator[Passage]:
    """The provider's titles of the videos that a page shows."""
    addresses: dict[str, Passage] = {}
    for passage in own:
        if passage.text.startswith("http"):
            addresses.setdefault(passage.text, passage)
    for embed in Embed.objects.filter(url__in=addresses) if addresses else ():
        yield addresses[embed.url]._replace(text=embed.title)
