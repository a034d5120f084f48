"""Reads text and media from the raw data of a stream, guided by the definitions of its blocks.

Nothing here loads a model, so it costs no SQL, at any depth of streams, structs, lists and tables.
A struct depends on the pictures, files and videos that it contains, directly or in a struct within
it: its text is about them. The items of a list are independent of each other.

Two words in a block's `Meta` say what the definition cannot:

    aside = True                       # not the document's own text: left out of its summary
    unsaid = {"alt": "decorative"}     # a child that is ignored if another one is set
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from django.db.models import Model
from wagtail.blocks import Block, CharBlock, ChooserBlock, ListBlock, RichTextBlock, URLBlock
from wagtail.blocks.field_block import BaseChoiceBlock
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.blocks.struct_block import BaseStructBlock
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.models import CollectionMember

_HEADING = CharBlock()


class Medium(NamedTuple):
    """A picture, a file or an external video. The key is None if none was chosen."""

    model: type[Model]
    key: int | None


class MediumAddressBlock(URLBlock):
    """The address of a medium on another site; a row here stores who may see it."""

    @property
    def model_class(self) -> type[Model]:
        raise NotImplementedError

    def key_of(self, address: Any) -> int | None:
        """The primary key of its row, computed from the address alone; None if it is not a
        medium's.
        """
        raise NotImplementedError

    def extract_references(self, value: Any) -> Iterator[tuple[type[Model], str, str, str]]:
        """As a chooser does, so that its uses are indexed like those of other media."""
        if key := self.key_of(value):
            yield self.model_class, str(key), "", ""

    def deconstruct(self) -> tuple[str, Any, Any]:
        """Migrations store it as a plain address block."""
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.URLBlock", args, kwargs


class Leaf(NamedTuple):
    """A value without children, with the block that defines it."""

    block: Block
    value: Any
    about: frozenset[Medium]
    aside: bool

    @property
    def words(self) -> list[str]:
        """Its text. A choice has none: readers get its value, and never see its label."""
        is_silent = type(self.block).get_searchable_content is Block.get_searchable_content
        if is_silent or self.value is None or isinstance(self.block, BaseChoiceBlock):
            return []
        return self.block.get_searchable_content(self.block.to_python(self.value))


def leaves(
    block: Block, raw: Any, about: frozenset[Medium] = frozenset(), aside: bool = False
) -> Iterator[Leaf]:
    """The leaves of a block's raw data, in the order in which readers meet them."""
    for child, value in _children(block, raw):
        if child is block:
            yield Leaf(block, value, about, aside)
        elif getattr(child, "search_index", True):
            media = about
            if isinstance(child, BaseStructBlock):
                media |= set(media_of(child, value))
            yield from leaves(child, value, media, aside or getattr(child.meta, "aside", False))


def running_text(block: Block, raw: Any) -> Iterator[str]:
    """The document's own formatted text, without text about pictures and editors' notes."""
    for leaf in leaves(block, raw):
        if isinstance(leaf.block, RichTextBlock) and not leaf.about and not leaf.aside:
            yield from leaf.words


def own_words(block: Block, raw: Any) -> Iterator[str]:
    """All text except what is about pictures and files, some of which readers may not see."""
    for leaf in leaves(block, raw):
        if not leaf.about:
            yield from leaf.words


def media_of(struct: BaseStructBlock, raw: Any) -> Iterator[Medium]:
    """The media that a struct depends on."""
    value = raw if isinstance(raw, Mapping) else {}
    for name, child in struct.child_blocks.items():
        if isinstance(child, BaseStructBlock):
            yield from media_of(child, value.get(name))
        elif is_medium(child):
            key = key_in(child, value.get(name))
            if key or (isinstance(child, ChooserBlock) and is_required(child)):
                yield Medium(child.model_class, key)


def media_in(
    block: Block, raw: Any, around: Mapping[str, Any] = MappingProxyType({})
) -> Iterator[tuple[Medium, Mapping[str, Any]]]:
    """The media at any depth, each with the values of the struct around it."""
    for child, value in _children(block, raw):
        if is_medium(child):
            yield Medium(child.model_class, key_in(child, value)), around
        elif child is not block:
            is_struct = isinstance(child, BaseStructBlock) and isinstance(value, Mapping)
            yield from media_in(child, value, value if is_struct else {})


def is_medium(block: Block) -> bool:
    """Whether a picture or file is chosen in this block, or the address of a medium entered."""
    if isinstance(block, MediumAddressBlock):
        return True
    return isinstance(block, ChooserBlock) and issubclass(block.model_class, CollectionMember)


def key_in(block: Any, value: Any) -> int | None:
    """The primary key of the medium in the raw value of such a block."""
    return block.key_of(value) if isinstance(block, MediumAddressBlock) else value


def is_required(block: ChooserBlock) -> bool:
    """Whether a value is required; `block.required` is false while a draft is being saved."""
    return block._required


def items(raw: Any) -> list[Any]:
    """The values of a ListBlock, whether stored with an ID each (as now) or without."""
    return [
        item["value"] if isinstance(item, dict) and item.get("type") == "item" else item
        for item in raw or []
    ]


def _children(block: Block, raw: Any) -> Iterator[tuple[Block, Any]]:
    """Each child with its raw value; the block itself if it cannot have any."""
    if isinstance(block, BaseStreamBlock):
        for part in raw or []:
            if child := block.child_blocks.get(part["type"]):
                yield child, part["value"]
    elif isinstance(block, ListBlock):
        for item in items(raw):
            yield block.child_block, item
    elif isinstance(block, BaseStructBlock):
        value = raw if isinstance(raw, Mapping) else {}
        unsaid = getattr(block.meta, "unsaid", {})
        for name, child in block.child_blocks.items():
            if not value.get(unsaid.get(name)):
                yield child, value.get(name)
    elif isinstance(block, BaseTypedTableBlock):
        yield from _cells(block, raw or {})
    else:
        yield block, raw


def _cells(table: BaseTypedTableBlock, raw: Mapping[str, Any]) -> Iterator[tuple[Block, Any]]:
    columns = raw.get("columns") or []
    yield _HEADING, raw.get("caption")
    for column in columns:
        yield _HEADING, column.get("heading")
    for row in raw.get("rows") or []:
        for column, cell in zip(columns, row["values"], strict=False):
            if child := table.child_blocks.get(column.get("type")):
                yield child, cell
