"""The documents before and after a document in time, and related ones."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Window
from django.db.models.functions import RowNumber

from archive.bitmaps.index import Index, ordinal
from archive.bitmaps.kept import index_for
from archive.models import EntryContributor, EntryPage, EntryTag
from cms.graphql.engine import Batch, Loading
from cms.graphql.errors import BadUserInput
from cms.graphql.pages.interface import page_lists
from cms.graphql.sql.sources import Rows
from cms.visibility.gate import visible_pages

Row = Mapping[str, Any]
DEFAULT_RELATED, MAX_RELATED = 5, 20
# For a term of thousands of documents, only the newest are considered.
CANDIDATES = 100
# By term and language, the keys and the dates (as numbers) of the newest documents.
Newest = dict[tuple[Any, int], list[tuple[int, int]]]


def _neighbour_keys(*, later: bool) -> Rows:
    """The key of the next document by date in the same language, or of the previous one."""
    sign, lookup = ("", "gt") if later else ("-", "lt")
    date, key = OuterRef("date_sort"), OuterRef("pk")

    def rows() -> QuerySet[Any]:
        candidates = visible_pages(EntryPage.objects.all()).filter(
            Q(**{f"date_sort__{lookup}e": date}),
            Q(**{f"date_sort__{lookup}": date}) | Q(**{f"pk__{lookup}": key}),
            locale=OuterRef("locale"),
        )
        nearest = candidates.order_by(f"{sign}date_sort", f"{sign}pk").values("pk")[:1]
        return EntryPage.objects.annotate(neighbour=Subquery(nearest))

    return Rows(rows, key="pk", columns={"pk": "neighbour"})


NEXT, PREVIOUS = _neighbour_keys(later=True), _neighbour_keys(later=False)


def neighbours_of(source: Rows, pages: Sequence[Row], batch: Batch) -> Loading:
    """The next or previous document of each document."""
    rows = yield source.of(page["pk"] for page in pages)
    keys = [[row["pk"] for row in rows[page["pk"]] if row["pk"]] for page in pages]
    lists = yield from page_lists(keys, batch)
    return [next(iter(neighbours), None) for neighbours in lists]


class Shared:
    """Something that documents may have in common, and its weight."""

    def __init__(
        self, rows: Callable[[], QuerySet[Any]], owner: str, term: str, weight: int
    ) -> None:
        self.weight, self.dimension = weight, term
        self.own = Rows(rows, key=owner, columns={"term": term})

        def newest() -> QuerySet[Any]:
            rank = Window(
                RowNumber(),
                partition_by=[F(term), F(f"{owner}__locale")],
                order_by=[F(f"{owner}__date_sort").desc(), F(owner).desc()],
            )
            visible = visible_pages(rows(), f"{owner}__")
            return visible.annotate(rank=rank).filter(rank__lte=CANDIDATES)

        columns = {"pk": owner, "locale": f"{owner}__locale", "date": f"{owner}__date_sort"}
        self.others = Rows(newest, key=term, columns=columns)


# A shared place or person means more than a broad subject.
SHARED = (
    Shared(EntryPage.categories.through.objects.all, "entrypage", "category", 2),
    Shared(EntryTag.objects.all, "content_object", "tag", 3),
    Shared(EntryPage.places.through.objects.all, "entrypage", "place", 2),
    Shared(EntryContributor.objects.all, "page", "name", 3),
)


def check_related(arguments: dict[str, Any]) -> None:
    first = arguments.get("first")
    if first is not None and not 0 <= first <= MAX_RELATED:
        raise BadUserInput(f"first must be from 0 to {MAX_RELATED}.", "first")


def related(pages: Sequence[Row], batch: Batch, first: int | None) -> Loading:
    """For each document those in its language that share most with it; most first, then newest
    first.
    """
    size = DEFAULT_RELATED if first is None else first
    keys = [page["pk"] for page in pages]
    terms_of_pages = yield [shared.own.of(keys) for shared in SHARED]
    terms = [{row["term"] for key in keys for row in rows[key]} for rows in terms_of_pages]
    if index := index_for(batch.context):
        newest = _newest_by_index(index, terms, {page["locale"] for page in pages})
        for shared in SHARED:
            batch.context.cache_tags.add_tables(shared.others.statement.sql)
    else:
        newest = yield from _newest_by_sql(terms)
    best_keys = [_best(page, terms_of_pages, newest)[:size] for page in pages]
    return (yield from page_lists(best_keys, batch))


def _newest_by_index(
    index: Index, terms: Sequence[Iterable[Any]], locales: Iterable[int]
) -> list[Newest]:
    in_language = {key: index.having("locale", [key]) & index.visible for key in locales}
    return [
        {
            (term, locale): [
                (key, index.dates[key])
                for key in index.newest(
                    index.having(shared.dimension, [term]) & visible, CANDIDATES
                )
            ]
            for term in of_kind
            for locale, visible in in_language.items()
        }
        for shared, of_kind in zip(SHARED, terms, strict=True)
    ]


def _newest_by_sql(terms: Sequence[Iterable[Any]]) -> Loading:
    rows_of_terms = yield [
        shared.others.of(of_kind) for shared, of_kind in zip(SHARED, terms, strict=True)
    ]
    newest: list[Newest] = [defaultdict(list) for _ in SHARED]
    for by_term, rows_by_term in zip(newest, rows_of_terms, strict=True):
        for term, rows in rows_by_term.items():
            for row in rows:
                by_term[term, row["locale"]].append((row["pk"], ordinal(row["date"])))
    return newest


def _best(page: Row, terms_of_pages: Sequence[Any], newest: Sequence[Newest]) -> list[int]:
    scores: Counter[int] = Counter()
    dates: dict[int, int] = {}
    for shared, terms, by_term in zip(SHARED, terms_of_pages, newest, strict=True):
        for row in terms[page["pk"]]:
            for key, date in by_term.get((row["term"], page["locale"]), ()):
                scores[key] += shared.weight
                dates[key] = date
    del scores[page["pk"]]
    return sorted(scores, key=lambda key: (scores[key], dates[key], key), reverse=True)
