"""Compares the cost of pages and counts in a large archive and a small one, on PostgreSQL."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection, connections

from archive.search.index import reindex_all

from .archive import BenchmarkArchive
from .contestants import Call, posted
from .documents import CARDS
from .handwritten import SIZE
from .measure import Figures, measure

DEEP_PAGE = 1_000
STEP = 100
WALK = """query ($first: Int, $after: String) {
  entries(first: $first, after: $after) { pageInfo { endCursor } }
}"""
FILTER = {"categories": ["defectors"], "date": {"from": "2005-01-01", "to": "2012-12-31"}}
SMALL, LARGE = "small", "large"
FACETS = """totalCount facets {
  types { type count } categories { category { slug } count } tags { tag { slug } count }
  places { place { slug } count } years { year count } locales { locale { code } count } }"""
COUNTS = {
    "six facets": f"{{ entries {{ {FACETS} }} }}",
    "of a category": f'{{ category(slug: "defectors") {{ entries {{ {FACETS} }} }} }}',
    "of a year": f"""{{ route(path: "/2006/") {{ target {{ ... on Period {{
      entries {{ {FACETS} }} }} }} }} }}""",
    "filtered": f"""query ($filter: EntryFilter) {{
      entries(filter: $filter) {{ {FACETS} }} }}""",
    "categories": "{ categories { name entryCount } }",
    "timeline": "{ timeline(granularity: MONTH) { year month count } }",
    "related": "{ entries(first: 1) { nodes { related { title } } } }",
    "tags": "{ tags(first: 100) { nodes { name entryCount } } }",
    "places": "{ places { name entryCount } }",
    "search": '{ search(query: "river") { edges { score node { title } } } }',
    "search, total": '{ search(query: "river") { totalCount } }',
    "search, facets": f'{{ search(query: "river") {{ {FACETS} }} }}',
    "two characters": '{ search(query: "避難") { totalCount edges { node { title } } } }',
}


def compare(archive: BenchmarkArchive, more: int, seconds: float) -> dict[str, dict[str, Figures]]:
    """Figures by kind of page and size of the archive, the two sizes in turn."""
    reindex_all()
    connection.close()
    connection.creation.clone_test_db(SMALL)
    settings = connection.creation.get_test_db_clone_settings(SMALL)
    databases = {
        SMALL: type(connections["default"])(settings, "default"),
        LARGE: connections["default"],
    }
    archive.grow(more)
    reindex_all()
    tidy_up()
    calls = {name: pages_in(database) for name, database in databases.items()}
    kinds = calls[SMALL].keys()
    return {kind: measure({n: calls[n][kind] for n in databases}, seconds) for kind in kinds}


def tidy_up() -> None:
    """Do what the database does itself in the hours after many writes."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    connection.close()  # the process that wrote so much would distort reading


def pages_in(database: Any) -> Mapping[str, Call]:
    """The same requests to this database: pages, complete ones, and counts."""
    total = within(database, count)()
    deep = cursor_after(min((DEEP_PAGE - 1) * SIZE, total // 2), database)
    variables: dict[str, dict[str, Any]] = {
        "first page": {},
        f"page {DEEP_PAGE:,}": {"after": deep},
        "filtered page": {"filter": FILTER},
    }
    calls = {
        kind: within(database, posted("/graphql/", CARDS, {"first": SIZE, **more}))
        for kind, more in variables.items()
    }
    for kind, call in calls.items():
        found = len(json.loads(call())["data"]["entries"]["nodes"])
        if found != SIZE:
            raise AssertionError(f"{kind} holds {found} entries and not {SIZE}")
    return calls | {kind: within(database, counted(text)) for kind, text in COUNTS.items()}


def counted(document: str) -> Call:
    """A counting request by POST, so that no answer is kept."""
    return posted("/graphql/", document, {"filter": FILTER} if "$filter" in document else {})


def within(database: Any, call: Callable[[], Any]) -> Callable[[], Any]:
    """The call with this database as the default one."""

    def called() -> Any:
        before = connections["default"]
        connections["default"] = database
        try:
            return call()
        finally:
            connections["default"] = before

    return called


def count() -> int:
    answer = posted("/graphql/", "{ entries(first: 1) { totalCount } }", {})()
    return json.loads(answer)["data"]["entries"]["totalCount"]


def cursor_after(entries: int, database: Any) -> str:
    """The cursor after this many entries, found by paging like a crawler."""
    cursor, walked = None, 0
    while walked < entries:
        size = min(STEP, entries - walked)
        call = posted("/graphql/", WALK, {"first": size, "after": cursor})
        answer = json.loads(within(database, call)())
        cursor, walked = answer["data"]["entries"]["pageInfo"]["endCursor"], walked + size
    return cursor or ""
