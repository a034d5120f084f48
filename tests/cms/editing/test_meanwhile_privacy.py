"""Two windows that say who may read one page: the second does not open what the first closed."""

import pytest
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction
from wagtail.test.utils.form_data import querydict_from_html

from tests.factories import ReportPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["page", "collection"])
def window(request, admin_client):
    """What it asks, as (address, the model of its answers)."""
    if request.param == "page":
        page = ReportPageFactory()
        return reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), PageViewRestriction
    collection = Collection.get_first_root_node().add_child(name="Photographs")
    address = reverse("wagtailadmin_collections:set_privacy", args=[collection.pk])
    return address, CollectionViewRestriction


def opened(client, address):
    return querydict_from_html(client.get(address).json()["html"]).dict()


def test_what_was_closed_meanwhile_is_opened_only_when_asked_again(window, admin_client):
    address, model = window
    first, second = (opened(admin_client, address) for _ in range(2))
    admin_client.post(address, first | {"restriction_type": "login"})
    answer = admin_client.post(address, second | {"restriction_type": "none"}).json()
    assert answer["step"] == "set_privacy"
    assert "It is now: Private, accessible to any logged-in users." in answer["html"]
    assert model.objects.get().restriction_type == "login"
    again = querydict_from_html(answer["html"]).dict() | {"restriction_type": "none"}
    assert admin_client.post(address, again).json()["step"] == "set_privacy_done"
    assert not model.objects.exists()


def test_another_password_is_told_of_too(window, admin_client):
    address, model = window
    admin_client.post(address, {"restriction_type": "password", "password": "one"})
    first, second = (opened(admin_client, address) for _ in range(2))
    admin_client.post(address, first | {"password": "two"})
    assert admin_client.post(address, second | {"password": "three"}).json()["step"] != "done"
    assert model.objects.get().password == "two"
