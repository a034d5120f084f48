"""A bulk change affects exactly the pages that a list shows."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import Locale, Page, PageLogEntry

from archive.models import Category, EntryPage, ReportPage
from cms.record.models import PublicObject, Tombstone
from tests.cms.record.conftest import changes as changes
from tests.factories import CategoryFactory

from .asking import ADD, slugs

pytestmark = pytest.mark.django_db


def test_all_is_what_the_list_shows_and_not_more(reports, ask, category):
    for filters in ({"kind": "interview"}, {"kind": "interview", "q": "two"}):
        expected = 2 if "q" not in filters else 1
        assert ask("categories", {}, method="get", **filters).context_data["count"] == expected
    ask("categories", {**ADD, "values": category.pk}, kind="interview")
    with_it = EntryPage.objects.filter(categories=category).values_list("slug", flat=True)
    assert sorted(with_it) == ["one", "two"]
    assert PageLogEntry.objects.filter(action="archive.bulk").count() == 2


def test_where_nothing_is_chosen_it_is_said_in_the_list(reports, client, section):
    """By a click before the list's script has noted the tick."""
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "categories"])
    listed = reverse("wagtailadmin_explore", args=[section.pk])
    answer = client.get(address, {"childOf": section.pk, "next": listed}, follow=True)
    assert answer.redirect_chain == [(listed, 302)]
    assert "No page was chosen." in answer.text
    without_a_list = client.get(address)
    assert without_a_list.url == reverse("wagtailadmin_explore_root")


def test_all_is_what_is_filtered_where_pages_are_deleted_too(reports, ask, section):
    for page in reports.values():
        Page.objects.filter(pk=page.pk).update(live=False)
    PublicObject.objects.all().delete()
    Tombstone.objects.all().delete()
    ask("delete", {}, kind="speech")
    assert slugs(pk__in=section.get_children()) == ["one", "two"]


def test_a_list_of_a_type_and_a_search_have_their_own_all(reports, client, section):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "tags"])
    lists = {"/admin/pages/search/?q=two": 1, "/admin/pages/usage/archive/reportpage/": 3}
    for listing, count in lists.items():
        query = {"id": "all", "next": listing} | ({"q": "two"} if "q=" in listing else {})
        assert client.get(address, query).context_data["count"] == count
    empty = "/admin/pages/usage/archive/letterpage/"
    assert client.get(address, {"id": "all", "next": empty}).url == empty
    assert client.get(address, {"id": "all", "next": "/admin/"}).status_code == 404
    assert client.get(address, {"id": "all"}).status_code == 404
    assert client.get(address, {"id": "all", "childOf": "x"}).status_code == 404


def test_it_is_shown_first(reports, ask, category):
    html = ask("categories", {"operation": "add", "values": category.pk}).content.decode()
    assert "— → Defectors" in html


def test_it_is_shown_again_where_the_list_has_as_many_others(reports, ask, client, category):
    """A list of two interviews, of which one becomes a speech, and the speech an interview."""
    two = {"kind": "interview"}
    address = ask("categories", {}, method="get", **two).context_data["submit_url"]
    said = {"operation": "add", "values": category.pk}
    choices = client.post(address, said).context["choices"]
    ReportPage.objects.filter(slug="one").update(kind="speech")
    ReportPage.objects.filter(slug="three").update(kind="interview")
    answer = client.post(address, said | {"confirmed": choices})
    assert "it has 2 now. Look again." in answer.text
    assert not EntryPage.objects.filter(categories=category).exists()
    address = answer.context_data["submit_url"]
    client.post(address, said | {"confirmed": choices})
    with_it = EntryPage.objects.filter(categories=category)
    assert sorted(with_it.values_list("slug", flat=True)) == ["three", "two"]


def test_nothing_is_deleted_but_what_was_shown(reports, client, ask, section):
    speeches = {"kind": "speech"}
    address = ask("delete", {}, method="get", **speeches).context_data["submit_url"]
    ReportPage.objects.filter(slug="one").update(kind="speech")
    ReportPage.objects.filter(slug="three").update(kind="interview")
    assert "it has 1 now. Look again." in client.post(address).text
    assert len(slugs(pk__in=section.get_children())) == 3


def test_all_terms_and_all_accounts_are_those_of_their_list(client, section):
    """Wagtail's own actions on them forget by what their list is filtered."""
    korean = Locale.objects.get_or_create(language_code="ko")[0]
    CategoryFactory(name="Aid", slug="aid")
    CategoryFactory(name="구호", slug="aid-ko", locale=korean)
    get_user_model().objects.create_user("writer", password="x").groups.create(name="Guests")
    guests = Group.objects.get(name="Guests").pk
    for model, listing, filters, expected in (
        (Category, "/admin/snippets/archive/category/", {"locale": "ko"}, "구호"),
        (get_user_model(), "/admin/users/", {"group": guests}, "writer"),
    ):
        names = [model._meta.app_label, model._meta.model_name, "delete"]
        query = {"id": "all", "next": f"{listing}?{urlencode(filters)}", **filters}
        items = client.get(reverse("wagtail_bulk_action", args=names), query).context_data["items"]
        assert [str(row["item"]) for row in items] == [expected]


def test_what_was_chosen_anew_beside_the_button_is_shown_first(reports, ask, category):
    said = {"operation": "add", "values": category.pk}
    choices = ask("categories", said).context["choices"]
    other = said | {"operation": "set", "confirmed": choices}
    assert "Show what will change" in ask("categories", other).content.decode()
    assert not EntryPage.objects.filter(categories=category).exists()
    assert ask("categories", said | {"confirmed": choices}).status_code == 302
    assert EntryPage.objects.filter(categories=category).count() == 3
