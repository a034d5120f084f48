"""A document's citation in GraphQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import graphene
from graphql import GraphQLResolveInfo

from archive.citations import Cited, as_bibtex, as_csl_json, as_text
from archive.models import EntryContributor, EntryPage
from cms.graphql import paths
from cms.graphql.context import Context
from cms.graphql.registry import type_of
from cms.graphql.scalars import JSON

from .loaders import rows_of
from .types import date_in


class Citation(graphene.ObjectType):
    """How to cite a document."""

    text = graphene.String(required=True, description="One line, to copy.")
    bibtex = graphene.String(required=True, description="A BibTeX entry.")
    csl_json = graphene.Field(
        JSON, required=True, description="An item of the Citation Style Language, for CSL tools."
    )

    @staticmethod
    def resolve_text(cited: Cited, _info: GraphQLResolveInfo) -> str:
        return as_text(cited)

    @staticmethod
    def resolve_bibtex(cited: Cited, _info: GraphQLResolveInfo) -> str:
        return as_bibtex(cited)

    @staticmethod
    def resolve_csl_json(cited: Cited, _info: GraphQLResolveInfo) -> dict[str, Any]:
        return as_csl_json(cited)


def citations_of(pages: Sequence[EntryPage], info: GraphQLResolveInfo) -> list[Cited]:
    """For each entry what its citation says."""
    contributors = rows_of(EntryContributor, pages)
    return [
        _cited(page, [row.name for row in rows], info)
        for page, rows in zip(pages, contributors, strict=True)
    ]


def _cited(page: EntryPage, authors: list[str], info: GraphQLResolveInfo) -> Cited:
    context: Context = info.context
    date = date_in(page, page.date, info)
    return Cited(
        reference_code=page.reference_code,
        title=page.title,
        subtitle=page.subtitle,
        authors=authors,
        publisher=context.site.site_name if context.site else "",
        start=date.start,
        end=date.end,
        precision=date.precision,
        date_display=date.display,
        url=paths.url_of(paths.path_of(page, context)),
        language=context.locales[page.locale_id].language_code,
        genre=type_of(page) or "",
    )
