"""Publishing something expired leaves it hidden, and tells the editor."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from tests.factories import ArchiveSectionPageFactory, ReportPageFactory

pytestmark = pytest.mark.django_db
SENTENCE = "stays hidden: it expired on"


@pytest.fixture
def expired(locales):
    section = ArchiveSectionPageFactory(title="Reports")
    page = ReportPageFactory(title="Old news", slug="old-news", parent=section)
    page.save_revision().publish()
    past = timezone.now() - timedelta(days=1)
    Page.objects.filter(pk=page.pk).update(expire_at=past, live=False, expired=True)
    page.refresh_from_db()
    page.save_revision()
    return page


def published(client, page, **options):
    url = f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/"
    return client.post(url, options, follow=True).content.decode()


def test_publishing_it_again_says_that_it_stays_hidden(admin_client, graphql, expired):
    assert f"“Old news” {SENTENCE}" in published(admin_client, expired)
    assert Page.objects.get(pk=expired.pk).live
    assert graphql("{ entries { totalCount } }")["data"]["entries"]["totalCount"] == 0


def test_so_does_publishing_what_stands_above_it(admin_client, expired):
    options = {"include_descendants": "on"}
    assert f"“Old news” {SENTENCE}" in published(admin_client, expired.get_parent(), **options)


def test_publishing_what_has_not_expired_says_nothing(admin_client, expired):
    assert SENTENCE not in published(admin_client, ReportPageFactory())


def test_the_form_does_not_publish_it_before_its_expiry_is_cleared(expired):
    form_class = expired.get_edit_handler().get_form_class()
    form = form_class({"expire_at": "2006-10-19 12:00", "body-count": 0}, instance=expired)
    assert "must be in the future" in str(form.errors["expire_at"])


@pytest.mark.parametrize(("action", "said"), [("approve", True), ("reject", False)])
def test_so_does_approving_it_outside_of_the_edit_form(
    admin_client, django_user_model, expired, action, said
):
    writer = django_user_model.objects.create_user("writer")  # nobody approves what is their own
    expired.get_workflow().start(expired, writer)
    task = expired.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[expired.pk, action, task.pk])
    answer = admin_client.post(url, {"comment": ""}, follow=True)
    assert (SENTENCE in answer.content.decode()) is said
    assert Page.objects.get(pk=expired.pk).live is said


def test_so_does_copying_it_with_all_it_says(admin_client, expired):
    Page.objects.filter(pk=expired.pk).update(live=True)
    values = {
        "new_title": "Copy", "new_slug": "copy", "new_parent_page": expired.get_parent().pk,
        "publish_copies": "on",
    }  # fmt: skip
    url = reverse("wagtailadmin_pages:copy", args=[expired.pk])
    answer = admin_client.post(url, values, follow=True).content.decode()
    assert f"“Copy” {SENTENCE}" in answer
    assert Page.objects.get(slug="copy").live
