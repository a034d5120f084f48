"""A document's citation in GraphQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import graphene

from archive.derived.citations import CitedDocument, as_bibtex, as_csl_json, as_text
from archive.graphql.loaders.child_rows import child_rows
from archive.models import EntryContributor
from cms.graphql.context import Context
from cms.graphql.engine import Batch, Loader, Loading, gather, loads
from cms.graphql.pages.publisher import publisher_of
from cms.graphql.pages.types import type_named
from cms.graphql.scalars import JSON
from cms.visibility import paths

from .types import date_in

Row = Mapping[str, Any]
CONTRIBUTORS = child_rows(EntryContributor, "name", "role", "affiliation")
CITED = ("title", "subtitle", "reference_code", "date", "locale", *paths.NEEDS)


def _written(write: Callable[[CitedDocument], Any]) -> Loader:
    @loads()
    def resolve(sources: Sequence[CitedDocument], _batch: Batch) -> list[Any]:
        return [write(source) for source in sources]

    return resolve


class Citation(graphene.ObjectType):
    """How to cite a document."""

    text = graphene.String(required=True, description="One line, to copy.")
    bibtex = graphene.String(required=True, description="A BibTeX entry.")
    csl_json = graphene.Field(
        JSON, required=True, description="An item of the Citation Style Language, for CSL tools."
    )

    resolve_text = _written(as_text)
    resolve_bibtex = _written(as_bibtex)
    resolve_csl_json = _written(as_csl_json)


def authors_of(pages: Sequence[Row]) -> Loading:
    """For each document its authors, and its other contributors.

    The signatories are the authors; without any, the contributors are.
    """
    keys = [page["pk"] for page in pages]
    signature_sources = {type_named(page["__typename"]).signed_by for page in pages} - {None}
    contributors, *signatories = yield [
        source.of(keys) for source in (CONTRIBUTORS, *signature_sources)
    ]
    authors = []
    for key in keys:
        signing = [row for rows in signatories for row in rows[key]]
        authors.append((signing, contributors[key]) if signing else (contributors[key], []))
    return authors


def citations(pages: Sequence[Row], context: Context) -> Loading:
    """The data for the citation of each document."""
    people, publisher = yield from gather([authors_of(pages), publisher_of(context)])
    return [
        _cited(page, [row["name"] for row in authors], publisher, context)
        for page, (authors, _others) in zip(pages, people, strict=True)
    ]


def _cited(page: Row, authors: Sequence[str], publisher: str, context: Context) -> CitedDocument:
    date = date_in(page, page["date"], context)
    return CitedDocument(
        reference_code=page["reference_code"],
        title=page["title"],
        subtitle=page["subtitle"],
        authors=authors,
        publisher=publisher,
        edtf=date["edtf"],
        date_display=date["display"],
        url=paths.address_of(page, context.snapshot),
        language=context.language_of(page["locale"]),
        genre=page["__typename"],
    )
