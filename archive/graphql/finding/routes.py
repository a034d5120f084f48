"""What lives at a path: a page, the list of a term or period, or a redirect."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import graphene
from wagtail.models import Page

from archive.graphql.loaders.lookups import category_with_slug, with_slug
from archive.graphql.loaders.terms import PLACES_BY_SLUG, TAGS_BY_SLUG
from archive.graphql.terms.periods import Period, period_of
from archive.graphql.terms.taxonomy import Category, Place, Tag
from cms.graphql.engine import Batch, Loading, RowType
from cms.graphql.pages.finding import address_behind, page_at
from cms.graphql.pages.loading import addresses
from cms.graphql.pages.redirects import Redirect, redirect_from
from cms.graphql.pages.tombstones import Tombstone, WithdrawalReason, tombstone_at
from cms.graphql.registry import bound
from cms.graphql.sql.sources import Rows
from cms.visibility import paths
from cms.visibility.gate import leading_redirects
from cms.visibility.redirects import parts_of, stored_forms

# Without the language's prefix; categories may be below broader ones, as in WordPress.
_CATEGORY = re.compile(r"/category/(?:.+/)?([^/]+)/")
_TERM = re.compile(r"/(tag|place)/([^/]+)/")
_PERIOD = re.compile(r"/(\d{4})/(?:(0[1-9]|1[0-2])/)?", re.ASCII)
# Suffixes that WordPress appends to the address of a page or list: pages, feeds, authors, days.
_BEHIND = re.compile(
    r"(?P<shown>/(?:.+?/)?)(?:(?:page/\d+|comment-page-\d+|feed(?:/\w+)?|amp|embed|trackback)/)+",
    re.ASCII,
)
_AUTHOR = re.compile(r"(?P<shown>/(?:.+?/)?)author/[^/]+/")
_DAY = re.compile(r"(.*/\d{4}/\d{2}/)\d{2}/", re.ASCII)
_LONGEST = 1_000  # the longest address that WordPress can have assigned
_SLASHES = re.compile(r"/{2,}")
# The address of a year or month belongs to a document if its old site had it there.
TO_DOCUMENTS = Rows(
    lambda: leading_redirects().filter(redirect_page__entrypage__isnull=False),
    key="old_path",
    columns={"redirect": "pk"},
)
_TERMS = {"tag": TAGS_BY_SLUG, "place": PLACES_BY_SLUG}


@cache
def route_target() -> type[graphene.Union]:
    """The union of all that can live at a path, known once every app has declared its pages."""
    members = (*bound(Page).values(), Category, Tag, Place, Period, Redirect, Tombstone)
    words = (
        'What lives at a path: a page; "/category/defectors/", "/tag/kot-jebi/", "/place/yanji/", '
        '"/2006/10/", each below a language\'s prefix too ("/ja/2006/10/"); a redirect; '
        "or what is left of a page that was taken down."
    )
    return type(
        "RouteTarget",
        (graphene.Union,),
        {"__doc__": words, "Meta": type("Meta", (), {"types": members})},
    )


class Route(RowType):
    """What lives at a path."""

    status = graphene.Int(
        required=True,
        description="The HTTP status to answer with: 200, 301, 302 or 404; 410 for what was taken "
        "down, 451 if the law demanded it.",
    )
    target = graphene.Field(
        lambda: route_target(),
        description="What is there, where it has moved to, or what is left of it; null for 404.",
    )


def route(path: str, batch: Batch) -> Loading:
    """The answer to `route`: a page first, then the archives of terms and time, then a redirect.

    If nothing is at the path, the tombstone of a withdrawn page answers, or redirects to that page
    if it is on another site now.

    An alias of a document, which is no page of its own, redirects to that document.

    An address with a query may name no page: WordPress's "/?p=101" has no path. WordPress's further
    pages, feeds, days and authors ("/tag/x/page/2/", "/feed/", "/2006/10/19/", "/author/kato/")
    redirect to the nearest page or list here. A redirect to a document takes precedence over a year
    or month with the same address.
    """
    plain, query, _ = path.partition("?")
    if query and (redirect := (yield from redirect_from(batch.context, path))):
        return _moved(redirect)
    if query and (tombstone := (yield from tombstone_at(path, batch.context))):
        return (yield from _taken_down(tombstone, batch))
    if page := (yield from page_at(path, batch.context, batch.selected.below("target"))):
        return {"status": 200, "target": page}
    if term_or_period := (yield from _term_or_period(path, batch)):
        if redirect := (yield from _document_before(term_or_period, plain, batch)):
            return _moved(redirect)
        return {"status": 200, "target": term_or_period}
    if redirect := (yield from redirect_from(batch.context, plain)):
        return _moved(redirect)
    if address := (yield from address_behind(plain, batch.context)):
        return _moved({"location": address, "permanent": True})
    if tombstone := (yield from tombstone_at(plain, batch.context)):
        return (yield from _taken_down(tombstone, batch))
    if nearest := _nearest(plain):
        answer = yield from route(nearest, batch)
        location = paths.url_of(nearest, batch.context.snapshot)
        is_there = answer["status"] == 200
        return _moved({"location": location, "permanent": True}) if is_there else answer
    return {"status": 404, "target": None}


def _document_before(target: dict[str, Any], path: str, batch: Batch) -> Loading:
    """The redirect to a document whose old permalink was that of a year or month, "/2014/"."""
    local = paths.within_site(path)
    if target["__typename"] != Period._meta.name or local is None:
        return None
    rows = yield TO_DOCUMENTS.of([form for part in parts_of(local) for form in stored_forms(part)])
    return (yield from redirect_from(batch.context, path)) if any(rows.values()) else None


def _nearest(path: str) -> str:
    """The address without the suffixes that WordPress adds; "" if it has none."""
    if (place := paths.normalised(path)) == paths.NOWHERE or len(place) > _LONGEST:
        return ""
    nearest = _SLASHES.sub("/", place)
    if match := _BEHIND.fullmatch(nearest):
        nearest = match["shown"]
    if match := _AUTHOR.fullmatch(nearest):
        nearest = match["shown"]
    if match := _DAY.fullmatch(nearest):
        nearest = match[1]
    return "" if nearest == place else nearest


def _moved(redirect: dict[str, Any]) -> dict[str, Any]:
    target = {"__typename": Redirect._meta.name, **redirect}
    return {"status": 301 if redirect["permanent"] else 302, "target": target}


def _taken_down(tombstone: dict[str, Any], batch: Batch) -> Loading:
    key = tombstone["key"]
    if location := (yield from addresses([key], batch.context)).get(key):
        return _moved({"location": location, "permanent": True})
    is_for_law = tombstone["reason"] == WithdrawalReason.LEGAL.value
    return {"status": 451 if is_for_law else 410, "target": tombstone}


def _term_or_period(path: str, batch: Batch) -> Loading:
    code, place = paths.language_at(paths.normalised(path), batch.context.snapshot)
    if match := _CATEGORY.fullmatch(place):
        return (yield from category_with_slug(match[1], code, batch.context))
    if match := _TERM.fullmatch(place):
        return (yield from with_slug(_TERMS[match[1]], match[2]))
    if match := _PERIOD.fullmatch(place):
        return (yield from period_of(match[1], match[2], code, batch))
    return None
