"""The addresses of other sites in a page's fields, found by the types of fields and blocks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.db.models import Field, Model, URLField
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail.blocks import Block, RichTextBlock, URLBlock
from wagtail.fields import RichTextField, StreamField

from cms.blocks import leaves
from cms.reach import Refused, parsed
from cms.richtext import external_links

from .models import MOST_CHARACTERS


class Place(NamedTuple):
    """An address, and where it is on its page."""

    url: str
    field: str  # its label in the form
    path: str  # the content path of Wagtail's forms: "body.<ID of a block>"


def addresses(page: Model) -> Iterator[Place]:
    """The addresses in the page's own fields, then in its child rows, in order."""
    for field in page._meta.concrete_fields:
        for url, block in _in_field(page, field):
            yield Place(
                url, capfirst(str(field.verbose_name)), ".".join(filter(None, [field.name, block]))
            )
    for relation in get_all_child_relations(type(page)):
        name = relation.get_accessor_name()
        for row in getattr(page, name).all():
            for field in row._meta.concrete_fields:
                for url, _block in _in_field(row, field):
                    yield Place(url, capfirst(str(row._meta.verbose_name)), name)


def _in_field(row: Model, field: Field[Any, Any]) -> Iterator[tuple[str, str]]:
    """Each address as it is requested, and the ID of the stream block that contains it."""
    value = getattr(row, field.attname)
    if isinstance(field, StreamField):
        for part in value.raw_data:
            for leaf in leaves(value.stream_block, [part]):
                for url in _in_leaf(leaf.block, leaf.value):
                    yield url, part.get("id") or ""
    elif isinstance(field, RichTextField):
        yield from ((url, "") for url in _asked(external_links(value)))
    elif isinstance(field, URLField):
        yield from ((url, "") for url in _asked([value]))


def _in_leaf(block: Block, value: Any) -> Iterator[str]:
    if isinstance(block, RichTextBlock):
        yield from _asked(external_links(str(value or "")))
    elif isinstance(block, URLBlock):
        yield from _asked([str(value or "")])


def _asked(urls: list[str]) -> Iterator[str]:
    """Normalised addresses without their fragments; none that is too long or not on the web."""
    for url in urls:
        try:
            address = parsed(url).url
        except Refused:
            continue
        if len(address) <= MOST_CHARACTERS:
            yield address
