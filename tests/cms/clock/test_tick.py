"""`manage.py tick` runs all jobs; one that fails does not stop the others."""

import threading
from contextlib import contextmanager, suppress
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from wagtail.models import Page, Revision
from wagtail.signals import page_published

from cms.clock import jobs, schedule
from cms.clock.failures import Failures
from cms.clock.jobs import Job, Stage, Unfinished
from cms.clock.models import JobRun
from cms.clock.overdue import overdue_jobs
from cms.clock.schedule import due
from cms.clock.tick import TICKING
from cms.record.models import Change
from tests.factories import ArchiveSectionPageFactory, ReportPageFactory
from tests.own_connections import with_own_connections

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def tick(capsys):
    """Run a tick; what it said."""

    def run():
        call_command("tick")
        return capsys.readouterr().out.splitlines()

    return run


@pytest.fixture
def only(monkeypatch):
    """Let there be these jobs and no others."""
    registry = {}
    monkeypatch.setattr(jobs, "_jobs", registry)
    return jobs.register


@pytest.fixture
def section(locales):
    return ArchiveSectionPageFactory(slug="reports")


def scheduled(section, slug, after=HOUR, **values):
    """A page that an editor published for later."""
    page = ReportPageFactory(parent=section, slug=slug, live=False, **values)
    page.go_live_at = timezone.now() + after
    page.save_revision().publish()
    assert not Page.objects.get(pk=page.pk).live
    return page


def is_shown(graphql, path):
    answer = graphql("query($path: String!) { page(path: $path) { id } }", {"path": path})
    return answer["data"]["page"] is not None


@contextmanager
def connected(signal, receiver):
    signal.connect(receiver)
    try:
        yield
    finally:
        signal.disconnect(receiver)


@contextmanager
def another_tick():
    """Somebody else's tick, at work on a connection of its own."""
    has_lock, is_over = threading.Event(), threading.Event()

    def work():
        with TICKING.held():
            has_lock.set()
            is_over.wait()

    thread = threading.Thread(target=with_own_connections(work))
    thread.start()
    has_lock.wait()
    yield
    is_over.set()
    thread.join()


def test_a_scheduled_page_goes_live_and_the_record_says_so(tick, graphql, section, clock):
    scheduled(section, "flood")
    tick()
    assert not is_shown(graphql, "/reports/flood/")
    clock(timezone.now() + 2 * HOUR)
    assert "schedule: 1 done" in tick()
    assert is_shown(graphql, "/reports/flood/")
    assert Change.objects.filter(path="/reports/flood/").get().kind == "PUBLISHED"
    assert "schedule: 0 done" in tick()


def test_an_expired_page_is_taken_back_and_the_record_says_so(tick, section, clock):
    page = ReportPageFactory(parent=section, slug="flood", expire_at=timezone.now() + HOUR)
    tick()
    clock(timezone.now() + 2 * HOUR)
    assert "schedule: 1 done" in tick()
    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)
    kinds = Change.objects.filter(path="/reports/flood/").values_list("kind", flat=True)
    assert list(kinds) == ["PUBLISHED", "WITHDRAWN"]


def test_a_page_that_cannot_be_published_holds_up_no_other(tick, graphql, section, clock, caplog):
    broken = scheduled(section, "broken", title="The hidden name")
    scheduled(section, "flood", after=HOUR + timedelta(minutes=1))
    revision = Revision.objects.get(object_id=broken.pk)
    revision.content["first_published_at"] = "The hidden name"
    Revision.objects.filter(pk=revision.pk).update(content=revision.content)
    clock(timezone.now() + 2 * HOUR)
    with pytest.raises(CommandError, match="Failed, the log says why: schedule"):
        tick()
    assert is_shown(graphql, "/reports/flood/")
    assert f"wagtailcore.page {broken.pk}" in JobRun.objects.get(name="schedule").error
    assert f"not published or expired: ['wagtailcore.page {broken.pk}']" in caplog.text
    assert "hidden name" not in caplog.text


def test_what_fails_while_it_is_published_is_left_as_it_was(tick, section, clock):
    page = scheduled(section, "flood")

    def fail(**_options):
        raise ValueError("No such place.")

    clock(timezone.now() + 2 * HOUR)
    with connected(page_published, fail), pytest.raises(CommandError):
        tick()
    page.refresh_from_db()
    assert not page.live
    assert "schedule: 1 done" in tick()


def test_an_editor_who_cancels_a_schedule_is_quicker(tick, section, clock, monkeypatch):
    page = scheduled(section, "flood")
    clock(timezone.now() + 2 * HOUR)

    def cancelled_meanwhile(now):
        revisions = list(due(now))
        Revision.objects.update(approved_go_live_at=None)
        return revisions

    monkeypatch.setattr(schedule, "due", cancelled_meanwhile)
    tick()
    page.refresh_from_db()
    assert not page.live


def test_a_job_that_fails_stops_no_other_and_is_noted(tick, only):
    ran = []

    def fail():
        raise ValueError("No such place.")

    only(Job("last", "Comes last", lambda: ran.append("last"), Stage.CLEAN))
    only(Job("first", "Comes first", fail, Stage.PUBLISH))
    with pytest.raises(CommandError, match="first"):
        call_command("tick", verbosity=0)
    assert ran == ["last"]
    row = JobRun.objects.get(name="first")
    assert (row.error, row.succeeded_at) == ("ValueError: No such place.", None)
    only(Job("first", "Comes first", lambda: 3, Stage.PUBLISH))
    assert tick() == ["first: 3 done", "last: done"]
    assert JobRun.objects.get(name="first").error == ""


def test_a_job_that_ended_with_a_failure_rests_as_one_that_succeeded(tick, only, section, clock):
    runs, now = [], clock(timezone.now())

    def fails():
        runs.append(1)
        failures = Failures()
        with failures.passing_over("page 12"):
            raise ValueError("Words of a page")
        failures.tell("Not compared", is_finished=len(runs) > 1)

    only(Job("content", "Compares", fails, Stage.COMPARE, every=HOUR, after_writes=True))
    for expected in (1, 2, 2):  # the first run did not come to its end
        with suppress(CommandError):
            tick()
        assert len(runs) == expected
    assert JobRun.objects.get().error == "NotDone: Not compared: page 12."
    clock(now + HOUR)
    assert [overdue.job.name for overdue in overdue_jobs()] == ["content"]
    with pytest.raises(CommandError):
        tick()
    assert len(runs) == 3


def test_a_job_for_every_hour_runs_once_an_hour(tick, only, clock):
    only(Job("hourly", "Waits", lambda: None, Stage.CLEAN, every=HOUR))
    now = clock(timezone.now())
    assert tick() == ["hourly: done"]
    clock(now + HOUR / 2)
    assert tick() == []
    clock(now + HOUR)
    assert tick() == ["hourly: done"]


def test_a_clock_that_went_back_stops_no_job(tick, only, clock):
    now = timezone.now()
    only(Job("hourly", "Waits", lambda: None, Stage.CLEAN, every=HOUR))
    clock(now + timedelta(days=300))
    tick()
    clock(now)
    assert [each.job.name for each in overdue_jobs()] == ["hourly"]
    assert tick() == ["hourly: done"]
    assert overdue_jobs() == []


def test_a_job_that_failed_is_tried_again_in_the_next_tick(tick, only):
    only(Job("hourly", "Fails", lambda: 1 / 0, Stage.CLEAN, every=HOUR))
    for _ in range(2):
        with pytest.raises(CommandError):
            tick()


def test_a_job_that_has_more_to_do_goes_on_with_the_next_tick(tick, only):
    only(Job("many", "Goes on", lambda: Unfinished(2), Stage.CLEAN, every=HOUR, after_writes=True))
    assert tick() == tick() == ["many: 2 done"]
    only(Job("many", "Goes on", lambda: 1, Stage.CLEAN, every=HOUR, after_writes=True))
    assert tick() == ["many: 1 done"]
    assert tick() == []


def test_the_record_is_compared_only_after_something_was_written(tick, section):
    def compared():
        return {line.split(":")[0] for line in tick()} & {"record", "content"}

    assert compared() == {"record", "content"}
    compared()  # what it wrote itself
    assert compared() == set()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = 'Raw' WHERE id = %s", [section.pk])
    assert compared() == {"record"}


def test_the_clock_alone_makes_the_record_compared(tick, only, section, clock):
    ReportPageFactory(parent=section, expire_at=timezone.now() + HOUR)
    only(Job("record", "Looks", lambda: None, Stage.COMPARE, after_writes=True))
    assert tick() == ["record: done"]
    assert tick() == []
    clock(timezone.now() + 2 * HOUR)
    assert tick() == ["record: done"]


def test_content_is_compared_after_its_minutes_and_not_before(tick, section, clock):
    now = timezone.now()
    tick()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE wagtailcore_page SET title = 'Raw' WHERE id = %s", [section.pk])
    tick()
    assert not Change.objects.filter(kind="UPDATED").exists()
    clock(now + timedelta(minutes=61))
    assert "content: 1 done" in tick()
    assert Change.objects.get(kind="UPDATED").key == section.pk


def test_a_second_tick_at_the_same_time_says_so_and_does_nothing(tick, only):
    only(Job("job", "Does something", lambda: None, Stage.CLEAN))
    with another_tick():
        assert tick() == ["Another tick is at work: this one leaves everything to it."]
    assert not JobRun.objects.exists()
    assert tick() == ["job: done"]


def test_a_job_that_is_no_more_leaves_no_row(tick, only):
    only(Job("new", "Is there", lambda: None, Stage.CLEAN))
    JobRun.objects.create(name="old", started_at=timezone.now())
    tick()
    assert list(JobRun.objects.values_list("name", flat=True)) == ["new"]


def test_logins_that_ended_are_forgotten(tick, admin_client, clock):
    sessions = admin_client.session.model.objects
    tick()
    assert sessions.count() == 1
    clock(timezone.now() + timedelta(days=30))
    tick()
    assert sessions.count() == 0
