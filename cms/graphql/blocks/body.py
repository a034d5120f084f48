"""StreamField blocks in GraphQL, read from the stored JSON and never one by one.

A block type names the class of the block and declares its fields; children need no resolver. What
they hold follows from the block's definition: a list is a list, a picture or a file is its row, and
a block that shows one readers may not see is left out.

    class QuoteBlock(BlockType):
        "Words of somebody, set apart."

        class Meta:
            block = text.QuoteBlock

        quote = graphene.String(required=True, description="The words.")
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from typing import Any

import graphene
import orjson
from django.db.models import Model
from graphql_relay import to_global_id
from wagtail.blocks import Block as WagtailBlock

from cms.graphql import registry
from cms.graphql.engine import NO_SELECTION, Batch, Loading, RowType, gather, loads
from cms.graphql.ids import fetch

from .values import PAGE, Keys, PageMedia, StreamReader

Row = dict[str, Any]


class Block(graphene.Interface):
    """One block of a page's body; ask for its `__typename`."""

    id = graphene.ID(
        required=True,
        description="An opaque ID of this block in this page, unique across the whole API. Its "
        "copy in another page, such as a translation, has a different ID.",
    )

    @loads()
    @staticmethod
    def resolve_id(blocks: Sequence[Row], _batch: Batch) -> list[str]:
        return [
            to_global_id(block["__typename"], f"{block[PAGE]}:{block['id']}") for block in blocks
        ]


class BlockType(RowType):
    """A block type; a field without a resolver reads the stored child of its name."""

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(
        cls, block: type[WagtailBlock] | None = None, **options: Any
    ) -> None:
        super().__init_subclass_with_meta__(interfaces=(Block,), **options)
        if block is not None:
            registry.bind(block, cls)


def stream_field(model: type[Model], name: str, description: str) -> graphene.List:
    """The blocks of a page's StreamField."""

    field: Any = model._meta.get_field(name)

    @cache
    def reader() -> StreamReader:
        return StreamReader(field.stream_block)

    @loads("pk", name)
    def resolve(pages: Sequence[Row], _batch: Batch) -> Loading:
        streams = [orjson.loads(page[name] or "[]") for page in pages]
        keys: Keys = defaultdict(set)
        for stream in streams:
            reader().collect(stream, keys)
        rows = yield from gather(
            [fetch(kind, kind_keys, NO_SELECTION) for kind, kind_keys in keys.items()]
        )
        media = defaultdict(dict, zip(keys, rows, strict=True))
        return [
            reader().read(stream, PageMedia(media, f"{page['__typename']}:{abs(page['pk'])}"))
            for page, stream in zip(pages, streams, strict=True)
        ]

    return graphene.List(
        graphene.NonNull(Block), required=True, description=description, resolver=resolve
    )
