"""StreamField blocks in GraphQL, read from the stored JSON and never one by one.

A block type names the stream's word for it and declares its fields; plain children need no
resolver, and a child that points elsewhere gets a batched one:

    class QuoteBlock(BlockType):
        "Words of somebody, set apart."

        class Meta:
            stored_as = "quote"

        quote = graphene.String(required=True, description="The words.")
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from .ids import fetch
from .peers import batched

_types: dict[str, type[BlockType]] = {}


@dataclass(frozen=True, eq=False, slots=True)
class BlockValue:
    """One block as it is stored: its name, its UUID and the raw value of its children."""

    name: str
    id: str
    value: dict[str, Any]

    @property
    def graphql_type(self) -> Any:
        return _types[self.name]


class Block(graphene.Interface):
    """One block of a page's body; ask for its `__typename`."""

    id = graphene.ID(required=True, description="The block's UUID, unique within its page.")

    @classmethod
    def resolve_type(cls, block: BlockValue, _info: GraphQLResolveInfo) -> Any:
        return block.graphql_type


class BlockType(graphene.ObjectType):
    """A block type; a field without a resolver reads the stored child of its name."""

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, stored_as: str = "", **options: Any) -> None:
        super().__init_subclass_with_meta__(
            interfaces=(Block,), default_resolver=stored_child, **options
        )
        _types[stored_as] = cls

    @staticmethod
    def needs(value: dict[str, Any]) -> list[tuple[str, int]]:
        """Type and key of what the block is nothing without; hidden, the block is left out."""
        return []


def stored_child(name: str, default: Any, block: Any, _info: Any, **_arguments: Any) -> Any:
    """The default resolver inside a block: the stored child of this name, "" as null."""
    if name == "id":
        return block.id
    value = block.value if isinstance(block, BlockValue) else block
    found = value.get(name, default)
    return None if found == "" else found


def declared_blocks() -> dict[str, type[BlockType]]:
    """All block types, by the stream's word for each."""
    return dict(_types)


@batched
def resolve_body(pages: list[Any], info: GraphQLResolveInfo) -> list[list[BlockValue]]:
    """The resolver of `body`: the blocks that miss nothing they cannot do without."""
    bodies = [
        [_block(raw) for raw in page.body.raw_data if raw["type"] in _types] for page in pages
    ]
    wanted: dict[str, list[int]] = {}
    for block in (block for body in bodies for block in body):
        for name, key in block.graphql_type.needs(block.value):
            wanted.setdefault(name, []).append(key)
    visible = {name: fetch(info.context, name, keys) for name, keys in wanted.items()}
    return [[block for block in body if _is_whole(block, visible)] for body in bodies]


def body_field(description: str) -> graphene.List:
    """The field `body` of a page type."""
    return graphene.List(
        graphene.NonNull(Block), required=True, description=description, resolver=resolve_body
    )


def _block(raw: dict[str, Any]) -> BlockValue:
    return BlockValue(raw["type"], raw.get("id") or "", raw["value"])


def _is_whole(block: BlockValue, visible: dict[str, Any]) -> bool:
    return all(key in visible[name] for name, key in block.graphql_type.needs(block.value))
