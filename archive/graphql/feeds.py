"""Atom feeds for paths of the frontend: a site, a section, a category, a tag, a place.

The contents of a feed are queried from the API's own schema, so they are what the API answers to
everybody.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from django.db import transaction
from django.db.models import QuerySet, TextField
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cms.graphql.context import Context
from cms.graphql.endpoint.execution import begin, prepare
from cms.graphql.endpoint.schema import served_schema
from cms.record.models import PAGES, Change
from cms.record.subjects import global_id
from cms.sql.parameters import Parameter
from cms.sql.statements import StatementCache
from cms.syndication.answer import Content, answer
from cms.syndication.atom import Entry, Feed, written
from cms.visibility.paths import language_at, normalised, url_of

LEGAL = HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS
ATOM = "application/atom+xml"
_ENTRIES = """entries(first: 50, filter: {locale: $locale}, orderBy: PUBLISHED_DESC) {
    nodes {
        id title url summary firstPublishedAt lastPublishedAt contentWarning { text }
    }
}"""
_LISTED = f"""
query Feed($path: String!, $locale: String!, $isFront: Boolean!) {{
    site {{ name organisation }}
    ...All @include(if: $isFront)
    route(path: $path) {{
        status
        target {{
            ... on Redirect {{ location }}
            ... on HomePage {{ name: title url lastPublishedAt }}
            ... on ArchiveSection {{ name: title url lastPublishedAt {_ENTRIES} }}
            ... on Category {{ name url {_ENTRIES} }}
            ... on Tag {{ name(locale: $locale) url(locale: $locale) {_ENTRIES} }}
            ... on Place {{ name(locale: $locale) url(locale: $locale) {_ENTRIES} }}
        }}
    }}
}}
fragment All on Query {{ {_ENTRIES} }}
"""
_NAMED = """
query Corrected($path: String!, $ids: [ID!]!) {
    site { name organisation }
    route(path: $path) { target { ... on HomePage { url } } }
    nodes(ids: $ids) { id ... on Page { title url } }
}
"""
_STATEMENTS = StatementCache()


@transaction.non_atomic_requests  # it uses a read-only transaction of its own
@require_safe
def feed(request: HttpRequest, path: str) -> HttpResponse:
    """The documents listed at a path, in its language, newest first."""
    return answer(request, ATOM, partial(_feed, path=normalised(quote(path))))


@transaction.non_atomic_requests
@require_safe
def corrections(request: HttpRequest, path: str) -> HttpResponse:
    """The corrections in one language, by the path of its front page."""
    return answer(request, ATOM, partial(_corrections, path=normalised(quote(path))))


def _feed(context: Context, path: str) -> Content | None:
    language, below_language = language_at(path, context.snapshot)
    data = _queried(
        context, _LISTED, {"path": path, "locale": language, "isFront": below_language == "/"}
    )
    target = data["route"]["target"] or {}
    entries_data = target.get("entries") or data.get("entries")
    if location := target.get("location"):
        return _moved(context, location, data["route"]["status"])
    if (status := data["route"]["status"]) in (HTTPStatus.GONE, LEGAL):
        return Content(b"", 0, status)
    if not target.get("url") or entries_data is None:
        return None
    site = data["site"]
    of = Feed(
        site["name"] if below_language == "/" else f"{target['name']} – {site['name']}",
        site["organisation"] or site["name"],
        _own_address(context),
        target["url"],
        language,
        _instant(target.get("lastPublishedAt")),
    )
    entries = [_entry(node) for node in entries_data["nodes"]]
    return Content(written(of, entries), len(entries))


def _moved(context: Context, location: str, status: int) -> Content | None:
    """The new address of the feed, if its page redirects to another of this frontend."""
    root_url = url_of("/", context.snapshot)
    if not location.startswith(root_url):
        return None
    path = urlsplit(location).path
    return Content(b"", 0, status, f"{root_url}feeds{path}feed.xml") if path.endswith("/") else None


def _entry(node: Mapping[str, Any]) -> Entry:
    published, updated = node["firstPublishedAt"], node["lastPublishedAt"]
    return Entry(
        (node["id"], published or ""),
        node["title"],
        node["url"],
        " – ".join(filter(None, [(node["contentWarning"] or {}).get("text"), node["summary"]])),
        _instant(published),
        _instant(updated),
    )


def _corrections(context: Context, path: str) -> Content | None:
    language, below_language = language_at(path, context.snapshot)
    if below_language != "/":
        return None
    values = {"site": context.snapshot.site, "language": language}
    statement = _STATEMENTS.get("corrected", _corrected)
    context.cache_tags.add_tables(statement.sql)
    [changes] = context.run([(statement, values)])
    identifiers = [global_id(type_name, key) for _number, type_name, key, _at, _note in changes]
    data = _queried(context, _NAMED, {"path": path, "ids": identifiers})
    front = data["route"]["target"] or {}
    if not front.get("url"):
        return None
    site = data["site"]
    of = Feed(
        site["name"], site["organisation"] or site["name"], _own_address(context), front["url"],
        language,
    )  # fmt: skip
    entries = [
        Entry((page["id"], str(number), at.isoformat()), page["title"], page["url"], note, at, at)
        for (number, _type, _key, at, note), page in zip(changes, data["nodes"], strict=True)
        if page and page.get("url")
    ]
    return Content(written(of, entries), len(entries))


def _corrected() -> QuerySet[Any]:
    changes = Change.objects.filter(
        kind=Change.Kind.CORRECTED,
        subject=PAGES,
        site=Parameter("site", Change._meta.get_field("site")),
        locale=Parameter("language", TextField()),
    )
    columns = ("number", "type", "key", "at", "public_note")
    return changes.order_by("-number").values_list(*columns)[:50]


def _queried(context: Context, document: str, variables: dict[str, Any]) -> dict[str, Any]:
    """The API's answer to a query of ours, so that every error is a fault of ours."""
    prepared = prepare(served_schema(), document, None)
    context.meter = prepared.price.meter(variables)
    result = begin(prepared, variables, context)()
    if errors := result.get("errors"):
        raise RuntimeError(f"A feed could not be read: {errors[0].get('extensions')}")
    return result["data"]


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _own_address(context: Context) -> str:
    return url_of(context.request.path, context.snapshot)
