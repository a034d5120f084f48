"""Rich text in GraphQL: as HTML, as plain text, as Portable Text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from . import markup, paths
from .context import Context
from .ids import fetch
from .pages import load_pages
from .peers import batched
from .scalars import JSON


@dataclass(frozen=True, eq=False, slots=True)
class RichTextValue:
    """Rich text as it is stored."""

    source: str


class RichText(graphene.ObjectType):
    """Formatted text, three ways: take the one your frontend renders best."""

    html = graphene.String(
        required=True,
        description="Sanitised HTML; internal links lead to the public frontend.",
    )
    text = graphene.String(required=True, description="The words alone, a line to a paragraph.")
    portable_text = JSON(
        required=True,
        description="An array of blocks after the Portable Text specification.",
    )

    @batched
    @staticmethod
    def resolve_html(values: list[RichTextValue], info: GraphQLResolveInfo) -> list[str]:
        targets = link_targets(values, info.context)
        return [markup.html(value.source, targets) for value in values]

    @staticmethod
    def resolve_text(value: RichTextValue, _info: GraphQLResolveInfo) -> str:
        return markup.text(value.source)

    @batched
    @staticmethod
    def resolve_portable_text(values: list[RichTextValue], info: GraphQLResolveInfo) -> list[Any]:
        targets = link_targets(values, info.context)
        return [markup.portable_text(value.source, targets) for value in values]


def link_targets(values: list[RichTextValue], context: Context) -> dict[markup.Target, str]:
    """Where the links of all these texts lead; hidden pages and documents are not in it."""
    wanted = set().union(*(markup.link_targets(value.source) for value in values))
    page_keys = [key for kind, key in wanted if kind == "page"]
    document_keys = [key for kind, key in wanted if kind == "document"]
    targets = {
        ("page", key): paths.url_of(paths.path_of(page, context))
        for key, page in (load_pages(context, page_keys) if page_keys else {}).items()
    }
    documents = fetch(context, "Document", document_keys) if document_keys else {}
    targets.update(
        (("document", key), context.request.build_absolute_uri(document.url))
        for key, document in documents.items()
    )
    return targets


def rich_text_field(name: str, *, required: bool = True, description: str) -> graphene.Field:
    """A field that reads rich text from an attribute of a page or a child of a block."""

    def resolve(parent: Any, _info: GraphQLResolveInfo) -> RichTextValue | None:
        stored = parent if isinstance(parent, dict) else getattr(parent, "value", parent)
        source = stored.get(name) if isinstance(stored, dict) else getattr(stored, name)
        return RichTextValue(source or "") if source or required else None

    return graphene.Field(RichText, required=required, description=description, resolver=resolve)
