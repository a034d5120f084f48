"""A stopped clock, and what it has not done, is reported."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from wagtail.models import Page

from cms.clock import jobs
from cms.clock.checks import check_tick
from cms.clock.jobs import Job, Stage
from tests.factories import ReportPageFactory

pytestmark = pytest.mark.django_db


def tick_of(client):
    return client.get("/readyz").json()["tick"]


def home(admin_client):
    return admin_client.get("/admin/").content.decode()


def test_ready_says_when_the_clock_last_ran(client, clock):
    now = clock(timezone.now().replace(microsecond=0))
    names = [job.name for job in jobs.jobs()]
    assert tick_of(client) == {"lastRunAt": None, "overdue": names}
    call_command("tick", verbosity=0)
    at = now.isoformat().replace("+00:00", "Z")
    assert tick_of(client) == {"lastRunAt": at, "overdue": []}
    clock(now + timedelta(minutes=11))
    every_minute = [job.name for job in jobs.jobs() if not job.every]
    assert tick_of(client)["overdue"] == every_minute
    assert {"schedule", "record"} <= set(every_minute)
    assert client.get("/readyz").status_code == 200


def test_a_page_due_ten_minutes_ago_is_an_error_in_the_log(client, caplog):
    call_command("tick", verbosity=0)
    late = timezone.now() - timedelta(minutes=11)
    page = ReportPageFactory(title="The hidden name")
    page.save_revision(approved_go_live_at=late)
    assert tick_of(client)["overdue"] == ["schedule"]
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert f"['wagtailcore.page {page.pk}']" in caplog.text
    assert "hidden name" not in caplog.text


def test_what_is_due_for_less_is_no_error(client, caplog):
    call_command("tick", verbosity=0)
    just_now = timezone.now() - timedelta(minutes=9)
    ReportPageFactory().save_revision(approved_go_live_at=just_now)
    ReportPageFactory(expire_at=just_now)
    assert tick_of(client)["overdue"] == []
    assert caplog.records == []


def test_a_page_that_should_have_expired_is_overdue(client, caplog):
    call_command("tick", verbosity=0)
    page = ReportPageFactory()
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=11))
    assert tick_of(client)["overdue"] == ["schedule"]
    assert f"['wagtailcore.page {page.pk}']" in caplog.text


def test_the_admins_home_says_that_the_clock_never_ran(admin_client):
    assert "The clock never ran" in home(admin_client)


def test_the_admins_home_says_what_is_overdue_and_why(admin_client, monkeypatch):
    def fail():
        raise ValueError("No such place.")

    monkeypatch.setattr(jobs, "_jobs", {})
    jobs.register(Job("job", "Tells others", fail, Stage.TELL))
    with pytest.raises(CommandError, match="job"):
        call_command("tick", verbosity=0)
    page = ReportPageFactory()
    page.save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=11))
    text = home(admin_client)
    assert "last ran 0\xa0minutes ago" in text
    assert "Tells others" in text
    assert "ValueError: No such place." in text
    assert "1 scheduled page was due ten minutes ago" in text


def test_a_clock_that_is_right_has_nothing_overdue(admin_client):
    call_command("tick", verbosity=0)
    text = home(admin_client)
    assert "last ran 0\xa0minutes ago" in text
    assert "Overdue" not in text


def test_a_check_warns_where_no_tick_was_ever_seen(settings):
    assert [warning.id for warning in check_tick(None, ["default"])] == ["cms_clock.W001"]
    settings.DEBUG = True
    assert check_tick(None, ["default"]) == []
    settings.DEBUG = False
    call_command("tick", verbosity=0)
    assert check_tick(None, ["default"]) == []
