"""The triggers that log which pages were written, by any route.

Like those of the content's version, they are restored after every `migrate`: Django does not know
them, and SQLite loses them when a table is rebuilt.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from wagtail.models import Page, PageViewRestriction

from archive.models import EntryContributor, EntryPage, EntryTag, SearchEntry
from cms.freshness.put_right import drop, firing_triggers, put_right
from cms.visibility import holds

from .models import PageChange

PREFIX = "page_change_"
LOG = PageChange._meta.db_table
SHUT = 0  # the key of the row that says that not all triggers are there
MOST = 2_000  # pages of one statement; for more, one row says that there were many
# The columns of a page's row that the gate or a count depends on.
_OF_PAGES = (
    "path", "live", "go_live_at", "expire_at", "content_type", "alias_of", "locale",
    "translation_key",
)  # fmt: skip

_SHUT = f"""
    INSERT INTO {LOG} (id, "transaction", token) VALUES ({SHUT}, 0, 0) ON CONFLICT DO NOTHING
"""  # noqa: S608 -- constants

# On PostgreSQL one function serves all: its argument is the query of the pages that were written.
FUNCTION = f"""
CREATE OR REPLACE FUNCTION page_change_made() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    pages bigint[];
BEGIN
    EXECUTE format('SELECT array_agg(DISTINCT page) FROM (%s) written(page) '
                   'WHERE page IS NOT NULL', TG_ARGV[0]) INTO pages;
    IF cardinality(pages) > {MOST} THEN
        pages := ARRAY[NULL::bigint];
    END IF;
    INSERT INTO {LOG} ("transaction", page, token)
    SELECT pg_current_xact_id()::text::bigint, page, floor(random() * 2147483647)::bigint
    FROM unnest(pages) page;
    RETURN NULL;
END $$
"""  # noqa: S608 -- constants


@dataclass(frozen=True)
class Watched:
    """A table, the column that says whose row it is, and the columns that count."""

    model: type[models.Model]
    owner: str  # a field
    names: Sequence[str]  # fields
    is_held: bool = False  # its owner is whatever page has the translation key

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def key(self) -> str:
        return str(self.model._meta.pk.column)

    def column(self, name: str) -> str:
        field: Any = self.model._meta.get_field(name)
        return str(field.column)

    @property
    def columns(self) -> list[str]:
        return [f'"{self.column(name)}"' for name in (self.owner, *self.names)]


def watched() -> list[Watched]:
    """The tables that decide whether readers see a document, and how it is found and counted."""
    through = [EntryPage.categories.through, EntryPage.places.through]
    relations = [
        Watched(model, "entrypage", (name,))
        for model, name in zip(through, ("category", "place"), strict=True)
    ]
    return [
        Watched(Page, "id", _OF_PAGES),
        Watched(PageViewRestriction, "page", ()),
        *(
            Watched(model, "translation_key", _all_of(model), is_held=True)
            for model in holds.models()
        ),
        Watched(EntryPage, "page_ptr", ("date", "date_sort")),
        *relations,
        Watched(EntryTag, "content_object", ("tag",)),
        Watched(EntryContributor, "page", ("name",)),
        Watched(SearchEntry, "page", ("text", "tokens")),
    ]


def _all_of(model: type[models.Model]) -> tuple[str, ...]:
    return tuple(field.name for field in model._meta.local_concrete_fields)


def install(connection: Any) -> None:
    """Create what is missing, drop what is no longer wanted, and open an empty log."""
    with connection.cursor() as cursor:
        tables = {table.name for table in connection.introspection.get_table_list(cursor)}
        if LOG not in tables:  # migrated back to before this app
            return
        if connection.vendor == "postgresql":
            cursor.execute(FUNCTION)
        put_right(cursor, PREFIX, _triggers(connection, cursor, tables))
        # It lacks writes made while the triggers were off: no reader continues from before.
        cursor.execute(f"DELETE FROM {LOG}")  # noqa: S608 -- a constant


def absent(connection: Any) -> set[str]:
    """The names of triggers that should be there and are not, or do not fire."""
    with connection.cursor() as cursor:
        tables = {table.name for table in connection.introspection.get_table_list(cursor)}
        return _triggers(connection, cursor, tables).keys() - firing_triggers(cursor, PREFIX)


def _triggers(connection: Any, cursor: Any, tables: set[str]) -> dict[str, str]:
    """The triggers that should be there, by name."""
    write = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    return {
        PREFIX + hashlib.sha256(f"{part.table} {sql}".encode()).hexdigest()[:16]: sql
        for part in watched()
        if _is_whole(part, tables, connection, cursor)
        for sql in write(part)
    }


def uninstall(connection: Any) -> None:
    """Drop all triggers, while a table that they name is rebuilt or dropped.

    The log is shut before the first of them is dropped: until all are back and it is open again,
    an index is rebuilt after each write.
    """
    with connection.cursor() as cursor:
        if LOG in connection.introspection.table_names(cursor):
            cursor.execute(_SHUT)
        drop(cursor, PREFIX)


def _is_whole(part: Watched, tables: set[str], connection: Any, cursor: Any) -> bool:
    """Whether a table has all columns that are watched: migrated back, it lacks some."""
    if part.table not in tables:
        return False
    description = connection.introspection.get_table_description(cursor, part.table)
    names = {column.name for column in description}
    return names.issuperset(column.strip('"') for column in part.columns)


def _on_postgresql(part: Watched) -> Iterator[str]:
    """A trigger for each statement; it sees all rows that the statement wrote."""
    owner = f'"{part.column(part.owner)}"'
    old, new = (f"ROW({', '.join(f'{side}.{c}' for c in part.columns)})" for side in ("o", "n"))
    of_both = f"""
        SELECT unnest(ARRAY[o.{owner}, n.{owner}]) FROM before o
        FULL JOIN after n ON o."{part.key}" = n."{part.key}" WHERE {old} IS DISTINCT FROM {new}
    """  # noqa: S608 -- names of ours, as below
    rows = {
        "INSERT": ("NEW TABLE AS after", f"SELECT {owner} FROM after"),  # noqa: S608
        "DELETE": ("OLD TABLE AS before", f"SELECT {owner} FROM before"),  # noqa: S608
        "UPDATE": ("OLD TABLE AS before NEW TABLE AS after", of_both),
    }
    for event, (tables, sql) in rows.items():
        if part.is_held:
            sql = f"SELECT id FROM {Page._meta.db_table} WHERE translation_key IN ({sql})"  # noqa: S608
        action = f"EXECUTE FUNCTION page_change_made('{sql}')"
        yield f'AFTER {event} ON "{part.table}" REFERENCING {tables} FOR EACH STATEMENT {action}'
    # The table is empty then: nobody can say which pages had rows in it.
    action = f"EXECUTE FUNCTION page_change_made('SELECT generate_series(0, {MOST})')"
    yield f'AFTER TRUNCATE ON "{part.table}" FOR EACH STATEMENT {action}'


def _on_sqlite(part: Watched) -> Iterator[str]:
    """A trigger for each row."""
    owner = f'"{part.column(part.owner)}"'
    differs = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in part.columns)
    of_columns = ", ".join(part.columns)
    for event, sides in (
        ("INSERT", ("NEW",)),
        ("DELETE", ("OLD",)),
        (f"UPDATE OF {of_columns}", ("OLD", "NEW")),
    ):
        owners = [_owned(part, f"{side}.{owner}") for side in sides]
        writes = " ".join(
            f'INSERT INTO {LOG} ("transaction", page, token) '  # noqa: S608
            f"SELECT 0, page, random() FROM ({sql});"
            for sql in owners
        )
        when = f"WHEN {differs} " if len(sides) == 2 else ""
        yield f'AFTER {event} ON "{part.table}" FOR EACH ROW {when}BEGIN {writes} END'


def _owned(part: Watched, owner: str) -> str:
    if part.is_held:
        pages = Page._meta.db_table
        return f"SELECT id AS page FROM {pages} WHERE translation_key = {owner}"  # noqa: S608
    return f"SELECT {owner} AS page"
