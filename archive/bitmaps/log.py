"""A reader's position in the log of pages, and the pages written since.

A transaction that began earlier may become visible later. On PostgreSQL a reader therefore
remembers the oldest unfinished one, and reads everything from it on again, besides what is new:
a page too many does no harm. To list the unfinished ones would not do: a replica reports none as
in progress. SQLite has one writer at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import connections
from django.db.models import Max, Min

from cms.freshness.models import ContentChange

from .models import PageChange
from .triggers import LOG, MOST, SHUT

LONGEST = 50_000  # rows of the log; it is shortened to a fifth of them
_OLDEST = {
    "postgresql": "pg_snapshot_xmin(pg_current_snapshot())::text::bigint",
    "sqlite": "0",
}
_STANDING = """
    SELECT (SELECT COALESCE(SUM(number), 0) FROM {content}), {oldest},
           newest.id, newest.token, (SELECT MIN(id) FROM {log})
    FROM (SELECT 1 AS one) one
    LEFT JOIN (SELECT id, token FROM {log} ORDER BY id DESC LIMIT 1) newest ON one.one = 1
"""
_IS_THERE = f"SELECT 1 FROM {LOG} WHERE id = %s AND token = %s"  # noqa: S608 -- constants
_SINCE = {
    # A number that no transaction has had yet is from another cluster, restored from a backup.
    "postgresql": f"""
        SELECT DISTINCT page FROM {LOG} WHERE id > %s OR "transaction" >= %s
            AND "transaction" < pg_snapshot_xmax(pg_current_snapshot())::text::bigint
        LIMIT {MOST + 1}
    """,  # noqa: S608 -- constants
    "sqlite": f"SELECT DISTINCT page FROM {LOG} WHERE id > %s LIMIT {MOST + 1}",  # noqa: S608
}


@dataclass(frozen=True)
class Position:
    """The state of the log that a statement saw."""

    number: int  # of the content: it only grows
    oldest: int  # of the transactions that may be seen later, on PostgreSQL
    last: tuple[int, int] | None  # key and token of the newest row
    first: int | None  # key of the oldest row


def position(alias: str) -> Position:
    """The current position of a reader of this database."""
    connection = connections[alias]
    sql = _STANDING.format(
        content=ContentChange._meta.db_table, oldest=_OLDEST[connection.vendor], log=LOG
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        number, oldest, key, token, first = cursor.fetchone()
    return Position(int(number), oldest, None if key is None else (key, token), first)


def written_since(before: Position, now: Position, alias: str) -> set[int] | None:
    """The pages that were written between two positions.

    None if that is unknown: the second is the earlier one or belongs to another history, there are
    too many pages, or not all were noted.
    """
    is_same_log = before.first == now.first != SHUT
    if before.last is None or not is_same_log or before.number >= now.number:
        return None
    connection = connections[alias]
    bounds = [before.last[0]]
    if connection.vendor == "postgresql":
        bounds.append(before.oldest)
    with connection.cursor() as cursor:
        cursor.execute(_IS_THERE, before.last)
        if cursor.fetchone() is None:
            return None
        cursor.execute(_SINCE[connection.vendor], bounds)
        pages = {page for (page,) in cursor.fetchall()}
    return None if None in pages or len(pages) > MOST else pages


def shorten() -> int:
    """Delete the oldest rows of a long log: a reader at a position there starts over."""
    ends = PageChange.objects.aggregate(first=Min("pk"), last=Max("pk"))
    if ends["first"] is None or ends["last"] - ends["first"] < LONGEST:
        return 0
    last_key = ends["last"] - LONGEST // 5
    return PageChange.objects.filter(pk__gt=SHUT, pk__lte=last_key).delete()[0]
