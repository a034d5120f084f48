"""The content's version changes with every write that readers can see, by any route."""

from datetime import timedelta
from threading import Thread

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations import Migration
from django.utils import timezone
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction, Site

from archive.models import Category, EntryPage
from cms.freshness.apps import drop_triggers, watch_content
from cms.freshness.content_version import bump, content_version
from cms.freshness.models import ContentChange
from cms.freshness.triggers import INDEXES, PREFIX, absent, content_models, install
from media.renditions import public_rendition
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    ImageFactory,
    LetterPageFactory,
    MenuFactory,
    PlaceFactory,
    ReportPageFactory,
    TagFactory,
    front_page,
)
from tests.own_connections import with_own_connections

pytestmark = pytest.mark.django_db


def version():
    return content_version(timezone.now())


@pytest.fixture
def letter():
    return LetterPageFactory()


WRITES = {
    "a new page": lambda letter: ReportPageFactory(parent=letter.get_parent()),
    "a page saved": lambda letter: letter.save(),
    "a revision published": lambda letter: letter.save_revision().publish(),
    "unpublished": lambda letter: letter.unpublish(),
    "unpublished with what is below": lambda letter: section_of(letter).unpublish(),
    "moved": lambda letter: letter.move(ArchiveSectionPageFactory(), pos="last-child"),
    "a slug changed above": lambda letter: rename(section_of(letter)),
    "copied": lambda letter: letter.copy(update_attrs={"slug": "copy"}),
    "aliased": lambda letter: section_of(letter).create_alias(update_slug="alias"),
    "deleted": lambda letter: letter.delete(),
    "updated in bulk": lambda letter: EntryPage.objects.update(subtitle="New"),
    "made in bulk": lambda letter: Category.objects.bulk_create([category()]),
    "changed by raw SQL": lambda letter: sql("UPDATE wagtailcore_page SET title = 'New'"),
    "a child row": lambda letter: letter.recipients.model.objects.update(name="Kofi Annan"),
    "a category added": lambda letter: save(letter, letter.categories.add(CategoryFactory())),
    "a tag added": lambda letter: save(letter, letter.tags.add("new")),
    "a place added": lambda letter: save(letter, letter.places.add(PlaceFactory())),
    "a tag renamed": lambda letter: save(TagFactory()),
    "an image": lambda letter: ImageFactory(),
    "a rendition": lambda letter: public_rendition(ImageFactory(), "width-10"),
    "a menu": lambda letter: MenuFactory(),
    "the site": lambda letter: Site.objects.update(site_name="New"),
    "a page restricted": lambda letter: restrict(letter),
    "a collection restricted": lambda letter: restrict_collection(),
    "expired by the scheduler": lambda letter: expire(letter),
    "a bump by hand": lambda letter: bump(),
}


def section_of(page):
    return page.get_parent().specific


def rename(page):
    page.slug = "renamed"
    page.save()


def category():
    return Category(name="New", slug="new", locale=front_page().locale)


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def save(thing, _done=None):
    thing.save()


def restrict(page):
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def restrict_collection():
    root = Collection.get_first_root_node()
    CollectionViewRestriction.objects.create(collection=root, restriction_type="login")


def expire(page):
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(hours=1))
    call_command("publish_scheduled")


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_a_write_moves_the_version(letter, write):
    before = version().name.split("/")[0]
    write(letter)
    assert version().name.split("/")[0] != before


@pytest.mark.parametrize("model", content_models(), ids=lambda model: model._meta.label_lower)
def test_every_content_table_has_its_triggers(model):
    if "fts" in model._meta.db_table:  # virtual; its plain twin beside it is watched
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s",
                [model._meta.db_table],
            )
        else:
            cursor.execute(
                "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'content_change_%%'"
                " AND tgrelid = %s::regclass",
                [model._meta.db_table],
            )
        assert cursor.fetchone()[0] >= 3


def test_a_draft_nobody_sees_leaves_the_version(letter):
    letter.save_revision()  # the search index takes in what was not there at the first save
    before = version()
    letter.title = "Not yet"
    letter.save_revision()
    assert version() == before


def test_a_login_leaves_the_version(letter, client):
    user = get_user_model().objects.create_user("editor", password="editor")
    before = version()
    client.force_login(user)
    assert version() == before


def test_a_write_rolled_back_leaves_the_version(letter):
    before = version()
    with transaction.atomic():
        letter.save()
        transaction.set_rollback(True)
    assert version() == before


def test_the_version_takes_one_statement(letter, django_assert_num_queries):
    with django_assert_num_queries(1):
        version()


def test_what_the_clock_changes_is_a_version_of_its_own(letter):
    soon = timezone.now() + timedelta(minutes=5)
    Page.objects.filter(pk=letter.pk).update(expire_at=soon)
    before = version()
    assert before.next_expiry == soon
    after = content_version(soon + timedelta(seconds=1))
    assert after.name != before.name
    assert after.next_expiry is None


def test_lost_triggers_come_back():
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger'"
                " AND name LIKE 'content_change_%' LIMIT 1"
            )
            cursor.execute(f"DROP TRIGGER {cursor.fetchone()[0]}")
        else:
            cursor.execute(
                "SELECT tgname, tgrelid::regclass FROM pg_trigger"
                " WHERE tgname LIKE 'content_change_%' LIMIT 1"
            )
            cursor.execute("DROP TRIGGER {} ON {}".format(*cursor.fetchone()))
    before = triggers()
    install(connection)
    assert triggers() == before + 1
    install(connection)
    assert triggers() == before + 1


def test_while_a_migration_alters_a_table_no_version_is_told(letter):
    before = version()
    plan = [(Migration("a_migration", Page._meta.app_label), False)]
    drop_triggers("default", plan)
    Page.objects.filter(pk=letter.pk).update(live=False)
    assert version() is None
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE wagtailcore_page ALTER seo_title TYPE varchar(300)")
    watch_content("default")
    assert version().name != before.name
    assert not absent(connection)


def test_indexes_become_those_that_are_wanted():
    wanted = indexes()
    assert wanted == {f"{PREFIX}{name}" for name in INDEXES}
    with connection.cursor() as cursor:
        cursor.execute(f"DROP INDEX {PREFIX}parents")
        cursor.execute(f"CREATE INDEX {PREFIX}others ON {Page._meta.db_table} (path)")
    install(connection)
    assert indexes() == wanted


def indexes():
    with connection.cursor() as cursor:
        found = connection.introspection.get_constraints(cursor, Page._meta.db_table)
    return {name for name in found if name.startswith(PREFIX)}


def triggers():
    table = "sqlite_master WHERE type = 'trigger'"
    if connection.vendor == "postgresql":
        table = "pg_trigger WHERE tgname LIKE 'content_change_%'"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_writer_waits_for_no_other_and_both_move_the_version(locales):
    tag, place = TagFactory(), PlaceFactory()
    before = version()
    with transaction.atomic():
        tag.save()
        other = Thread(target=with_own_connections(place.save))
        other.start()
        other.join(timeout=20)
        assert not other.is_alive()
        between = version()  # our own change is not committed, but we see it
    assert len({before, between, version()}) == 2
    assert ContentChange.objects.count() >= 2


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_old_rows_are_added_up_and_no_version_comes_twice(locales):
    tag = TagFactory()
    seen = set()
    for _ in range(150):
        tag.save()
        seen.add(version())
    assert len(seen) == 150
    assert ContentChange.objects.count() <= 130


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_changes_of_a_long_transaction_pile_up_on_no_single_row(locales):
    """PostgreSQL keeps each version of a row until the transaction ends, and reads them all."""
    before, seen = set(ContentChange.objects.values_list("pk", flat=True)), set()
    with transaction.atomic():
        for _ in range(600):
            bump()
            seen.add(version())
    assert len(seen) == 600
    assert len(set(ContentChange.objects.values_list("pk", flat=True)) - before) == 3
