"""A document's citation in GraphQL."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import graphene

from archive.citations import Cited, as_bibtex, as_csl_json, as_text
from archive.models import EntryContributor
from cms.graphql.context import Context
from cms.graphql.engine import Batch, Loader, loads
from cms.graphql.scalars import JSON
from cms.visibility import paths

from .loaders import child_rows
from .types import date_in

Row = Mapping[str, Any]
CONTRIBUTORS = child_rows(EntryContributor, "name", "role", "affiliation")
CITED = ("title", "subtitle", "reference_code", "date", "locale", *paths.NEEDS)


def _written(write: Callable[[Cited], Any]) -> Loader:
    @loads()
    def resolve(cited: Sequence[Cited], _batch: Batch) -> list[Any]:
        return [write(each) for each in cited]

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


def cited(page: Row, contributors: Sequence[Row], context: Context) -> Cited:
    """What a document's citation says."""
    date = date_in(page, page["date"], context)
    return Cited(
        reference_code=page["reference_code"],
        title=page["title"],
        subtitle=page["subtitle"],
        authors=[row["name"] for row in contributors],
        publisher=context.snapshot.site_name,
        start=date["start"],
        end=date["end"],
        precision=date["precision"],
        date_display=date["display"],
        url=paths.address_of(page, context.snapshot),
        language=context.language_of(page["locale"]),
        genre=page["__typename"],
    )
