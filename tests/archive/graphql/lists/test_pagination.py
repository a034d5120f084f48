"""Paging neither repeats nor skips a row, in any order and direction."""

from datetime import UTC, datetime
from random import Random

import pytest
from django.db import connection
from graphql_relay import to_global_id
from wagtail.models import Page

from cms.collation.collator import sort_key
from tests.archive.graphql.scattered import TYPES
from tests.statements import plan, sent

NEVER = datetime(1, 1, 1, tzinfo=UTC)
NAMES = {value: value.title().replace("_", "") for value in TYPES.values()}
KEYS = {
    "DATE": lambda entry: (entry.date.sort_key, entry.key),
    "TITLE": lambda entry: (sort_key(entry.title), entry.key),
    "PUBLISHED": lambda entry: (entry.published or NEVER, entry.key),
    "UPDATED": lambda entry: (entry.updated or NEVER, entry.key),
    "TREE": lambda entry: (entry.path, entry.key),
}
BOTH_ORDERS = [
    f"{key}_{way}" for key in ("TITLE", "PUBLISHED", "UPDATED") for way in ("ASC", "DESC")
]
ENTRY_ORDERS = ["DATE_ASC", "DATE_DESC", *BOTH_ORDERS]
PAGE_ORDERS = ["TREE", *BOTH_ORDERS]
ORDERS = [("entries", order) for order in ENTRY_ORDERS] + [
    ("pages", order) for order in PAGE_ORDERS
]
WINDOW = """(first: $first, after: $after, last: $last, before: $before, orderBy: $order) {
  nodes { id } edges { cursor node { id } } totalCount
  pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }"""
VARIABLES = "$first: Int, $after: String, $last: Int, $before: String"
ENTRY_TYPES = "[REPORT, LETTER, ACTIVITY_REPORT, FILM_EVENT]"
QUERIES = {
    "entries": f"query ({VARIABLES}, $order: EntryOrder) {{ found: entries{WINDOW} }}",
    "pages": f"query ({VARIABLES}, $order: PageOrder) {{ found: pages{WINDOW} }}".replace(
        "orderBy", f"types: {ENTRY_TYPES}, orderBy"
    ),
}
STEPS = 15


class Reader:
    """Turns pages at random, and knows from the copy in memory what each must show."""

    def __init__(self, graphql, entries, field, order, random):
        self.graphql, self.field, self.order, self.random = graphql, field, order, random
        key = KEYS[order.partition("_")[0]]
        self.rows = sorted(entries, key=key, reverse=order.endswith("_DESC"))
        self.visible = {entry.key for entry in entries if entry.visible}
        self.places = {entry.key: place for place, entry in enumerate(self.rows)}

    def between(self, after, before):
        """The visible rows between two places."""
        return [
            entry
            for place, entry in enumerate(self.rows)
            if after < place < before and entry.key in self.visible
        ]

    def ask(self, **window):
        answer = self.graphql(QUERIES[self.field], {**window, "order": self.order})
        assert "errors" not in answer
        return answer["data"]["found"]

    def hide_one(self):
        """Take a row away between two pages, perhaps the one that a cursor stands on."""
        key = self.random.choice(sorted(self.visible))
        Page.objects.filter(pk=key).update(live=False)
        self.visible.remove(key)

    def turn(self, after, before, cursors, *, backward):
        """Ask for a window between two places, and compare it with the rows that lie there."""
        size = self.random.choice((0, 1, 2, 3, 7))
        window = {"last" if backward else "first": size}
        window |= {"after": cursors[after]} if after >= 0 else {}
        window |= {"before": cursors[before]} if before < len(self.rows) else {}
        found = self.ask(**window)
        lying = self.between(after, before)
        shown = lying[max(len(lying) - size, 0) :] if backward else lying[:size]
        assert [node["id"] for node in found["nodes"]] == [_id(entry) for entry in shown]
        assert found["totalCount"] == len(self.visible)
        self.assert_page_info(found, shown, after, before, backward)

    def assert_page_info(self, found, shown, after, before, backward):
        info = found["pageInfo"]
        edges = found["edges"]
        assert info["startCursor"] == (edges[0]["cursor"] if edges else None)
        assert info["endCursor"] == (edges[-1]["cursor"] if edges else None)
        if not shown:
            ahead = self.between(-1, before) if backward else self.between(after, len(self.rows))
            assert info["hasPreviousPage" if backward else "hasNextPage"] == bool(ahead)
            return
        first, last = self.places[shown[0].key], self.places[shown[-1].key]
        assert info["hasPreviousPage"] == bool(self.between(-1, first))
        assert info["hasNextPage"] == bool(self.between(last, len(self.rows)))


def _id(entry):
    return to_global_id(NAMES[entry.type], entry.key)


def all_cursors(reader):
    """The cursor of every visible row, by its place."""
    found, after = {}, None
    while True:
        page = reader.ask(first=100, after=after)
        for edge, entry in zip(
            page["edges"], reader.between(max(found, default=-1), 10**6), strict=False
        ):
            assert edge["node"]["id"] == _id(entry)
            found[reader.places[entry.key]] = edge["cursor"]
        if not page["pageInfo"]["hasNextPage"]:
            return found
        after = page["pageInfo"]["endCursor"]


IN_EVERY_ORDER = pytest.mark.parametrize(
    ("field", "order"), ORDERS, ids=[f"{field} {order}" for field, order in ORDERS]
)


def opened(graphql, entries, field, order):
    reader = Reader(graphql, entries, field, order, Random(f"{field} {order}"))
    cursors = all_cursors(reader)
    assert len(cursors) == len(reader.visible)
    return reader, cursors


@IN_EVERY_ORDER
def test_pages_turned_either_way_neither_repeat_nor_skip(graphql, scattered, field, order):
    reader, cursors = opened(graphql, scattered, field, order)
    for _ in range(STEPS):
        place, backward = reader.random.choice(list(cursors)), reader.random.random() < 0.5
        ends = (-1, place) if backward else (place, len(reader.rows))
        reader.turn(*ends, cursors, backward=backward)
        if reader.random.random() < 0.3:
            reader.hide_one()


@IN_EVERY_ORDER
def test_a_window_between_two_cursors_shows_what_lies_there(graphql, scattered, field, order):
    reader, cursors = opened(graphql, scattered, field, order)
    for _ in range(STEPS):
        start, length = reader.random.randrange(len(cursors) - 9), reader.random.randrange(1, 9)
        after, before = list(cursors)[start], list(cursors)[start + length]
        reader.turn(after, before, cursors, backward=reader.random.random() < 0.5)


EXPLAIN = {
    "sqlite": ["EXPLAIN QUERY PLAN"],
    # So few rows are sorted sooner than found in an index.
    "postgresql": ["SET LOCAL enable_seqscan = off", "SET LOCAL enable_sort = off", "EXPLAIN"],
}


@pytest.mark.parametrize("field", QUERIES)
@pytest.mark.parametrize(
    ("order", "index"),
    [("PUBLISHED", "content_change_first_published"), ("UPDATED", "record_last_change_order")],
)
def test_a_list_by_instants_goes_on_from_an_index(graphql, scattered, field, order, index):
    variables = {"first": 2, "order": f"{order}_DESC"}
    found = graphql(QUERIES[field], variables)["data"]["found"]
    after = {"after": found["pageInfo"]["endCursor"]}
    with sent() as asked:
        graphql(QUERIES[field], variables | after)
    rows = next(query for query in asked if "sort_value" in query[0])
    assert index in plan(EXPLAIN[connection.vendor], *rows)
