"""Each act is one change, so that a receiver does not build twice."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from archive.models import LetterPage
from cms.record.models import Change
from tests.archive.checklist.test_checklist import typed
from tests.archive.test_admin import ADDED, add
from tests.archive.wordpress import wxr
from tests.archive.wordpress.load.runs import OldSite
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory, front_page

pytestmark = pytest.mark.django_db(transaction=True)
SLUGS = ["scheduled", "one", "other", "waits"]
IMPORTED = ["/old-site/", "/old-site/post-1/", "/?p=1", "/post-1", "/?m=200601"]


@pytest.fixture
def section(locales, settings):
    settings.TASKS = {"default": {"BACKEND": "cms.tasks.AfterCommit"}}
    front_page()
    return ArchiveSectionPageFactory(slug="all")


@pytest.fixture
def told(section):
    """What the record says since this was asked the last time."""
    last = Change.objects.latest("number").number

    def tell():
        nonlocal last
        new = list(Change.objects.filter(number__gt=last).order_by("number"))
        last = new[-1].number if new else last
        return [(change.kind, change.path) for change in new]

    return tell


def test_each_act_is_told_once(told, section, admin_client, django_user_model, tmp_path):
    assert add_letter(admin_client, section).status_code == 302
    assert told() == [("PUBLISHED", "/all/form/")]
    page = LetterPage.objects.get()
    edited = typed(page, slug="moved", subtitle="New") | {"action-publish": "1"}
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    said = {"change_kind": "MINOR"}
    assert admin_client.post(edit, edited | said).status_code == 302
    moved, redirect = "/all/moved/", "/all/form"
    assert told() == [("MOVED", moved), ("UPDATED", moved), ("PUBLISHED", redirect)]

    copied = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": section.pk}
    copy = reverse("wagtailadmin_pages:copy", args=[page.pk])
    admin_client.post(copy, copied | {"publish_copies": "on"})
    assert told() == [("PUBLISHED", "/all/copy/")]

    drafts = {slug: LetterPageFactory(parent=section, slug=slug, live=False) for slug in SLUGS}
    drafts["scheduled"].save_revision(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    call_command("tick", verbosity=0)
    assert told() == [("PUBLISHED", "/all/scheduled/")]

    many = [drafts["one"], drafts["other"]]
    for draft in [*many, drafts["waits"]]:
        draft.save_revision()
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    chosen = {"id": [draft.pk for draft in many], "next": "/admin/"}
    admin_client.post(bulk, {}, query_params=chosen)
    assert told() == [("PUBLISHED", "/all/one/"), ("PUBLISHED", "/all/other/")]

    writer = django_user_model.objects.create_superuser("writer")
    task = drafts["waits"].get_workflow().start(drafts["waits"], writer).current_task_state.pk
    approve = reverse(
        "wagtailadmin_pages:workflow_action", args=[drafts["waits"].pk, "approve", task]
    )
    admin_client.post(approve, {"comment": ""})
    assert told() == [("PUBLISHED", "/all/waits/")]

    site = OldSite(tmp_path)
    site.write(wxr.post(1, "Imported", "Words."))
    site.run()
    assert told() == [("PUBLISHED", path) for path in IMPORTED]


def test_a_fault_between_making_and_publishing_leaves_nothing(
    told, section, admin_client, monkeypatch
):
    def fail(*_arguments, **_options):
        raise RuntimeError

    monkeypatch.setattr(Revision, "publish", fail)
    with pytest.raises(RuntimeError):
        add_letter(admin_client, section)
    assert not LetterPage.objects.exists()
    assert told() == []


def add_letter(client, section):
    return add(client, LetterPage, section, **ADDED[LetterPage], slug="form")
