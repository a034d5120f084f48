"""The state of translations is shown in lists and beside the form."""

from datetime import timedelta

import pytest
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from archive.checklist.rule import every_rule
from archive.models import LetterPage
from home.desk.models import DeskGroup
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory

pytestmark = pytest.mark.django_db
WORDS = [("paragraph", {"text": "<p>We are gravely concerned.</p>"})]
LATER = timedelta(hours=1)


@pytest.fixture
def letter(locales):
    """Published in English, in a section that is there in Japanese, too."""
    section = ArchiveSectionPageFactory(slug="letters", title="Letters")
    letter = LetterPageFactory(parent=section, title="Open letter", body=WORDS)
    letter.save_revision().publish()
    section.get_parent().copy_for_translation(locales["ja"])
    section.copy_for_translation(locales["ja"]).save_revision().publish()
    return LetterPage.objects.get()


@pytest.fixture
def translate(letter, locales):
    def publish(words=None):
        translation = letter.copy_for_translation(locales["ja"])
        if words:
            translation.body = [("paragraph", {"text": f"<p>{words}</p>"})]
            translation.save_revision().publish()
        return LetterPage.objects.get(pk=translation.pk)

    return publish


@pytest.fixture
def said(letter, admin_client):
    """What the list of the section says of the letter in Japanese, and what it is filtered by."""

    def listed():
        address = reverse("wagtailadmin_explore", args=[letter.get_parent().pk])
        [row] = admin_client.get(address).context_data["object_list"]
        states = ("missing", "draft", "copy", "stale", "done")
        found = [
            state
            for state in states
            if admin_client.get(address, {"translation": f"{state}-ja"}).context_data["object_list"]
        ]
        return row.listed_translations, found

    return listed


def publish_again(letter):
    since = letter.last_published_at + LATER
    Page.objects.filter(pk=letter.pk).update(last_published_at=since)


def test_a_list_says_what_is_missing_a_draft_and_done(said, translate):
    assert said() == ("日本語: Missing, 한국어: Missing", ["missing"])
    translation = translate()
    assert said() == ("日本語: Draft, 한국어: Missing", ["draft"])
    translation.body = [("paragraph", {"text": "<p>深く憂慮しています。</p>"})]
    translation.save_revision().publish()
    assert said() == ("日本語: Done, 한국어: Missing", ["done"])


def test_a_list_says_what_is_older_than_its_original(said, letter, translate):
    translate("深く憂慮しています。")
    publish_again(letter)
    assert said() == ("日本語: Older than the original, 한국어: Missing", ["stale"])


@pytest.mark.once
def test_english_words_under_a_japanese_flag_are_said(said, letter, translate):
    translation = translate("We are gravely concerned.")
    assert said() == ("日本語: Words of the original, 한국어: Missing", ["copy"])
    rule = every_rule()["translation"]
    [fault] = rule.faults(translation)
    assert str(fault.sentence) == "The body still has the words of the original (English)."
    translation.body = [("paragraph", {"text": "<p>深く憂慮しています。</p>"})]
    assert list(rule.faults(translation)) == []
    assert list(rule.faults(letter)) == []


@pytest.mark.once
def test_the_original_stands_beside_its_translation_with_what_has_changed(
    letter, translate, admin_client
):
    translation = translate("深く憂慮しています。")
    letter.body = [*WORDS, ("heading", {"text": "Three requests", "level": "2"})]
    letter.save_revision().publish()
    page = edit(admin_client, translation)
    assert "Three requests" in page
    assert page.count("<strong>changed since</strong>") == 1
    assert "What has changed since" in page
    assert 'data-side-panel="original"' not in edit(admin_client, letter)


def test_an_original_that_an_account_does_not_see_stands_beside_nothing(
    letter, translate, client, django_user_model
):
    translation = translate("深く憂慮しています。")
    account = django_user_model.objects.create_user("kim")
    account.groups.add(DeskGroup.objects.get(job="Editor").group)
    GroupPagePermission.objects.filter(group__user=account).update(page=translation.get_parent())
    letter.title = "Open canary"
    letter.save_revision()
    LetterPage.objects.get(pk=letter.pk).unpublish()
    client.force_login(account)
    assert "gravely" not in edit(client, translation)


def edit(client, page):
    return client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()


@pytest.mark.once
def test_a_translation_begins_with_what_readers_see_and_says_so(letter, admin_client, locales):
    letter.title = "Open letter, mended"
    letter.save_revision()
    address = reverse("simple_translation:submit_page_translation", args=[letter.pk])
    assert "mended" not in admin_client.get(address).content.decode()
    answer = admin_client.post(address, {"locales": [locales["ja"].pk]}, follow=True)
    [message] = answer.context["messages"]
    assert "Open letter&#x27; was successfully created" in str(message)
    assert "Changes that are not published yet are not in it." in str(message)
    assert answer.context["page"].title == "Open letter"
    letter.refresh_from_db()
    assert letter.draft_title == "Open letter, mended"
