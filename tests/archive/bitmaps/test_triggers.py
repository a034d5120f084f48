"""No write is missed: missing triggers are reported, and `migrate` restores them."""

import pytest
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from archive.bitmaps import triggers
from archive.bitmaps.apps import drop_triggers, watch_pages
from archive.bitmaps.kept import index_for
from archive.bitmaps.log import LONGEST, shorten
from archive.bitmaps.models import PageChange
from cms.freshness.content_version import content_version
from home.doctor import database

pytestmark = pytest.mark.django_db


def test_a_trigger_that_is_lost_is_named_and_put_back():
    triggers.uninstall(connection)
    [fault] = database.triggers()
    assert triggers.PREFIX in str(fault)
    watch_pages("default")
    assert not triggers.absent(connection)
    assert not list(database.triggers())


def test_what_is_written_during_a_migration_is_not_missed(scattered, context_at):
    Page.objects.filter(pk=scattered[0].key).update(live=True)
    assert scattered[0].key in index_for(context_at()).visible
    drop_triggers("default", [("a migration", False)])
    Page.objects.filter(pk=scattered[0].key).update(live=False)
    assert scattered[0].key not in index_for(context_at()).visible
    Page.objects.filter(pk=scattered[0].key).update(live=True)
    assert scattered[0].key in index_for(context_at()).visible
    watch_pages("default")
    Page.objects.filter(pk=scattered[0].key).update(live=False)
    assert scattered[0].key not in index_for(context_at()).visible


def test_what_is_written_while_triggers_are_dropped_is_not_missed(
    scattered, context_at, monkeypatch
):
    page = next(entry for entry in scattered if entry.visible)
    index_for(context_at())
    drop = triggers.drop

    def drop_and_write(*arguments):
        drop(*arguments)
        hide(page)
        assert page.key not in index_for(context_at()).visible

    monkeypatch.setattr(triggers, "drop", drop_and_write)
    drop_triggers("default", [("a migration", False)])
    watch_pages("default")
    assert page.key not in index_for(context_at()).visible


def test_the_version_moves_once_all_triggers_are_back(monkeypatch):
    versions = []
    install = triggers.install

    def install_and_look(on):
        install(on)
        versions.append(content_version(timezone.now()))

    monkeypatch.setattr(triggers, "install", install_and_look)
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    [before] = versions
    assert content_version(timezone.now()) != before


def drop_them(cursor):
    triggers.drop(cursor, triggers.PREFIX)


def disable_them(cursor):
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    cursor.execute(f"ALTER TABLE {Page._meta.db_table} DISABLE TRIGGER USER")


def silence_them(cursor):
    """As a restore does that copies rows."""
    cursor.execute("SET LOCAL session_replication_role = replica")


WAYS = [drop_them] + [disable_them, silence_them] * (connection.vendor == "postgresql")


@pytest.mark.parametrize("turn_off", WAYS)
def test_what_was_written_without_a_trigger_is_not_missed_after_migrate(
    scattered, context_at, turn_off
):
    page = next(entry for entry in scattered if entry.visible)
    PageChange.objects.create(transaction=0, page=page.key, token=1)
    assert page.key in index_for(context_at()).visible
    with connection.cursor() as cursor:
        turn_off(cursor)
        hide(page)
        if turn_off is silence_them:
            cursor.execute("SET LOCAL session_replication_role = origin")
        else:
            [fault] = database.triggers()
            assert "missing" in str(fault)
    emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
    assert not list(database.triggers())
    assert page.key not in index_for(context_at()).visible


def hide(entry):
    Page.objects.filter(pk=entry.key).update(live=False)


def test_a_log_that_has_become_long_loses_its_beginning():
    rows = [PageChange(transaction=0, page=1, token=1, pk=pk) for pk in (1, 2, LONGEST + 2)]
    PageChange.objects.all().delete()
    PageChange.objects.bulk_create(rows)
    assert shorten() == 2
    assert shorten() == 0
