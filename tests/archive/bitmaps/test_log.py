"""Readers of the log of pages miss no write, whenever and by whichever transaction."""

from dataclasses import replace

import pytest
from django.db import connection

from archive.bitmaps.log import position, written_since
from archive.bitmaps.models import PageChange
from cms.freshness.content_version import bump

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time."),
]


@pytest.fixture
def before():
    """Where a reader stands who saw two rows."""
    PageChange.objects.all().delete()
    for key in (10, 20):
        PageChange.objects.create(pk=key, transaction=1, page=key, token=key)
    bump()
    return position("default")


def note(key, transaction):
    PageChange.objects.create(pk=key, transaction=transaction, page=key, token=key)
    bump()


def test_what_was_under_way_is_read_once_it_is_seen(before):
    before = replace(before, oldest=before.oldest - 1)
    note(15, before.oldest)
    assert written_since(before, position("default"), "default") == {15}


def test_what_is_new_is_read_where_another_cluster_counts_transactions(before):
    note(25, before.oldest)
    elsewhere = replace(before, oldest=before.oldest + 1_000_000)
    assert written_since(elsewhere, position("default"), "default") == {25}


def test_nobody_goes_on_from_what_a_backup_does_not_know(before):
    PageChange.objects.filter(pk=20).update(token=21)
    bump()
    assert written_since(before, position("default"), "default") is None
