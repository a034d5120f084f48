"""Page types named in a setting need two people to publish, and one to withdraw."""

import pytest
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse
from wagtail.models import WorkflowState
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    rich_text,
    streamfield,
)

from cms.record.models import Tombstone
from home.desk.accounts import create_accounts
from home.models import StandardPage
from tests.factories import StandardPageFactory, front_page

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _named(settings):
    settings.SECOND_READER_FOR = ["home.StandardPage"]


@pytest.fixture
def people(django_user_model):
    """One of each group and a second editor, each in a browser of their own."""
    create_accounts()
    django_user_model.objects.create_superuser("owner", password="owner")
    browsers = {}
    for name in ("writer", "editor", "archivist", "owner"):
        browsers[name] = Client()
        browsers[name].force_login(django_user_model.objects.get(username=name))
    return browsers


@pytest.fixture
def draft(db):
    return StandardPageFactory(title="About", live=False)


def edit(client, page, **action):
    """The edit form as a browser sends it."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form")
    form.update(nested_form_data({"body": streamfield([])}))  # which a script fills in
    for name, value in action.items():
        form[name.replace("_", "-")] = value
    return client.post(address, form)


def approve(client, page):
    return edit(
        client, page, action_workflow_action="1", workflow_action_name="approve",
        workflow_action_extra_data="{}",
    )  # fmt: skip


def live(page):
    return StandardPage.objects.get(pk=page.pk).live


@pytest.mark.parametrize("name", ["editor", "archivist", "owner"])
def test_nobody_publishes_alone(people, draft, name):
    address = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert 'name="action-publish"' not in people[name].get(address).content.decode()
    edit(people[name], draft, action_publish="1")
    edit(people[name], draft, action_submit="1")
    assert WorkflowState.objects.get().status == "in_progress"
    approve(people[name], draft)
    assert not live(draft)
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    people[name].post(f"{bulk}?id={draft.pk}")
    assert not live(draft)


def test_a_second_reader_publishes_what_somebody_else_submitted(people, draft):
    edit(people["writer"], draft, title="About us", action_submit="1")
    approve(people["writer"], draft)
    assert not live(draft)
    approve(people["editor"], draft)
    assert live(draft)


def test_who_wrote_in_it_last_approves_no_more(people, draft):
    edit(people["writer"], draft, title="About us", action_submit="1")
    edit(people["editor"], draft, title="About them")
    approve(people["editor"], draft)
    assert not live(draft)
    approve(people["archivist"], draft)
    assert live(draft)


def test_approving_and_rewriting_are_two_acts(people, draft):
    edit(people["writer"], draft, title="About us", action_submit="1")
    edit(
        people["editor"], draft, title="About them", action_workflow_action="1",
        workflow_action_name="approve", workflow_action_extra_data="{}",
    )  # fmt: skip
    assert not live(draft)


def test_no_page_is_made_and_published_at_once(people):
    address = reverse("wagtailadmin_pages:add", args=["home", "standardpage", front_page().pk])
    assert 'name="action-publish"' not in people["editor"].get(address).content.decode()
    fields = {"title": "About", "slug": "about", "introduction": rich_text("<p>We.</p>")}
    data = nested_form_data(
        {**fields, "body": streamfield([]), "comments": inline_formset([]), "action-publish": "1"}
    )
    people["editor"].post(address, data)
    assert not StandardPage.objects.filter(live=True).exists()


def test_one_takes_back(people, committed):
    committed(lambda: StandardPageFactory(title="About"))
    page = StandardPage.objects.get()
    form = {"reason": "SAFETY", "note": "", "public_note": "", "replaced_by": ""}
    committed(lambda: people["editor"].post(reverse("cms_editing_withdraw", args=[page.pk]), form))
    assert not live(page)
    assert Tombstone.objects.filter(key=page.pk).exists()


def test_other_types_are_published_by_one(people, draft, settings):
    settings.SECOND_READER_FOR = ["archive.EntryPage"]
    edit(people["editor"], draft, action_publish="1")
    assert live(draft)


@pytest.mark.parametrize("name", ["archive.Letter", "archive.Tag", "letters"])
def test_a_setting_that_names_no_type_is_refused(settings, name):
    settings.SECOND_READER_FOR = [name]
    [error] = [each for each in run_checks() if each.id == "cms_editing.E001"]
    assert repr(name) in error.msg
