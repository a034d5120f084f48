"""Rich text in GraphQL: as HTML, as plain text, as Portable Text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import graphene

from cms import richtext
from cms.graphql.engine import NO_SELECTION, Batch, Loading, gather, loads
from cms.graphql.ids import fetch
from cms.graphql.pages.loading import addresses
from cms.graphql.scalars import JSON

Text = Mapping[str, Any]  # {"source": rich text as it is stored}


class RichText(graphene.ObjectType):
    """Formatted text in three forms: take the one that your frontend renders best."""

    html = graphene.String(
        required=True,
        description="Sanitised HTML; internal links lead to the public frontend.",
    )
    text = graphene.String(required=True, description="Plain text, one line per paragraph.")
    portable_text = graphene.Field(
        JSON,
        required=True,
        description="An array of blocks that follows the Portable Text specification.",
    )

    @loads()
    @staticmethod
    def resolve_html(texts: Sequence[Text], batch: Batch) -> Loading:
        targets = yield from link_targets(texts, batch)
        return [richtext.html(text["source"], targets) for text in texts]

    @loads()
    @staticmethod
    def resolve_text(texts: Sequence[Text], batch: Batch) -> list[str]:
        return [richtext.text(text["source"]) for text in texts]

    @loads()
    @staticmethod
    def resolve_portable_text(texts: Sequence[Text], batch: Batch) -> Loading:
        targets = yield from link_targets(texts, batch)
        return [richtext.portable_text(text["source"], targets) for text in texts]


def link_targets(texts: Sequence[Text], batch: Batch) -> Loading:
    """The addresses that the links in these texts lead to, without hidden pages and documents."""
    links = set().union(*(richtext.link_targets(text["source"]) for text in texts))
    pages, documents = yield from gather(
        [
            addresses([key for kind, key in links if kind == "page"], batch.context),
            fetch("Document", [key for kind, key in links if kind == "document"], NO_SELECTION),
        ]
    )
    absolute = batch.context.absolute
    return {
        **{("page", key): address for key, address in pages.items()},
        **{("document", key): absolute(file["url"]) for key, file in documents.items()},
    }


def rich_text_field(name: str, *, required: bool = True, description: str) -> graphene.Field:
    """A field that reads rich text from a column of a page or a child of a block."""

    @loads(name)
    def resolve(rows: Sequence[Mapping[str, Any]], batch: Batch) -> list[Text | None]:
        sources = [row.get(name) or "" for row in rows]
        return [{"source": source} if source or required else None for source in sources]

    return graphene.Field(RichText, required=required, description=description, resolver=resolve)
