"""What a browser finds outside the admin."""

import pytest
from wagtail.models import Site

from cms.visibility.models import Frontend
from home.models import HomePage
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory

pytestmark = pytest.mark.django_db


def test_the_bare_address_leads_to_the_admin_the_api_and_the_frontend(client):
    welcome = client.get("/").content.decode()
    for address in ("/admin/", "/graphql/", "https://www.example.org"):
        assert f'href="{address}"' in welcome


def test_the_bare_address_knows_the_frontend_that_the_site_says(client):
    Frontend.objects.create(site=Site.objects.get(), address="https://new.example.org")
    assert 'href="https://new.example.org"' in client.get("/").content.decode()


def test_the_live_page_is_seen_on_the_frontend(client):
    letter = LetterPageFactory(parent=ArchiveSectionPageFactory(slug="letters"), slug="to-ban")
    answer = client.get(letter.get_url())
    assert (answer.status_code, answer["Location"]) == (
        302,
        "https://www.example.org/letters/to-ban/",
    )


def test_a_front_page_has_an_address_in_every_language(client, locales):
    front = HomePage.objects.get()
    other = front.copy_for_translation(locales["ja"])
    assert (front.get_url(), other.get_url()) == ("/", "/ja/")
    assert client.get("/ja/")["Location"] == "https://www.example.org/ja/"


def test_a_server_that_is_its_own_frontend_sends_nobody_round_in_circles(client, settings):
    settings.FRONTEND_URL = "http://testserver"
    assert client.get("/archive/").status_code == 404
