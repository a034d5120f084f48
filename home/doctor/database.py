"""The database: whether it is up, can be written, and has everything that migrations create."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from wagtail.models import Page

from archive.bitmaps import triggers as bitmaps
from archive.models import EntryPage
from cms.freshness.triggers import absent

from .fault import Fault

SKEW = timedelta(seconds=5)


def database() -> Iterator[Fault]:
    """It answers, can be written, and uses UTF-8."""
    if connection.vendor != "postgresql":
        _one("SELECT 1")
        return
    if _one("SHOW transaction_read_only") == "on":
        yield Fault(
            "The database takes no writes.",
            "Name the primary server in DATABASE_URL, or end its read-only mode.",
        )
    if _one("SHOW server_encoding") != "UTF8":
        yield Fault("The database is not in UTF-8.", "Make it anew with ENCODING 'UTF8'.")


def system_clock() -> Iterator[Fault]:
    """The clocks of this machine and of the database agree; they decide which pages are public."""
    if connection.vendor != "postgresql":
        return
    before = timezone.now()
    there = _one("SELECT clock_timestamp()")
    if not before - SKEW < there < timezone.now() + SKEW:
        seconds = abs((there - before).total_seconds())
        yield Fault(
            f"The clocks of this machine and the database's are {seconds:.0f} seconds apart.",
            "Let both keep time by NTP (systemd-timesyncd, chrony).",
        )


def migrations() -> Iterator[Fault]:
    """All migrations of this version were applied."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        yield Fault(
            f"{len(plan)} migrations are not applied, the first is {plan[0][0]}.",
            "Run manage.py migrate.",
        )


def triggers() -> Iterator[Fault]:
    """The triggers on all tables exist and are enabled, and lists have their indexes."""
    if names := sorted(absent(connection) | bitmaps.absent(connection)):
        yield Fault(
            f"{len(names)} triggers or indexes are missing, the first is {names[0]}: readers may "
            "be shown what was changed.",
            "Run manage.py migrate, which puts them back.",
        )


def indexes() -> Iterator[Fault]:
    """No index was left half-built."""
    if connection.vendor != "postgresql":
        return
    invalid = "SELECT string_agg(indexrelid::regclass::text, ', ') FROM pg_index"
    if names := _one(f"{invalid} WHERE NOT indisvalid"):
        yield Fault(f"Indexes are not valid: {names}.", "Run REINDEX INDEX CONCURRENTLY on each.")


def search() -> Iterator[Fault]:
    """Every public document is in the search index, and every page in that of the admin."""
    # The front page before the first save, created by a migration, is in neither.
    saved_pages = Page.objects.filter(depth__gt=1).exclude(latest_revision=None)
    for pages, kind, index in (
        (EntryPage.objects.live().filter(search_entry=None), "public documents", "the search"),
        (saved_pages.filter(admin_search_entry=None), "pages", "the admin's search"),
    ):
        if number := pages.count():
            says = f"{number} {kind} are not found by {index}."
            yield Fault(says, "Run manage.py reindex_archive.")


def _one(sql: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]
