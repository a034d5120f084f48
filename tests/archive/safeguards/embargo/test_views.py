"""Setting, changing and lifting on one screen; the report, the home page and the filter."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from archive.safeguards.embargo.over import embargo_on
from archive.safeguards.embargo.terms import Terms
from archive.safeguards.models import Embargo
from home.desk.accounts import create_accounts
from tests.factories import ImageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]
WORDS = {"ends_on": "2090", "review_on": "", "at_end": "ASK", "reason": "They asked."}


@pytest.fixture
def people(client, django_user_model):
    create_accounts()

    def log_in(name):
        client.force_login(django_user_model.objects.get(username=name))
        return client

    return log_in


def address(subject, kind="page"):
    return reverse("safeguards_embargo", args=[kind, subject.pk])


def test_an_editor_closes_and_an_archivist_opens(letter, section, people, titles):
    editor = people("editor")
    screen = editor.get(address(section)).content.decode()
    assert "1 live page below it" in screen
    answer = editor.post(address(section), WORDS, follow=True).content.decode()
    assert "It is under an embargo, closed to readers." in answer
    put = embargo_on(section)
    assert (put.terms, put.who) == (Terms(date(2090, 12, 31), None), "editor")
    assert titles() == []
    assert "is under an embargo" in editor.get(address(letter)).content.decode()
    sooner = {**WORDS, "ends_on": "2089-05-01", "because": "They agreed."}
    refused = editor.post(address(section), sooner).content.decode()
    assert "You may not lift or shorten an embargo." in refused
    refused = editor.post(address(section), WORDS | {"lift": "1"}).content.decode()
    assert "You may not lift or shorten an embargo." in refused
    archivist = people("archivist")
    assert (
        "Say why it opens sooner"
        in archivist.post(address(section), WORDS | {"lift": "1"}).content.decode()
    )
    archivist.post(address(section), sooner)
    assert embargo_on(section).ends_on == date(2089, 5, 1)
    archivist.post(address(section), {**sooner, "lift": "1"})
    assert embargo_on(section) is None
    assert titles() == [letter.title]
    assert "They agreed." in archivist.get(address(section)).content.decode()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"ends_on": ""}, "Without a last day, say when to think again."),
        ({"ends_on": "", "at_end": "OPEN"}, "Say after which day it opens by itself."),
        ({"ends_on": "2006-10-19"}, "This day is over."),
        ({"ends_on": "32.13.2090"}, "32.13.2090"),
    ],
)
def test_what_it_needs_is_said(letter, admin_client, words, sentence):
    assert sentence in admin_client.post(address(letter), WORDS | words).content.decode()
    assert not Embargo.objects.exists()


def test_what_is_due_is_listed_for_whoever_may_work_on_it(letter, embargo, people):
    picture = ImageFactory(title="A gate", description="A gate")
    embargo(letter, ends_on=timezone.localdate() - timedelta(days=1))
    embargo(picture)
    editor = people("editor")
    report = editor.get(reverse("archive_embargoes")).content.decode()
    assert f'href="{address(letter)}"' in report
    assert f'href="{address(picture, "image")}"' in report
    due = editor.get(reverse("archive_embargoes"), {"state": "due"}).content.decode()
    assert address(letter) in due
    assert address(picture, "image") not in due
    home = editor.get(reverse("wagtailadmin_home")).content.decode()
    assert "Embargoes that are due" in home
    assert address(letter) in home
    listing = reverse("wagtailadmin_explore", args=[letter.get_parent().pk])
    listed = editor.get(listing, {"state": "embargoed"}).context["object_list"]
    assert [page.pk for page in listed] == [letter.pk]
    writer = people("writer")
    assert (
        address(picture, "image") not in writer.get(reverse("archive_embargoes")).content.decode()
    )
    assert writer.get(address(letter)).status_code == 302
