"""The stored value of a block as rows: lists without their wrappers, media already loaded.

How a block is read follows from its definition, and is worked out once. A struct whose picture or
file is missing is HIDDEN, as `cms.blocks` defines it: lists and streams leave it out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from wagtail.blocks import Block, ListBlock
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.blocks.struct_block import BaseStructBlock

from cms.blocks import MediumAddressBlock, is_medium, is_required, items
from cms.graphql.registry import bound, type_of

HIDDEN: Any = object()
PAGE = "page it is in"  # a key of a block's row that its children cannot have
Keys = defaultdict[str, set[int]]  # of media, by type name


@dataclass(frozen=True)
class PageMedia:
    """The media that readers may see, by type and key, and the page that is being read."""

    media: Mapping[str, Mapping[int, Any]]
    page: str


class Reader:
    """Reads the values of one block."""

    def collect(self, value: Any, keys: Keys) -> None:
        """Add the keys of the media in it."""

    def read(self, value: Any, page_media: PageMedia) -> Any:
        """The value as rows have it; it may change what it is given."""
        raise NotImplementedError


class MediumReader(Reader):
    """A picture or a file that was chosen."""

    def __init__(self, block: Any) -> None:
        self.type_name = type_of(block.model_class)._meta.name
        self.missing = HIDDEN if is_required(block) else None

    def collect(self, value: Any, keys: Keys) -> None:
        if value:  # a draft may not have chosen any
            keys[self.type_name].add(value)

    def read(self, value: Any, page_media: PageMedia) -> Any:
        return page_media.media[self.type_name].get(value, HIDDEN) if value else self.missing


class AddressReader(Reader):
    """Reads the address of a medium on another site, as it was typed, whether valid or not."""

    def __init__(self, block: MediumAddressBlock) -> None:
        self.block, self.type_name = block, block.model_class.__name__

    def collect(self, value: Any, keys: Keys) -> None:
        if key := self.block.key_of(value):
            keys[self.type_name].add(key)

    def read(self, value: Any, page_media: PageMedia) -> Any:
        key = self.block.key_of(value)
        return value if key is None or key in page_media.media[self.type_name] else HIDDEN


class ListReader(Reader):
    def __init__(self, block: ListBlock) -> None:
        self.item = reader_of(block.child_block)

    def collect(self, value: Any, keys: Keys) -> None:
        if self.item:
            for item in items(value):
                self.item.collect(item, keys)

    def read(self, value: Any, page_media: PageMedia) -> Any:
        values = items(value)
        if self.item is None:
            return values
        return [row for item in values if (row := self.item.read(item, page_media)) is not HIDDEN]


class StructReader(Reader):
    def __init__(self, children: Mapping[str, Reader]) -> None:
        self.children = children  # only children that are not read as stored

    def collect(self, value: Any, keys: Keys) -> None:
        for name, child in self.children.items() if value else ():
            child.collect(value.get(name), keys)

    def read(self, value: Any, page_media: PageMedia) -> Any:
        row = value or {}
        for name, child in self.children.items():
            row[name] = child.read(row.get(name), page_media)
            if row[name] is HIDDEN:
                return HIDDEN
        return row


class StreamReader(Reader):
    """The blocks of a stream; those of no type in the API are left out."""

    def __init__(self, block: BaseStreamBlock) -> None:
        self.types = {
            name: (block_type._meta.name, reader_of(block.child_blocks[name]))
            for name, block_type in types_of(block).items()
        }

    def collect(self, value: Any, keys: Keys) -> None:
        for raw in value or ():
            _, reader = self.types.get(raw["type"], ("", None))
            if reader:
                reader.collect(raw["value"], keys)

    def read(self, value: Any, page_media: PageMedia) -> Any:
        """A block is identified by its UUID;

        without one, or with a duplicate, also by its position.
        """
        rows, ids = [], set()
        for place, raw in enumerate(value or ()):
            type_name, reader = self.types.get(raw["type"], ("", None))
            if not type_name:
                continue
            key = raw.get("id") or str(place)
            row = reader.read(raw["value"], page_media) if reader else raw["value"] or {}
            if row is not HIDDEN:
                row["id"] = f"{place}-{key}" if key in ids else key
                row["__typename"], row[PAGE] = type_name, page_media.page
                rows.append(row)
            ids.add(key)
        return rows


def types_of(stream: BaseStreamBlock) -> dict[str, Any]:
    """The block types of a stream, by its word for each."""
    types = bound(Block)
    type_by_name = {name: types.get(type(child)) for name, child in stream.child_blocks.items()}
    return {name: block_type for name, block_type in type_by_name.items() if block_type}


def reader_of(block: Block) -> Reader | None:
    """The reader of a block's values; None if they are used as stored."""
    if isinstance(block, MediumAddressBlock):
        return AddressReader(block)
    if is_medium(block):
        return MediumReader(block)
    if isinstance(block, ListBlock):
        return ListReader(block)
    if isinstance(block, BaseStreamBlock):
        return StreamReader(block)
    if isinstance(block, BaseStructBlock):
        readers = {name: reader_of(child) for name, child in block.child_blocks.items()}
        children = {name: reader for name, reader in readers.items() if reader}
        return StructReader(children) if children else None
    return None
