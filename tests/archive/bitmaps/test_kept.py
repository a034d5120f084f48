"""The index equals the gate and the rows after any write by any route."""

from contextlib import suppress
from datetime import timedelta
from random import Random
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from archive import models
from archive.bitmaps import kept
from archive.bitmaps.index import Index
from archive.bitmaps.kept import index_for
from archive.safeguards.embargo.models import Embargo
from tests.factories import ReportPageFactory

STEPS = 32
HOUR = timedelta(hours=1)


def some(random, rows):
    return random.choice(list(rows.order_by("pk")))


def page_of(random):
    return some(random, Page.objects.filter(pk__in=models.EntryPage.objects.values("pk")))


def write(table, column, value, key, of="id"):
    """As somebody in a database's shell does it."""
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s WHERE {of} = %s", [value, key])


def publish_or_not(random, _now):
    page = page_of(random)
    Page.objects.filter(pk=page.pk).update(live=not page.live)


def plan(random, now):
    column = random.choice(["go_live_at", "expire_at"])
    moment = random.choice([None, now + random.randrange(-3, 4) * HOUR])
    Page.objects.filter(pk=page_of(random).pk).update(live=True, **{column: moment})


def restrict(random, _now):
    page = random.choice([page_of(random), some(random, models.ArchiveSectionPage.objects)])
    if PageViewRestriction.objects.filter(page=page).delete()[0] == 0:
        PageViewRestriction.objects.create(page=page, restriction_type="login")


def hide_a_section(random, _now):
    section = some(random, models.ArchiveSectionPage.objects)
    Page.objects.filter(pk=section.pk).update(live=not section.live)


def hold(random, now):
    key = page_of(random).translation_key
    past_it = Embargo._base_manager.filter(translation_key=key, lifted_at=None)
    if not past_it.update(lifted_at=now):
        day = (now + 24 * HOUR).date()
        Embargo.objects.bulk_create([Embargo(translation_key=key, review_on=day)])


def tag(random, _now):
    page, word = page_of(random), some(random, models.Tag.objects)
    if models.EntryTag.objects.filter(content_object=page.pk, tag=word).delete()[0] == 0:
        models.EntryTag.objects.create(content_object_id=page.pk, tag=word)


def categorise(random, _now):
    entry = models.EntryPage.objects.get(pk=page_of(random).pk)
    entry.categories.set([some(random, models.Category.objects)])
    entry.save()


def merge_places(random, _now):
    one, other = some(random, models.Place.objects), some(random, models.Place.objects)
    through = models.EntryPage.places.through.objects
    there = list(through.filter(place=other).values_list("entrypage", flat=True))
    through.filter(place=one).exclude(entrypage__in=there).update(place=other)


def date(random, _now):
    day = random.choice(["2005", "2006-02", "2010-01-01"])
    entry = models.EntryPage.objects.get(pk=page_of(random).pk)
    entry.date = day
    entry.save(clean=False)


def name(random, _now):
    for row in models.EntryContributor.objects.order_by("pk")[:1]:
        write(row._meta.db_table, "name", f"Nobody {random.random()}", row.pk)


def translate(random, _now):
    page, locale = page_of(random), some(random, Locale.objects)
    Page.objects.filter(pk=page.pk).update(locale=locale, translation_key=uuid4())


def move(random, _now):
    entry = models.EntryPage.objects.get(pk=page_of(random).pk)
    target = some(random, models.ArchiveSectionPage.objects.exclude(pk=entry.get_parent().pk))
    entry.move(target, pos="last-child")


def add(random, _now):
    ReportPageFactory(parent=some(random, models.ArchiveSectionPage.objects), date="2011-05")


def delete(random, _now):
    page_of(random).specific.delete()


def fail(random, now):
    """What is written and undone."""
    with transaction.atomic():
        publish_or_not(random, now)
        transaction.set_rollback(True)


def draft(random, _now):
    models.EntryPage.objects.get(pk=page_of(random).pk).specific.save_revision(clean=False)


ACTS = [
    publish_or_not, plan, restrict, hide_a_section, hold, tag, categorise, merge_places, date, name,
    translate, move, add, delete, fail, draft,
]  # fmt: skip


def assert_is_what_all_rows_say(index, context):
    whole = Index.of(kept._rows(context, part=(), keys=[]))
    assert index.visible == whole.visible
    assert index.sets == whole.sets
    assert index.newest(index.visible, 1_000) == whole.newest(whole.visible, 1_000)


@pytest.mark.parametrize("seed", range(2))
def test_it_is_what_all_rows_say_after_every_act(scattered, context_at, monkeypatch, seed):
    random, now, made_anew = Random(seed), timezone.now(), []
    of = Index.of

    def noted(rows):
        made_anew.append(rows)
        return of(rows)

    acts = random.choices(ACTS, k=STEPS)
    for act in acts:
        with suppress(ValidationError):  # a page under an embargo is saved by nobody
            act(random, now)
        now += random.choice([timedelta(), timedelta(), HOUR, -HOUR])
        context = context_at(now)
        with monkeypatch.context() as patch:
            patch.setattr(Index, "of", noted)
            index = index_for(context)
        assert_is_what_all_rows_say(index, context)
    assert len(made_anew) == 1  # it goes on from the index before


def test_what_expires_counts_no_more_from_that_instant(scattered, context_at):
    now = timezone.now()
    entry = next(entry for entry in scattered if entry.visible)
    Page.objects.filter(pk=entry.key).update(expire_at=now + HOUR)
    assert entry.key in index_for(context_at(now)).visible
    assert entry.key not in index_for(context_at(now + HOUR)).visible
    assert entry.key in index_for(context_at(now)).visible  # a clock that was put back


def test_a_request_that_sees_an_older_state_is_given_none(scattered, context_at, monkeypatch):
    before = kept.position("default")
    Page.objects.filter(pk=scattered[0].key).update(live=False)
    assert index_for(context_at()) is not None
    monkeypatch.setattr(kept, "position", lambda alias: before)
    monkeypatch.setattr(
        "cms.graphql.context.content_version", lambda now: type("V", (), {"name": "older"})
    )
    assert index_for(context_at()) is None


def test_outside_of_one_view_and_in_a_preview_there_is_none(scattered, context_at, monkeypatch):
    context = context_at()
    context.preview = Page.objects.get(pk=scattered[0].key)
    assert index_for(context) is None
    monkeypatch.setattr(kept, "has_one_view", lambda: False)
    assert index_for(context_at()) is None


def test_who_comes_while_it_is_being_made_is_given_none(scattered, context_at):
    with kept._lock:
        assert index_for(context_at()) is None


def test_of_too_many_sites_the_one_brought_up_longest_ago_is_kept_no_longer(
    scattered, context_at, monkeypatch
):
    monkeypatch.setattr(kept, "SITES", 2)
    for root in "abac":
        context = context_at()
        context.gate_parameters["roots"] = [root]
        Page.objects.filter(pk=scattered[0].key).update(live=False)
        assert index_for(context) is not None
    assert [roots for _alias, _name, roots in kept._kept] == [("a",), ("c",)]


def test_a_worker_makes_it_before_anybody_asks(scattered, context_at):
    kept.make_ready()
    [made] = kept._kept.values()
    assert index_for(context_at()) is made.index
    assert made.index.visible


def test_a_worker_makes_no_more_of_them_than_it_keeps(scattered, monkeypatch):
    monkeypatch.setattr(kept, "SITES", 2)
    default = Site.objects.get(is_default_site=True)
    for number, section in enumerate(models.ArchiveSectionPage.objects.order_by("pk")[:3]):
        Site.objects.create(hostname=f"{number}.example.org", root_page=section)
    asked, index_of = [], kept.index_for
    monkeypatch.setattr(kept, "index_for", lambda context: asked.append(index_of(context)))
    kept.make_ready()
    assert len(asked) == len(kept._kept) == 2
    assert default.root_page.path in [roots[0] for _alias, _name, roots in kept._kept]
