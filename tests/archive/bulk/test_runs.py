"""A run continues in the background, even if a process is killed, and belongs to its account."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from archive.bulk import acts, classification, runs
from archive.models import BulkRun, EntryPage
from tests.cms.editing.test_withdrawal import user_who_may
from tests.cms.record.conftest import changes as changes
from tests.factories import ReportPageFactory

from .asking import ADD

pytestmark = pytest.mark.django_db

MANY = 15


@pytest.fixture
def many(section, monkeypatch):
    """More documents than an editor waits for."""
    monkeypatch.setattr(runs, "AT_ONCE", MANY - 1)
    for place in range(MANY):
        ReportPageFactory(parent=section, slug=f"n{place}")


def test_many_change_in_the_background_and_a_killed_run_goes_on(
    many, ask, client, category, monkeypatch
):
    answer = ask("categories", {**ADD, "values": category.pk})
    run = BulkRun.objects.get()
    assert answer.url == reverse("archive_bulk_run", args=[run.pk])
    carried = EntryPage.objects.filter(categories=category)
    assert not carried.exists()

    def killed(*_arguments):
        raise SystemExit

    with monkeypatch.context() as patch:
        apply, calls = classification.Categories.apply, []

        def apply_some(self, page, *arguments):
            calls.append(page.pk)
            return killed() if len(calls) > 10 else apply(self, page, *arguments)

        patch.setattr(classification.Categories, "apply", apply_some)
        with pytest.raises(SystemExit):
            runs.go_on_with_all()
    assert carried.count() == 10
    html = client.get(answer.url).content.decode()
    assert f"10 of {MANY} pages" in html
    assert runs.go_on_with_all() == MANY - 10
    assert carried.count() == MANY
    assert PageLogEntry.objects.filter(action="archive.bulk").count() == MANY
    assert runs.go_on_with_all() == 0
    client.post(answer.url)
    runs.go_on_with_all()
    assert not carried.exists()


def test_a_tick_takes_no_more_than_its_time(reports, section, category, monkeypatch):
    user = get_user_model().objects.get(username="admin")
    options = {"operation": "add", "values": [category.pk]}
    keys = [page.pk for page in reports.values()]
    run = runs.begin(classification.Categories(), options, keys, user, "")
    monkeypatch.setattr(runs, "SECONDS", -1)
    assert runs.go_on_with_all() == 0
    user.delete()
    monkeypatch.undo()
    assert runs.go_on_with_all() == 3
    assert set(run.pages.values_list("reason", flat=True)) == {"The account that began it is gone."}


def test_what_a_lock_prevented_is_tried_again_for_some_hours(
    reports, section, category, monkeypatch, clock
):
    user = get_user_model().objects.get(username="admin")
    options = {"operation": "add", "values": [category.pk]}
    keys = [page.pk for page in reports.values()]
    run = runs.begin(classification.Categories(), options, keys, user, "")
    apply, locked = classification.Categories.apply, keys[0]

    def apply_unless_locked(self, page, *arguments):
        if page.pk == locked:
            raise OperationalError("database is locked")
        return apply(self, page, *arguments)

    with monkeypatch.context() as patch:
        patch.setattr(classification.Categories, "apply", apply_unless_locked)
        runs.go_on_with_all()
        states = dict(run.pages.values_list("page", "state"))
        assert states.pop(locked) == "pending"
        assert set(states.values()) == {"done"}
    with monkeypatch.context() as patch:
        patch.setattr(classification.Categories, "apply", apply_unless_locked)
        clock(timezone.now() + timedelta(hours=7))
        runs.go_on_with_all()
    assert run.pages.get(page=locked).reason == "An error was logged: OperationalError."
    run.refresh_from_db()
    assert run.finished_at


def test_an_account_sees_its_own_changes_alone(reports, section, client):
    run = runs.begin(acts.Publish(), {"kind": "", "note": "", "below": False}, [], None, "")
    address = reverse("archive_bulk_run", args=[run.pk])
    assert client.get(address).status_code == 200
    assert "Publish" in client.get(reverse("archive_bulk_runs")).content.decode()
    client.force_login(user_who_may("add", "change", "publish", on=section))
    assert client.get(address).status_code == 404
    assert client.get(reverse("archive_bulk_runs")).context_data["object_list"].count() == 0
