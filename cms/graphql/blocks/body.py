"""StreamField blocks in GraphQL, read from the stored JSON and never one by one.

A block type names the stream's word for it and declares its fields; plain children need no
resolver, and a child that points elsewhere gets a loader:

    class QuoteBlock(BlockType):
        "Words of somebody, set apart."

        class Meta:
            stored_as = "quote"

        quote = graphene.String(required=True, description="The words.")
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import graphene
import orjson
from graphql_relay import to_global_id

from cms.graphql.engine import NO_SELECTION, Batch, Loading, gather, loads, stored
from cms.graphql.ids import fetch

Row = dict[str, Any]
# Beside its children a block's row has its page, what it needs, and what of that was found.
PAGE, NEEDS, FOUND = "page it is in", "needs", "found"
_types: dict[str, type[BlockType]] = {}


class Block(graphene.Interface):
    """One block of a page's body; ask for its `__typename`."""

    id = graphene.ID(
        required=True,
        description="Opaque, unique in the whole API: this block in this page. A copy in another "
        "page, a translation for one, has another ID.",
    )

    @loads()
    @staticmethod
    def resolve_id(blocks: Sequence[Row], _batch: Batch) -> list[str]:
        return [
            to_global_id(block["__typename"], f"{block[PAGE]}:{block['id']}") for block in blocks
        ]


class BlockType(graphene.ObjectType):
    """A block type; a field without a resolver reads the stored child of its name."""

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, stored_as: str = "", **options: Any) -> None:
        super().__init_subclass_with_meta__(interfaces=(Block,), default_resolver=stored, **options)
        _types[stored_as] = cls

    @staticmethod
    def needs(value: Mapping[str, Any]) -> list[tuple[str, Any]]:
        """Type and key of what the block is nothing without: where one is hidden, it is left out.

        A loader finds them under `block["found"]`.
        """
        return []


def declared_blocks() -> dict[str, type[BlockType]]:
    """All block types, by the stream's word for each."""
    return dict(_types)


@loads("pk", "body")
def resolve_body(pages: Sequence[Row], batch: Batch) -> Loading:
    """The resolver of `body`: the blocks that miss nothing they cannot do without."""
    bodies = [list(_blocks(page)) for page in pages]
    visible = yield from _visible(
        need for body in bodies for block in body for need in block[NEEDS]
    )
    return [
        [block for block in body if not block[NEEDS] or _found(block, visible)] for body in bodies
    ]


def body_field(description: str) -> graphene.List:
    """The field `body` of a page type."""
    return graphene.List(
        graphene.NonNull(Block), required=True, description=description, resolver=resolve_body
    )


def _blocks(page: Row) -> Iterator[Row]:
    """The blocks of a page's body: their own children, with what each is, where, and needs.

    A block is known by its UUID; one that came in without any, or with that of another one, by its
    place as well.
    """
    name, known = f"{page['__typename']}:{abs(page['pk'])}", set()
    for place, raw in enumerate(orjson.loads(page["body"] or "[]")):
        if block_type := _types.get(raw["type"]):
            row, key = raw["value"] or {}, raw.get("id") or str(place)
            row["id"] = f"{place}-{key}" if key in known else key
            row["__typename"], row[PAGE] = block_type._meta.name, name
            row[NEEDS] = block_type.needs(row)
            known.add(key)
            yield row


def _found(block: Row, visible: Mapping[tuple[str, int], Any]) -> bool:
    """Whether the block has all that it cannot do without; it is then kept with the block."""
    if not all(need in visible for need in block[NEEDS]):
        return False
    block[FOUND] = {need: visible[need] for need in block[NEEDS]}
    return True


def _visible(wanted: Iterable[tuple[str, int]]) -> Loading:
    """Those of these objects that are not hidden, as they were loaded."""
    keys: dict[str, list[int]] = defaultdict(list)
    for name, key in wanted:
        if key:  # a draft may not have chosen any
            keys[name].append(key)
    found = yield from gather([fetch(name, each, NO_SELECTION) for name, each in keys.items()])
    return {
        (name, key): row
        for name, rows in zip(keys, found, strict=True)
        for key, row in rows.items()
    }
