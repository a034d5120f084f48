"""Two imports at once: the second is refused; one that was killed blocks nobody."""

import os
import signal
import time
from contextlib import contextmanager
from threading import Thread

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from archive.models import EntryPage, ImportRun
from archive.wordpress.load import Import, Options, Refused
from tests.archive.wordpress.wxr import post
from tests.factories import ReportPageFactory, front_page
from tests.forked import exit_code, in_a_process
from tests.own_connections import with_own_connections

from .runs import OldSite

pytestmark = pytest.mark.django_db(transaction=True)
State = ImportRun.State


@pytest.fixture
def site(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "public"
    front_page()
    site = OldSite(tmp_path)
    site.write(post(1, "Border report", "Words"), post(2, "Another", "Words"))
    return site


class Waiting:
    """Follows a run and waits after the first post, until somebody says to go on."""

    def __init__(self, said, heard):
        self.said, self.heard = said, heard

    def begin(self, files, posts):
        pass

    def advance(self, outcome):
        if outcome.item.id == 1:
            os.write(self.said, b".")
            os.read(self.heard, 1)


@contextmanager
def at_work(site, **options):
    """An import in a process of its own that has written one post; yields how to let it go on."""
    (said, say), (heard, tell) = os.pipe(), os.pipe()

    def work():
        try:
            Import(Options((site.file,), **options), Waiting(say, heard)).run()
        except Refused as refusal:
            os.write(say, str(refusal).encode())

    child = in_a_process(work)
    os.close(say)
    assert os.read(said, 1) == b"."

    def go_on():
        os.write(tell, b".")
        return exit_code(child), os.read(said, 1_000).decode()

    yield child, go_on
    for end in (said, heard, tell):
        os.close(end)


def test_a_second_import_is_told_since_when_one_is_running(site):
    for is_dry in (True, False):
        began = timezone.localtime()
        with at_work(site, is_dry=is_dry) as (_child, go_on):
            second = site.run()
            assert go_on() == (0, "")
        assert second.status == 2
        assert f"running since {began:%Y-%m-%d}" in second.printed
        assert "wait until it ends" in second.printed
        assert ("export.xml" in second.printed) is not is_dry
    assert site.run().status == 0


def test_a_killed_import_is_broken_off_and_keeps_no_other_from_running(site, admin_client):
    with at_work(site) as (child, _go_on):
        run = ImportRun.objects.get()
        assert run.present_state == State.RUNNING
        assert state_shown(admin_client) == "Running"
        os.kill(child, signal.SIGKILL)
        exit_code(child)
    for _tenth_of_a_second in range(600):  # until PostgreSQL has missed the killed client
        if run.present_state != State.RUNNING:
            break
        time.sleep(0.1)
    assert run.present_state == State.BROKEN_OFF
    assert state_shown(admin_client) == "Broken off"
    assert site.run().status == 0
    assert [run.state for run in ImportRun.objects.all()] == [State.FINISHED, State.BROKEN_OFF]
    assert site.run("--resume").status == 0
    run.refresh_from_db()
    assert run.state == State.FINISHED


def test_a_dry_run_gives_way_to_an_editor_who_waits_for_it(site):
    if connection.vendor != "postgresql":
        pytest.skip("on SQLite it works on a copy")
    page = ReportPageFactory()
    publishing = Thread(target=publish_another, args=[page])
    with at_work(site, is_dry=True) as (_child, go_on):
        page.title = "Corrected meanwhile"
        page.save()  # nobody waits for what it does not write
        publishing.start()
        publishing.join(timeout=0.5)
        assert publishing.is_alive()  # as its reference code is the next one of this year
        status, said = go_on()
    publishing.join(timeout=30)
    assert not publishing.is_alive()
    assert status == 0
    assert "gave way to somebody who was waiting" in said
    assert EntryPage.objects.count() == 2


@with_own_connections
def publish_another(page):
    ReportPageFactory(parent=page.get_parent().specific, date=page.date)


def state_shown(client):
    response = client.get(reverse("archive_imports"))
    [run] = response.context["object_list"]
    assert str(run.present_state.label) in response.content.decode()
    return str(run.present_state.label)
