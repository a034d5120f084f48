"""Wagtail's *Unpublish* shows consequences and asks about translations."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from .test_withdrawal import archive as archive
from .test_withdrawal import user_who_may

pytestmark = pytest.mark.django_db


@pytest.fixture
def translation(archive):
    return archive.get_translations().get()


def is_live(page):
    return Page.objects.get(pk=page.pk).live


def address_of(page):
    return reverse("wagtailadmin_pages:unpublish", args=[page.pk])


def bulk_address_of(page):
    return reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"]) + (
        f"?id={page.pk}&childOf={page.get_parent().pk}"
    )


@pytest.mark.once
@pytest.mark.parametrize("address", [address_of, bulk_address_of])
def test_it_shows_what_goes_along(archive, translation, admin_client, address):
    text = admin_client.get(address(archive)).content.decode()
    for words in ("“The fax”", "/old.htm", "お願い"):
        assert words in text


@pytest.mark.parametrize("takes", [True, False])
def test_translations_go_as_the_editor_says(changes, archive, translation, admin_client, takes):
    data = {"translations": [translation.pk]} if takes else {}
    changes(lambda: admin_client.post(address_of(archive), data))
    assert (is_live(archive), is_live(translation)) == (False, not takes)


@pytest.mark.parametrize("takes", [True, False])
def test_the_same_of_many(changes, archive, translation, admin_client, takes):
    data = {"translations": "on"} if takes else {}
    changes(lambda: admin_client.post(bulk_address_of(archive), data))
    assert (is_live(archive), is_live(translation)) == (False, not takes)


@pytest.mark.once
@pytest.mark.parametrize("address", [address_of, bulk_address_of])
def test_what_somebody_may_not_unpublish_stays(changes, archive, translation, client, address):
    client.force_login(user_who_may("change", "publish", on=archive.get_parent()))
    data = {"translations": [translation.pk]}
    changes(lambda: client.post(address(archive), data))
    assert is_live(translation)
    assert not is_live(archive)


def test_a_translation_that_is_none_takes_nothing_back(changes, archive, translation, admin_client):
    data = {"translations": [archive.get_parent().pk]}
    answer, _ = changes(lambda: admin_client.post(address_of(archive), data))
    assert "not one of the available choices" in answer.content.decode()
    assert is_live(archive)
