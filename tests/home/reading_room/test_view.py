"""What an address of the reading room answers before any script runs."""

import re

import pytest
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction, Site

from cms.visibility.models import Frontend
from tests.cms.record.test_tombstones import withdraw
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    LetterPageFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.once, pytest.mark.usefixtures("room")]
LETTER = "/letters/to-ban/"


@pytest.fixture
def letter(locales):
    section = ArchiveSectionPageFactory(title="Letters", slug="letters")
    return LetterPageFactory(parent=section, slug="to-ban", title="A <b> & more")


def directives(response):
    policy = response["Content-Security-Policy"].split("; ")
    return {name: values for name, *values in map(str.split, policy)}


def test_a_page_is_a_shell_with_its_title_and_language(client, letter):
    answer = client.get(LETTER)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>A &lt;b&gt; &amp; more</title>" in text
    assert '<html lang="en">' in text
    assert 'rel="canonical" href="http://testserver/letters/to-ban/"' in text
    assert "noindex" not in text


def test_the_bare_address_is_the_front_page(client, locales):
    assert 'type="module"' in client.get("/").content.decode()


@pytest.mark.parametrize("path", ["/category/defectors/", "/2006/", "/search/", "/ja/search/"])
def test_lists_are_there(client, letter, path):
    letter.categories = [CategoryFactory(name="Defectors", slug="defectors")]
    letter.date = "2006"
    letter.save_revision().publish()
    assert client.get(path).status_code == 200


def test_what_is_not_there_is_a_404_in_the_language_of_the_path(client, locales):
    answer = client.get("/ja/nowhere/")
    assert answer.status_code == 404
    assert '<html lang="ja">' in answer.content.decode()
    assert "noindex" in answer.content.decode()


def test_what_is_hidden_says_no_more_than_what_is_not_there(client, letter):
    PageViewRestriction.objects.create(page=letter, restriction_type="login")
    hidden, missing = client.get(LETTER), client.get("/letters/xx-xxx/")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.content == missing.content


def test_an_old_address_is_a_redirect(client, letter):
    Redirect.add_redirect("/old/ban.htm", redirect_to=letter)
    answer = client.get("/old/ban.htm")
    assert (answer.status_code, answer["Location"]) == (301, f"http://testserver{LETTER}")


@pytest.mark.parametrize(("reason", "status"), [("CONSENT", 410), ("LEGAL", 451)])
def test_what_was_taken_down_says_so_to_every_machine(client, changes, reason, status):
    section = changes(lambda: ArchiveSectionPageFactory(slug="letters"))[0]
    letter = changes(lambda: LetterPageFactory(parent=section, slug="to-ban", title="Appeal"))[0]
    changes(lambda: withdraw(letter, reason=reason))
    answer = client.get(LETTER)
    assert answer.status_code == status
    assert "noindex" in answer.content.decode()
    assert "Appeal" not in answer.content.decode()


def test_nothing_that_the_page_loads_or_runs_is_anybody_elses(client, locales):
    answer = client.get("/")
    policy = directives(answer)
    assert policy["default-src"] == policy["base-uri"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == ["'self'"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    text = answer.content.decode()
    assert not re.search(r"<style|<script(?![^>]*src=)|\son\w+=|\sstyle=", text)


def test_the_admin_and_nobody_else_may_frame_it(client, settings, locales):
    settings.WAGTAILADMIN_BASE_URL = "https://cms.example.org"
    answer = client.get("/")
    assert directives(answer)["frame-ancestors"] == ["'self'", "https://cms.example.org"]
    assert "X-Frame-Options" not in answer


def test_pictures_may_come_from_where_the_settings_put_them(client, settings, locales):
    options = {"base_url": "https://pictures.example.org/"}
    public = {**settings.STORAGES["public"], "OPTIONS": options}
    settings.STORAGES = {**settings.STORAGES, "public": public}
    assert "https://pictures.example.org" in directives(client.get("/"))["img-src"]


def test_a_preview_is_a_shell_whatever_is_public_and_no_secret_leaves_with_it(
    client, letter, settings
):
    settings.WAGTAILADMIN_BASE_URL = "https://cms.example.org"
    letter.unpublish()
    answer = client.get(f"{LETTER}?code=abc")
    assert answer.status_code == 200
    assert answer["Referrer-Policy"] == "no-referrer"
    assert answer["Cache-Control"] == "no-store"
    # Wagtail's checks come from the admin.
    assert directives(answer)["script-src"] == ["'self'", "https://cms.example.org"]
    assert "A &lt;b&gt;" not in answer.content.decode()
    assert "abc" not in answer.content.decode()


def test_only_reading_is_possible(client, locales):
    assert client.post("/").status_code == 405


def test_it_is_off_unless_a_setting_asks_for_it(client, settings, letter):
    settings.READING_ROOM = False
    assert client.get(LETTER).status_code == 404
    assert 'type="module"' not in client.get("/").content.decode()


def test_a_site_with_a_frontend_elsewhere_sends_readers_there(client, letter):
    Frontend.objects.create(site=Site.objects.get(), address="https://new.example.org")
    assert client.get(LETTER)["Location"] == "https://new.example.org/letters/to-ban/"
