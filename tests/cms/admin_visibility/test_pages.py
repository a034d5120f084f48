"""An account of one section sees no page hidden in another."""

import pytest
from django.test import TestCase
from django.urls import reverse

from tests.cms.editing.test_withdrawal import user_who_may
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory
from tests.shared_data import shared_data

pytestmark = pytest.mark.django_db
CANARY = "canary"


@shared_data
def pages():
    """What is the account's own, public, hidden elsewhere, and hidden with the letters in it."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        own, other = ArchiveSectionPageFactory(slug="own"), ArchiveSectionPageFactory(slug="other")
        closed = ArchiveSectionPageFactory(title=f"{CANARY} section", slug="closed", live=False)
        return {
            "own": own,
            "draft": LetterPageFactory(parent=own, title="Own canary draft", live=False),
            "public": LetterPageFactory(parent=other, title="Public canary"),
            "hidden": LetterPageFactory(parent=other, title=f"{CANARY} draft", live=False),
            "closed": closed,
            "inside": LetterPageFactory(parent=closed, title=f"{CANARY} inside"),
        }


@pytest.fixture
def account(pages, client):
    client.force_login(user_who_may("add", "change", "publish", on=pages["own"]))
    return client


def views(pages):
    """The addresses that name pages to whoever may log in."""
    keys = [pages[name].pk for name in ("hidden", "closed", "inside")]
    query = "?" + "&".join(f"id={key}" for key in keys)
    yield reverse("wagtailadmin_choose_page")
    yield reverse("wagtailadmin_choose_page_search") + f"?q={CANARY}"
    yield reverse("wagtailadmin_choose_page_chosen_multiple") + query
    yield reverse("wagtailadmin_choose_page_child", args=[pages["public"].get_parent().pk])
    for key in keys:
        yield reverse("wagtailadmin_choose_page_child", args=[key])
        yield reverse("wagtailadmin_pages:move_confirm", args=[key, pages["own"].pk])
        yield reverse("wagtailadmin_pages:move_confirm", args=[pages["own"].pk, key])
    for action in ("move", "unpublish", "publish", "delete", "withdraw"):
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
        yield bulk + query
        yield f"{bulk}?id=all"
        yield f"{bulk}?id=all&childOf={pages['public'].get_parent().pk}"


def test_an_account_below_a_hidden_section_begins_where_its_pages_are(pages, client):
    client.force_login(user_who_may("add", "change", on=pages["inside"]))
    answer = client.get(reverse("wagtailadmin_choose_page"))
    child = reverse("wagtailadmin_choose_page_child", args=[pages["inside"].pk])
    assert pages["inside"].title in answer.json()["html"]
    assert pages["closed"].title not in answer.json()["html"]
    assert client.get(child).status_code == 200


def test_a_chooser_opens_at_the_top_where_it_would_open_in_a_hidden_place(pages, account):
    for key in (pages["closed"].pk, 10**6):
        child = reverse("wagtailadmin_choose_page_child", args=[key])
        answer = account.get(child, {"page_type": "archive.letterpage"}, follow=True)
        assert answer.json()["step"] == "browse"
        assert answer.redirect_chain == [
            (reverse("wagtailadmin_choose_page") + "?page_type=archive.letterpage", 302)
        ]


def test_no_view_that_names_pages_names_a_hidden_one(pages, account):
    hidden = [pages[name].title for name in ("hidden", "closed", "inside")]
    for address in views(pages):
        text = account.get(address).content.decode()
        for own in ("Own canary draft", "Public canary"):
            text = text.replace(own, "")
        assert not [title for title in hidden if title in text], address


def test_what_is_own_or_public_is_offered(pages, account):
    answer = account.get(reverse("wagtailadmin_choose_page_search") + f"?q={CANARY}")
    for title in ("Own canary draft", "Public canary"):
        assert title in answer.content.decode()
    chosen = reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={pages['public'].pk}"
    assert "Public canary" in account.get(chosen).content.decode()
    browsed = account.get(reverse("wagtailadmin_choose_page_child", args=[pages["own"].pk]))
    assert "Own canary draft" in browsed.content.decode()


def test_many_of_ones_own_are_offered(pages, account):
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = account.get(f"{bulk}?id=all&childOf={pages['own'].pk}")
    assert "Own canary draft" in answer.content.decode()


@pytest.mark.parametrize("query", ["id={}", "id=all&childOf={}"])
def test_a_number_that_is_too_long_for_a_key_names_no_page(pages, account, query):
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = account.get(f"{bulk}?{query.format('9' * 5_000)}")
    assert answer.status_code in (200, 302, 404)
    assert CANARY not in answer.content.decode()


def test_nobody_is_named_any(pages, client):
    for address in views(pages):
        assert client.get(address).status_code in (302, 404), address


def test_who_may_see_all_is_offered_all(pages, admin_client):
    key, target = pages["hidden"].pk, pages["own"].pk
    for address in (
        reverse("wagtailadmin_choose_page_search") + f"?q={CANARY}",
        reverse("wagtailadmin_choose_page_child", args=[key]),
        reverse("wagtailadmin_choose_page_chosen_multiple") + f"?id={key}",
        reverse("wagtailadmin_pages:move_confirm", args=[key, target]),
        reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"]) + f"?id={key}",
    ):
        assert pages["hidden"].title in admin_client.get(address).content.decode(), address
