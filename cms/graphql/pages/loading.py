"""Loads visible pages, by primary key or by place in the tree, for all waiting loaders at once."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.db.models import F, IntegerField, Q, QuerySet, TextField
from wagtail.models import Page

from cms.graphql.context import Context
from cms.graphql.engine import Loading, Request, Selected
from cms.graphql.pagination.keyset import Nodes
from cms.graphql.sql.sources import Rows
from cms.sql.parameters import Among, ParameterList
from cms.sql.statements import StatementCache
from cms.visibility import paths
from cms.visibility.gate import linkable_pages, visible_pages

from .projection import ALWAYS, Shape, expressions, rows_of, shape_of

_STATEMENTS = StatementCache()
_BY_KEY = Among(F("pk"), ParameterList("keys", IntegerField()))
_BY_PATH = Among(F("path"), ParameterList("paths", TextField()))
_PLACE: Shape = frozenset([("path", "path")])
TRANSLATIONS = Rows(
    lambda: visible_pages(Page.objects.all()),
    key="translation_key",
    columns={"pk": "pk", "locale": "locale"},
    order=("locale", "pk"),
)
CANONICAL = ("alias_of", *paths.NEEDS)  # the columns of a canonical address
_LINKS = Rows(
    lambda: linkable_pages(Page.objects.all()),
    key="pk",
    columns={name: name for name in CANONICAL},
)


@dataclass(frozen=True, eq=False)
class Pages(Request):
    """Visible pages by primary key or by tree path: one row each, under that key."""

    identifiers: list[Any]
    shape: Shape
    by: str = "pk"

    @classmethod
    def of(cls, keys: Iterable[int], selected: Selected, columns: Iterable[str] = ()) -> Pages:
        """Pages with a selection; `columns` are further ones that every page has."""
        shape = shape_of(selected, Page) | {(name, name) for name in columns}
        return cls(list(dict.fromkeys(keys)), shape)

    @classmethod
    def at(cls, tree_paths: Iterable[str], selected: Selected) -> Pages:
        return cls(list(dict.fromkeys(tree_paths)), shape_of(selected, Page) | _PLACE, "path")

    @classmethod
    def plain(cls, keys: Iterable[Any], columns: Iterable[str], by: str = "pk") -> Pages:
        """Pages with columns that every page has."""
        shape = ALWAYS | {(name, name) for name in (*columns, by)}
        return cls(list(dict.fromkeys(keys)), shape, by)

    @property
    def group(self) -> Hashable:
        return Pages

    @classmethod
    def answer(cls, requests: Sequence[Any], context: Any) -> list[Mapping[Any, Any]]:
        """All requested pages in one statement, with the columns of all requests."""
        keys = {key for request in requests if request.by == "pk" for key in request.identifiers}
        places = {
            path for request in requests if request.by == "path" for path in request.identifiers
        }
        if not keys and not places:
            return [{} for _ in requests]
        shape = frozenset().union(*(request.shape for request in requests))
        rows = _read(shape, bool(keys), bool(places), {"keys": keys, "paths": places}, context)
        by_column = {by: {row.get(by): row for row in rows} for by in ("pk", "path")}
        context.cache_tags.add_objects(Page, (row["pk"] for row in rows))
        return [
            {
                key: by_column[request.by][key]
                for key in request.identifiers
                if key in by_column[request.by]
            }
            for request in requests
        ]


def _read(
    shape: Shape, by_key: bool, by_path: bool, values: Mapping[str, Any], context: Any
) -> list[dict[str, Any]]:
    names, columns = expressions(shape, Page)

    def queryset() -> QuerySet[Any]:
        condition = (
            Q(_BY_KEY) | Q(_BY_PATH) if by_key and by_path else _BY_KEY if by_key else _BY_PATH
        )
        return visible_pages(
            Page.objects.order_by().filter(condition),
        ).values_list(*columns)

    statement = _STATEMENTS.get((shape, by_key, by_path), queryset)
    return rows_of(names, context.run([(statement, values)])[0])


def lists_of(
    identifiers: Sequence[Sequence[Any]], request: Callable[[Iterator[Any]], Pages]
) -> Loading:
    """For each list of keys or paths the visible pages, in that order."""
    pages = yield request(chain.from_iterable(identifiers))
    return [[pages[key] for key in keys if key in pages] for keys in identifiers]


def addresses(keys: Iterable[int], context: Context) -> Loading:
    """The addresses of visible pages by primary key, including those on our other sites."""
    rows = (yield _LINKS.of(keys)) if keys else {}
    return {key: paths.address_of(row, context.snapshot) for key, [row] in rows.items()}


def canonical_addresses(pages: Sequence[Mapping[str, Any]], context: Context) -> Loading:
    """The canonical address of each page; for an alias, of the page at the end of the chain."""
    ends = list(pages)
    while keys := [page["alias_of"] for page in ends if page["alias_of"]]:
        sources = {key: row for key, [row] in (yield _LINKS.of(keys)).items()}
        # An address is None on a site without a frontend.
        ends = [sources.get(page["alias_of"], {**page, "alias_of": None}) for page in ends]
    return [paths.address_of(page, context.snapshot) for page in ends]


def fetch_pages(keys: Sequence[int], selected: Selected) -> Loading:
    """Visible pages by primary key, for `node(id:)`."""
    return (yield Pages.of(keys, selected))


class PageNodes(Nodes):
    """The pages of a connection: models below a base, each row with its type."""

    def __init__(self, base: Any) -> None:
        self.base = base

    def select(self, selected: Selected) -> tuple[Hashable, list[str], list[Any]]:
        shape = shape_of(selected, self.base)
        return shape, *expressions(shape, self.base)

    def rows(self, names: list[str], rows: Sequence[Sequence[Any]]) -> list[dict[str, Any]]:
        return rows_of(names, rows)
