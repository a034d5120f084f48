"""A section of many pages is renamed and moved at once; what follows is written behind the editor.

Many is two here.
"""

import logging
import threading

import pytest
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from cms.record import chunks, comparison, touched
from cms.record.comparison import compare_visibility, portion
from cms.record.models import Change
from cms.record.touched import deferred
from tests.cms.editing.test_renaming import posted
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory, front_page

from .test_comparison import from_scratch, recorded

pytestmark = pytest.mark.django_db(transaction=True)
LETTERS = 5


@pytest.fixture
def section(monkeypatch):
    front_page()
    section = ArchiveSectionPageFactory(slug="letters")
    for number in range(LETTERS):
        LetterPageFactory(parent=section, slug=f"letter-{number}")
    monkeypatch.setattr(touched, "AT_ONCE", 2)
    monkeypatch.setattr(chunks, "CHUNK", 2)
    monkeypatch.setattr(portion, "AT_ONCE", 2)
    return section


@pytest.fixture
def other(section):
    return ArchiveSectionPageFactory(slug="other")


def joined():
    """Wait for what goes on behind the editor; the number of threads that did."""
    behind = [thread for thread in threading.enumerate() if thread.name == "comparing"]
    for thread in behind:
        thread.join()
    return len(behind)


def rename(client, section):
    return posted(client, section, slug="papers", **{"action-publish": "1"})


def moved():
    changes = Change.objects.filter(kind="MOVED").order_by("number")
    return [(change.previous_path, change.path, change.who) for change in changes]


def led_on():
    return sorted(Redirect.objects.values_list("old_path", flat=True))


OLD = ["/letters", *(f"/letters/letter-{number}" for number in range(LETTERS))]


@pytest.fixture
def held(monkeypatch):
    """Nothing is recorded before it is set."""
    go_on, record = threading.Event(), comparison.record_lock

    def wait():
        if threading.current_thread().name == "comparing":
            go_on.wait(60)
        return record()

    monkeypatch.setattr(comparison, "record_lock", wait)
    return go_on


def test_who_renames_it_does_not_wait_for_the_record(admin_client, section, held):
    assert rename(admin_client, section).status_code == 302
    assert led_on() == OLD
    assert moved() == []
    held.set()
    assert joined() == 2  # of the pages, and of what leads to them
    assert moved() == [
        (f"{path}/", f"{path.replace('letters', 'papers')}/", "admin") for path in OLD
    ]
    assert recorded() == from_scratch()


def test_who_moves_it_does_not_wait_either(admin_client, section, other, held):
    address = reverse("wagtailadmin_pages:move_confirm", args=[section.pk, other.pk])
    admin_client.post(address, {"former_address": "lead_on"})
    assert led_on() == OLD
    held.set()
    joined()
    assert [after for _before, after, _who in moved()] == [f"/other{path}/" for path in OLD]
    assert recorded() == from_scratch()


def test_what_is_lost_with_its_process_the_next_tick_records(
    admin_client, section, monkeypatch, caplog
):
    with monkeypatch.context() as patch, caplog.at_level(logging.CRITICAL):
        patch.setattr(touched._Later, "run", lambda thread: None)
        rename(admin_client, section)
        joined()
    assert moved() == []
    compare_visibility()
    assert [before for before, _after, _who in moved()] == [f"{path}/" for path in OLD]
    assert recorded() == from_scratch()


def test_an_import_that_renames_one_waits_for_the_record(section, held):
    """Its process ends with it."""
    with deferred():
        section.slug = "papers"
        section.save_revision().publish()
    assert led_on() == OLD
    assert [before for before, _after, _who in moved()] == [f"{path}/" for path in OLD]
    assert joined() == 0
    assert recorded() == from_scratch()


def test_an_editor_s_own_redirect_stays(admin_client, section):
    Redirect.add_redirect("/letters/letter-1", redirect_to="https://example.org/")
    Redirect.objects.create(
        old_path="/letters/letter-2", site=front_page().get_site(), redirect_link="/elsewhere/"
    )
    rename(admin_client, section)
    joined()
    assert Redirect.objects.get(old_path="/letters/letter-2").redirect_link == "/elsewhere/"
    assert led_on() == sorted([*OLD, "/letters/letter-1"])
