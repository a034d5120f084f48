"""The scheduled job killed halfway, and a clock that is put forward and back."""

import signal
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import streamfield

from archive.models import ReportPage
from cms.record.chain import faults
from cms.record.models import Change
from home.models import StandardPage
from tests.cms.editing.test_renaming import posted
from tests.cms.record.test_comparison import from_scratch, recorded
from tests.factories import (
    ArchiveSectionPageFactory,
    ReportPageFactory,
    StandardPageFactory,
    front_page,
)
from tests.forked import exit_code, in_a_process, killed_before

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
STATEMENTS = (3, 30, 60, 90, 120, 180, 260)  # before which a tick is killed; it has some hundreds


@pytest.fixture
def scheduled(locales, settings):
    """Two pages that go live in an hour, and one that expires then."""
    settings.TASKS = {"default": {"BACKEND": "cms.tasks.AfterCommit"}}
    front_page()
    section = ArchiveSectionPageFactory(slug="reports")
    hour = timezone.now() + timedelta(hours=1)
    ReportPageFactory(parent=section, slug="old", expire_at=hour)
    for slug in ("one", "other"):
        page = ReportPageFactory(parent=section, slug=slug, live=False)
        page.go_live_at = hour
        page.save_revision().publish()
    call_command("tick", verbosity=0)


def is_shown(graphql, slug):
    answer = graphql("query($path: String!) { page(path: $path) { id } }", path_of(slug))
    return answer["data"]["page"] is not None


def path_of(slug):
    return {"path": f"/reports/{slug}/"}


def assert_whole():
    assert recorded() == from_scratch()
    assert list(faults(Change.objects.order_by("number"))) == []


def test_a_tick_that_is_killed_is_done_again(scheduled, graphql, clock, capsys):
    clock(timezone.now() + DAY)
    killed = 0
    for last in STATEMENTS:
        killed += exit_code(in_a_process(lambda last=last: killed_tick(last))) == -signal.SIGKILL
    assert killed > len(STATEMENTS) // 2, "the ticks are over before they are killed"
    call_command("tick")
    assert "Another tick" not in capsys.readouterr().out
    assert [is_shown(graphql, slug) for slug in ("one", "other", "old")] == [True, True, False]
    codes = ReportPage.objects.filter(live=True).values_list("reference_code", flat=True)
    assert len(set(codes)) == 2
    assert None not in codes
    assert sorted(Change.objects.filter(type="Report").values_list("kind", "path")) == [
        ("PUBLISHED", "/reports/old/"),
        ("PUBLISHED", "/reports/one/"),
        ("PUBLISHED", "/reports/other/"),
        ("WITHDRAWN", "/reports/old/"),
    ]
    assert_whole()


def killed_tick(last):
    with killed_before(last):
        call_command("tick", verbosity=0)


def test_a_clock_that_is_put_forward_and_back_loses_nothing(scheduled, graphql, clock):
    now = timezone.now()
    seen = []
    for then in (now + DAY, now, now - DAY, now + DAY):
        clock(then)
        call_command("tick", verbosity=0)
        seen.append([is_shown(graphql, slug) for slug in ("one", "other", "old")])
        assert_whole()
    # What goes live by the clock is closed again with it; what expired stays so.
    assert seen == [[True, True, False], [False] * 3, [False] * 3, [True, True, False]]
    instants = list(Change.objects.order_by("number").values_list("at", flat=True))
    assert instants == sorted(instants)
    assert Page.objects.get(slug="one").live


def test_an_editor_publishes_though_the_clock_went_back(admin_client, clock):
    """What is newest is told by the page, not by the clock."""
    page = StandardPageFactory(parent=front_page(), slug="about")
    for title, then in (("Today", timezone.now()), ("Yesterday", timezone.now() - DAY)) * 2:
        clock(then)
        answer = posted(
            admin_client, page, title=title, body=streamfield([]), **{"action-publish": "1"}
        )
        assert answer.status_code == 302
        page = StandardPage.objects.get(pk=page.pk)
        assert (page.title, page.get_latest_revision_as_object().title) == (title, title)
    assert page.revisions.count() == 4
