"""Which documents stand beside a document: before and after it in time, and those related to it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from wagtail.models import Page

from archive.models import EntryContributor, EntryPage, EntryTag
from cms.graphql.context import Context
from cms.graphql.errors import BadUserInput
from cms.graphql.pages import load_pages

from .filters import visible_entries

DEFAULT_RELATED, MAX_RELATED = 5, 20
# What two documents share, and how much it says: a place or a person more than a wide subject.
WEIGHTS = {"categories": 2, "tags": 3, "places": 2, "contributors": 3}


def beside(pages: Sequence[EntryPage], context: Context, *, later: bool) -> list[Page | None]:
    """For each entry the next one by date in its language, or the previous one."""
    sign, lookup = ("", "gt") if later else ("-", "lt")
    date, key = OuterRef("date_sort"), OuterRef("pk")
    others = visible_entries(context).filter(
        Q(**{f"date_sort__{lookup}": date}) | Q(date_sort=date, **{f"pk__{lookup}": key}),
        locale=OuterRef("locale"),
    )
    nearest = others.order_by(f"{sign}date_sort", f"{sign}pk").values("pk")[:1]
    rows = EntryPage.objects.filter(pk__in=[page.pk for page in pages])
    found = dict(rows.annotate(beside=Subquery(nearest)).values_list("pk", "beside"))
    loaded = load_pages(context, [key for key in found.values() if key])
    return [loaded.get(found[page.pk] or 0) for page in pages]


def related(pages: Sequence[EntryPage], context: Context, first: int | None) -> list[list[Page]]:
    """For each entry those of its language that share most with it, most first, newest first."""
    size = DEFAULT_RELATED if first is None else first
    if not 0 <= size <= MAX_RELATED:
        raise BadUserInput(f"first must be from 0 to {MAX_RELATED}.")
    keys = [page.pk for page in pages]
    scores: dict[int, Counter[int]] = defaultdict(Counter)
    for relation, pairs in _shared(keys, context).items():
        for key, other in pairs:
            scores[key][other] += WEIGHTS[relation]
    chosen = _best(pages, scores, size)
    loaded = load_pages(context, [other for others in chosen for other in others])
    return [[loaded[other] for other in others if other in loaded] for others in chosen]


def _shared(keys: list[int], context: Context) -> dict[str, Iterable[tuple[int, int]]]:
    """Pairs of an entry and a visible other one, a pair for each thing that they share."""
    categories, places = EntryPage.categories.through, EntryPage.places.through
    return {
        "categories": _pairs(categories.objects.all(), "entrypage", "category", keys, context),
        "tags": _pairs(EntryTag.objects.all(), "content_object", "tag", keys, context),
        "places": _pairs(places.objects.all(), "entrypage", "place", keys, context),
        "contributors": _pairs(EntryContributor.objects.all(), "page", "name", keys, context),
    }


def _pairs(
    rows: QuerySet[Any], owner: str, shared: str, keys: list[int], context: Context
) -> list[tuple[int, int]]:
    own: dict[Any, list[int]] = defaultdict(list)
    for key, value in rows.filter(**{f"{owner}__in": keys}).values_list(owner, shared):
        own[value].append(key)
    visible = visible_entries(context).values("pk")
    others = rows.filter(**{f"{shared}__in": list(own), f"{owner}__in": visible})
    return [
        (key, other)
        for other, value in others.values_list(owner, shared)
        for key in own[value]
        if key != other
    ]


def _best(
    pages: Sequence[EntryPage], scores: dict[int, Counter[int]], size: int
) -> list[list[int]]:
    candidates = {other for counter in scores.values() for other in counter}
    rows = EntryPage.objects.filter(pk__in=candidates).values_list("pk", "locale", "date_sort")
    facts = {key: (locale, date) for key, locale, date in rows}
    best = []
    for page in pages:
        counter = scores[page.pk]
        same = [other for other in counter if facts[other][0] == page.locale_id]
        same.sort(key=lambda other: (counter[other], facts[other][1], other), reverse=True)
        best.append(same[:size])
    return best
