"""Much is compared in slices; killed in any of them, the next tick goes on where it stopped.

A slice is two things here, and of what is written nothing is heard, as after a migration.
"""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, PageViewRestriction

from cms.clock import jobs
from cms.clock.failures import NotDone
from cms.clock.jobs import Job, Stage
from cms.clock.models import JobRun
from cms.clock.tick import run_due
from cms.record import chunks, comparison
from cms.record.chain import faults
from cms.record.comparison import (
    CONTENT,
    changes,
    compare_some_content,
    compare_some_visibility,
    compare_visibility,
    portion,
)
from cms.record.comparison.scope import Touched
from cms.record.models import PAGES, Change, PublicObject
from tests.factories import (
    CategoryFactory,
    ImageFactory,
    LetterPageFactory,
)

from .test_comparison import from_scratch, publish, recorded, shown_by_changes
from .test_large_sections import LETTERS
from .test_large_sections import section as section

pytestmark = pytest.mark.django_db
SLICE = 2


class Killed(BaseException):
    """No handler of errors stops it."""


class Slices(list):
    """The pages of each slice that was recorded; who records that of number `killed` is killed."""

    killed = None


@pytest.fixture
def slices(monkeypatch):
    recorded_pages, append = Slices(), changes.append

    def appended(new_changes, *arguments):
        append(new_changes, *arguments)
        if len(recorded_pages) == recorded_pages.killed:
            raise Killed
        recorded_pages.append([change.key for change in new_changes if change.subject == PAGES])

    monkeypatch.setattr(changes, "append", appended)
    return recorded_pages


def new_record(section):
    """Nothing but what is there."""


def moved_and_closed(section):
    compare_visibility()
    publish(section, slug="papers")
    Page.objects.filter(slug="letter-1").update(live=False)
    closed = Page.objects.get(slug="letter-2")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")


def told():
    fields = ("subject", "key", "kind", "path", "previous_path", "site")
    return sorted(Change.objects.values_list(*fields), key=str)


def in_one_pass(monkeypatch):
    with transaction.atomic(), monkeypatch.context() as patch:
        patch.setattr(chunks, "CHUNK", 500)
        patch.setattr(portion, "AT_ONCE", 500)
        compare_visibility()
        result = told(), recorded()
        transaction.set_rollback(True)
    return result


@pytest.mark.parametrize("write", [new_record, moved_and_closed])
def test_killed_in_each_slice_it_ends_as_in_one_pass(section, slices, monkeypatch, write):
    write(section)
    expected = in_one_pass(monkeypatch)
    kills = 0
    while True:
        del slices[:]
        slices.killed = 1  # the first is kept, and the second is lost
        try:
            compare_visibility()
        except Killed:
            kills += 1
        else:
            break
    assert kills > 1
    assert (told(), recorded()) == expected
    assert recorded() == from_scratch()
    assert shown_by_changes() == {key: row[1] for key, row in recorded().items()}
    assert list(faults(Change.objects.order_by("number"))) == []


def test_a_new_record_is_made_in_slices_of_bounded_size(section, slices):
    compare_visibility()
    pages = [page for pages in slices for page in pages]
    assert len(pages) == len(set(pages)) == LETTERS + 2  # the front page and the section
    assert max(map(len, slices)) == SLICE


def test_what_moved_with_a_section_is_recorded_after_it_in_slices(section, slices):
    compare_visibility()
    del slices[:]
    publish(section, slug="papers")
    comparison.compare(Touched({PAGES: {section.pk}}))
    assert set(slices[0]) == {section.pk}  # moved, and updated
    assert max(map(len, slices)) == SLICE
    assert recorded() == from_scratch()


def test_what_is_public_no_longer_comes_before_all_that_is_new(section, slices):
    compare_visibility()
    closed = Page.objects.get(slug="letter-1")
    Page.objects.filter(pk=closed.pk).update(live=False)
    new = [LetterPageFactory(parent=section).pk for _ in range(SLICE + 1)]
    del slices[:]
    compare_visibility()
    assert [page for pages in slices for page in pages] == [closed.pk, *new]


def test_a_tick_records_some_and_leaves_the_rest_to_the_next(section, monkeypatch, capsys):
    monkeypatch.setattr(jobs, "_jobs", {})
    monkeypatch.setattr(comparison, "SECONDS", -1)
    jobs.register(
        Job("record", "Records", compare_some_visibility, Stage.COMPARE, after_writes=True)
    )
    jobs.register(Job("others", "Have their turn", lambda: None, Stage.CLEAN))
    known = 0
    while True:
        call_command("tick")
        assert "others: done" in capsys.readouterr().out
        run = JobRun.objects.get(name="record")
        if run.succeeded_at:
            break
        assert known < PublicObject.objects.count() <= known + SLICE
        known = PublicObject.objects.count()
    assert recorded() == from_scratch()


@pytest.fixture
def until(section, monkeypatch):
    """Ticks that compare a slice of words each, until something is so."""
    compare_visibility()
    monkeypatch.setattr(jobs, "_jobs", {})
    monkeypatch.setattr(comparison, "SECONDS", -1)
    jobs.register(Job(CONTENT, "Compares", compare_some_content, Stage.COMPARE, after_writes=True))

    def tick_until(is_so):
        for _ in range(10 * LETTERS):
            if is_so():
                return
            call_command("tick", verbosity=0)
        pytest.fail("It did not come to that")

    return tick_until


def rewrite(number):
    """Give a letter another title without a signal."""
    Page.objects.filter(slug=f"letter-{number}").update(title="Other words")


def is_told(number):
    key = Page.objects.get(slug=f"letter-{number}").pk
    return Change.objects.filter(subject=PAGES, key=key, kind="UPDATED").exists()


def test_the_comparison_of_words_goes_on_where_it_was_killed(until, slices):
    for number in (1, LETTERS - 1):
        rewrite(number)
    until(lambda: is_told(1))
    slices.killed = len(slices)
    with pytest.raises(Killed):
        until(lambda: is_told(LETTERS - 1))
    slices.killed = None
    rewrite(0)
    until(lambda: is_told(LETTERS - 1))
    assert not is_told(0)  # as it did not begin again
    until(lambda: is_told(0))


def test_many_pages_take_as_many_statements_as_few(section, monkeypatch):
    monkeypatch.setattr(chunks, "CHUNK", 500)
    compare_visibility()
    category = CategoryFactory()

    def recorded_with(letters):
        for _ in range(letters):
            figure = {"image": ImageFactory(), "alt": "A street", "caption": "In winter"}
            letter = LetterPageFactory(parent=section, body=[("image", {"figure": figure})])
            letter.categories.add(category)
            letter.save()
        compare_visibility()  # the pictures, too, before anything is counted
        PublicObject.objects.pages().filter(type="Letter").delete()
        with CaptureQueriesContext(connection) as statements:
            compare_visibility()
        return len(statements)

    assert recorded_with(1) == recorded_with(4)


@pytest.fixture
def unreadable(section, monkeypatch):
    """The key of a letter whose words cannot be read."""
    key, read = Page.objects.get(slug="letter-1").pk, portion.fingerprints

    def fingerprints(model, keys):
        if key in keys:
            raise ValueError(f"Words of {key}")
        return read(model, keys)

    monkeypatch.setattr(portion, "fingerprints", fingerprints)
    return key


def test_one_that_cannot_be_compared_holds_up_no_other(unreadable, caplog):
    with pytest.raises(NotDone, match=f"^Not compared: wagtailcore.page {unreadable}.$"):
        compare_visibility()
    assert from_scratch().keys() - recorded().keys() == {(PAGES, unreadable)}
    assert f"Words of {unreadable}" not in caplog.text


def test_a_tick_says_which_could_not_be_compared_and_compares_the_rest(until, unreadable):
    rewrite(0)
    rewrite(LETTERS - 1)
    errors = set()

    def are_told():
        errors.update(outcome.error for outcome in run_due())
        return is_told(0) and is_told(LETTERS - 1)

    assert any(are_told() for _ in range(10 * LETTERS))
    assert errors == {"", f"NotDone: Not compared: wagtailcore.page {unreadable}."}
