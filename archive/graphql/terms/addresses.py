"""What tags and places are called in each language, and where their documents are listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import graphene

from cms.graphql.engine import Batch, Loading, loads
from cms.graphql.locales import check_locale, locale_of
from cms.graphql.sql.sources import Rows
from cms.visibility import paths
from cms.visibility.snapshot import Snapshot

LOCALE = "The language of the list; by default that of the site."
URL = "The absolute address of its list on the public frontend."


def name_in(names: Rows, description: str) -> graphene.Field:
    """The field with a term's name; `names` are those that it has in other languages."""

    @loads("pk", "name", check=check_locale)
    def resolve(
        terms: Sequence[Mapping[str, Any]], batch: Batch, locale: str | None = None
    ) -> Loading:
        rows_by_term = (yield names.of(term["pk"] for term in terms)) if locale else {}
        code = batch.context.language_of
        names_by_term = {
            term: row["name"]
            for term, rows in rows_by_term.items()
            for row in rows
            if code(row["locale"]) == locale
        }
        return [names_by_term.get(term["pk"], term["name"]) for term in terms]

    return graphene.String(
        required=True,
        description=description,
        resolver=resolve,
        locale=graphene.String(
            description="The language of the name. By default, or if it has no name in that "
            "language: the name as first given."
        ),
    )


def list_path(kind: str, example: str) -> graphene.Field:
    """The field with the path of a term's list."""
    return _field(
        kind, lambda path, _snapshot: path, f'The path of its list on the site: "{example}".'
    )


def list_url(kind: str) -> graphene.Field:
    return _field(kind, paths.url_of, URL)


def _field(kind: str, address: Callable[[str, Snapshot], str], description: str) -> graphene.Field:
    @loads("slug", check=check_locale)
    def resolve(
        terms: Sequence[Mapping[str, Any]], batch: Batch, locale: str | None = None
    ) -> list[str]:
        code = locale_of(locale)["code"]
        snapshot = batch.context.snapshot
        return [address(paths.path_in(code, kind, term["slug"]), snapshot) for term in terms]

    return graphene.String(
        required=True,
        description=description,
        resolver=resolve,
        locale=graphene.String(description=LOCALE),
    )
