"""The triggers that change the content's version, and the indexes that make it cheap to read.

Django knows neither, and on SQLite a migration that rebuilds a table loses them. So after every
`migrate` they are compared with what should exist, and restored.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from wagtail.models import Page

from cms.visibility.closed import PARENT

from . import change_sql
from .put_right import drop, firing_triggers, put_right

PREFIX = "content_change_"
TABLE = "cms_freshness_contentchange"
SHUT = -1  # the "transaction" of the row that says that triggers are missing
_SHUT = f"""
    INSERT INTO {TABLE} ("transaction", number) VALUES ({SHUT}, 0) ON CONFLICT DO NOTHING
"""  # noqa: S608 -- constants
# Never part of an answer: who works here, how, and on what. All other tables are content, including
# those of future apps; FRESHNESS_NOT_CONTENT in the settings names more apps or models.
NOT_CONTENT = {
    "admin", "auth", "contenttypes", "sessions", "cms_freshness", "cms_clock",
    "cms_previews", "cms_purging", "cms_webhooks",
    "django_tasks", "django_tasks_database", "wagtailadmin", "wagtailusers", "wagtailforms",
    "wagtailcore.apitoken", "wagtailcore.uploadedfile", "wagtailcore.referenceindex",
    "wagtailcore.revision", "wagtailcore.pagelogentry", "wagtailcore.modellogentry",
    "wagtailcore.comment", "wagtailcore.commentreply", "wagtailcore.pagesubscription",
    "wagtailcore.workflow", "wagtailcore.workflowpage", "wagtailcore.workflowcontenttype",
    "wagtailcore.workflowtask", "wagtailcore.workflowstate", "wagtailcore.task",
    "wagtailcore.taskstate", "wagtailcore.groupapprovaltask",
    "wagtailcore.groupapprovaltask_groups", "wagtailcore.grouppagepermission",
    "wagtailcore.groupcollectionpermission", "wagtailcore.groupsitepermission",
}  # fmt: skip
# Written again with every draft, mostly without a change: only a difference counts.
# FRESHNESS_REWRITTEN in the settings names more such models.
COMPARED = {"wagtailsearch.indexentry"}
# Columns of a page that saving a draft writes; readers never see them.
OF_DRAFTS = {
    "draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at",
    "locked", "locked_at", "locked_by",
}  # fmt: skip

# Indexes that Wagtail's table of pages lacks: for pages that appear or disappear by the clock,
# children, aliases, and sort orders of lists.
INDEXES = {
    "go_live_at": "(go_live_at) WHERE go_live_at IS NOT NULL",
    "expire_at": "(expire_at) WHERE expire_at IS NOT NULL",
    "parents": f"({PARENT % {'expressions': 'path'}})",
    "aliases": "(alias_of_id, path) WHERE alias_of_id IS NOT NULL",
    "first_published": "(COALESCE(first_published_at, '0001-01-02 00:00:00'), id)",
}


def content_models() -> list[type[models.Model]]:
    """Every model with a table that readers may see, including many-to-many tables."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and is_content(model)
    ]


def is_content(model: type[models.Model]) -> bool:
    """Whether readers may see rows of a model."""
    excluded = NOT_CONTENT | set(getattr(settings, "FRESHNESS_NOT_CONTENT", ()))
    return excluded.isdisjoint({model._meta.app_label, model._meta.label_lower})


def install(connection: Any) -> None:
    """Create what is missing, drop what is no longer wanted, and change the version.

    No answer of the old code stays valid, nor one from before a write without triggers.
    """
    with connection.cursor() as cursor:
        tables = _tables(connection, cursor)
        if TABLE not in tables:  # migrated back to before this app
            return
        if connection.vendor == "postgresql":
            cursor.execute(change_sql.FUNCTION)
        put_right(cursor, PREFIX, dict(_triggers(connection, cursor, tables)))
        indexes = connection.introspection.get_constraints(cursor, Page._meta.db_table)
        index_names = {name.removeprefix(PREFIX) for name in indexes if name.startswith(PREFIX)}
        for name in index_names - INDEXES.keys():
            cursor.execute(f"DROP INDEX {PREFIX}{name}")
        for name in INDEXES.keys() - index_names:
            cursor.execute(f"CREATE INDEX {PREFIX}{name} ON {Page._meta.db_table} {INDEXES[name]}")
        cursor.execute(change_sql.BUMP[connection.vendor])
        cursor.execute(f'DELETE FROM {TABLE} WHERE "transaction" = {SHUT}')  # noqa: S608


def absent(connection: Any) -> set[str]:
    """The names of triggers and indexes that should exist and do not, or are disabled."""
    with connection.cursor() as cursor:
        tables = _tables(connection, cursor)
        triggers = dict(_triggers(connection, cursor, tables))
        firing = firing_triggers(cursor, PREFIX)
        indexes = connection.introspection.get_constraints(cursor, Page._meta.db_table).keys()
        return (triggers.keys() - firing) | ({f"{PREFIX}{name}" for name in INDEXES} - indexes)


def _tables(connection: Any, cursor: Any) -> set[str]:
    """The existing tables that can have triggers; SQLite's virtual ones cannot."""
    tables = {table.name for table in connection.introspection.get_table_list(cursor)}
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE VIRTUAL TABLE%'")
        tables -= {name for (name,) in cursor.fetchall()}
    return tables


def uninstall(connection: Any, labels: Collection[str]) -> None:
    """Drop the triggers on the tables of these apps, while these are altered, rebuilt or dropped.

    PostgreSQL cannot change the type of a column that a trigger names, and SQLite loses triggers
    when it rebuilds a table. Writes in between change nothing, so no version is available until the
    triggers are back. If the table that they write to is dropped, all are dropped.
    """
    with connection.cursor() as cursor:
        if TABLE in connection.introspection.table_names(cursor):
            cursor.execute(_SHUT)
        drop(cursor, PREFIX, keep_on=_tables_outside({*labels}))


def _tables_outside(labels: set[str]) -> set[str]:
    if "cms_freshness" in labels:
        return set()
    return {
        model._meta.db_table for model in content_models() if model._meta.app_label not in labels
    }


def _triggers(connection: Any, cursor: Any, tables: set[str]) -> Iterator[tuple[str, str]]:
    vendor = connection.vendor
    for model in content_models():
        table = model._meta.db_table
        if table not in tables:
            continue
        # After migrating back, a table lacks columns that the code knows.
        description = connection.introspection.get_table_description(cursor, table)
        for event, rows in _events(model, vendor, {column.name for column in description}):
            action = f'AFTER {event} ON "{table}" {rows} {change_sql.ACTION[vendor]}'
            name = PREFIX + hashlib.sha256(action.encode()).hexdigest()[:16]
            yield name, action


def _events(
    model: type[models.Model], vendor: str, existing_columns: set[str]
) -> Iterator[tuple[str, str]]:
    """The events on a table, and the condition on its rows."""
    rewritten = COMPARED | set(getattr(settings, "FRESHNESS_REWRITTEN", ()))
    is_compared = model._meta.label_lower in rewritten
    granularity = (
        "FOR EACH STATEMENT" if vendor == "postgresql" and not is_compared else "FOR EACH ROW"
    )
    columns = [
        f'"{field.column}"'
        for field in model._meta.local_concrete_fields
        if field.column in existing_columns
        and not (field.name in OF_DRAFTS and issubclass(model, Page))
    ]
    yield "INSERT", granularity
    yield "DELETE", granularity
    differ = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    condition = " OR ".join(f"OLD.{column} {differ} NEW.{column}" for column in columns)
    yield (
        f"UPDATE OF {', '.join(columns)}",
        f"{granularity} WHEN ({condition})" if is_compared else granularity,
    )
    if vendor == "postgresql":
        yield "TRUNCATE", "FOR EACH STATEMENT"
