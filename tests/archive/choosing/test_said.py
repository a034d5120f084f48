"""Rows that name people suggest what other documents contain."""

import pytest
from django.urls import reverse

from archive.models import EntryContributor, LetterRecipient, LetterSignatory
from tests.factories import LetterPageFactory, ReportPageFactory

pytestmark = pytest.mark.django_db


def ask(client, column, text):
    answer = client.get(reverse("archive_said", args=[column]), {"q": text})
    return [item["value"] for item in answer.json()["items"]]


def test_a_name_is_suggested_wherever_a_document_says_it(admin_client):
    letter = LetterPageFactory()
    for model in (LetterRecipient, LetterSignatory):
        model.objects.create(page=letter, name="Österlund", organisation="United Nations")
    EntryContributor.objects.create(page=letter, name="Klaus Österlund", role="Author")
    EntryContributor.objects.create(page=letter, name="加藤博")
    assert ask(admin_client, "name", "öster") == ["Österlund", "Klaus Österlund"]
    assert ask(admin_client, "name", "藤") == ["加藤博"]
    assert ask(admin_client, "organisation", "unit") == ["United Nations"]
    assert ask(admin_client, "role", "%") == []
    assert admin_client.get(reverse("archive_said", args=["address"])).status_code == 404


def test_what_is_said_most_often_comes_first_and_twenty_are_enough(admin_client):
    report = ReportPageFactory()
    names = [f"Kato {number:02}" for number in range(30)] + ["Kato Hiroshi"] * 2
    EntryContributor.objects.bulk_create(EntryContributor(page=report, name=name) for name in names)
    suggested = ask(admin_client, "name", "kato")
    assert (suggested[0], len(suggested)) == ("Kato Hiroshi", 20)


@pytest.mark.parametrize("column", ["name", "role", "affiliation"])
def test_the_rows_of_a_form_suggest(column, admin_client):
    report = ReportPageFactory()
    page = admin_client.get(reverse("wagtailadmin_pages:edit", args=[report.pk])).content.decode()
    assert reverse("archive_said", args=[column]) in page
