"""The clearance of a page: its findings, who gave a reason, and what is stored."""

import pytest
from django.core import checks
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from archive.models import LetterPage
from archive.safeguards.checks import check_safeguards
from archive.safeguards.clearance import findings_in
from archive.safeguards.models import Answer, Clearance
from cms.record.comparison import compare_everything
from cms.record.models import Change
from home.desk.accounts import create_accounts

from .conftest import CANARY, SENTENCE

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def people(client, django_user_model):
    create_accounts()

    def log_in(name):
        client.force_login(django_user_model.objects.get(username=name))
        return client

    return log_in


@pytest.fixture
def draft(word, letter):
    word.level = "reason"
    letter.subtitle = CANARY
    letter.save_revision(clean=False)
    return letter


def answer(client, page, reason):
    address = reverse("safeguards_clearance", args=[page.pk])
    [name] = client.get(address).context["form"].fields
    return client.post(address, {name: reason}, follow=True).content.decode()


def publish(page):
    LetterPage.objects.get(pk=page.pk).get_latest_revision().publish()


def test_a_typed_reason_lets_it_out_and_is_kept(people, draft):
    with pytest.raises(ValidationError, match="open “Clearance”"):
        publish(draft)
    screen = answer(people("editor"), draft, "It is the old name of the city.")
    assert "Nothing keeps the latest draft" in screen
    publish(draft)
    assert LetterPage.objects.get(pk=draft.pk).subtitle == CANARY
    [reason] = Clearance.objects.first().reasons
    assert (reason["rule"], reason["who"]) == ("word", "editor")
    compare_everything()
    assert "It is the old name of the city. (editor)" in Change.objects.last().note
    assert PageLogEntry.objects.filter(action="safeguards.answer", page=draft.pk).exists()
    assert (
        "It is the old name"
        in people("editor").get(reverse("safeguards_clearance", args=[draft.pk])).content.decode()
    )


def test_a_reason_holds_as_long_as_the_same_is_found(people, draft, monkeypatch):
    answer(people("editor"), draft, "It is the old name of the city.")
    draft.title = f"On {CANARY}"
    draft.save_revision(clean=False)
    publish(draft)
    monkeypatch.setattr("tests.archive.safeguards.conftest.CANARY", draft.title)
    with pytest.raises(ValidationError):
        publish(draft)


def test_two_people_say_it_where_two_are_asked(people, draft, word, monkeypatch):
    monkeypatch.setattr(word, "people", 2, raising=False)
    answer(people("editor"), draft, "It is the old name of the city.")
    client = people("editor")
    assert not client.get(reverse("safeguards_clearance", args=[draft.pk])).context["form"].fields
    with pytest.raises(ValidationError, match="Two people"):
        publish(draft)
    answer(people("archivist"), draft, "So it is.")
    publish(draft)
    assert {each["who"] for each in Clearance.objects.first().reasons} == {"editor", "archivist"}


def test_who_may_not_publish_says_nothing(people, draft):
    address = reverse("safeguards_clearance", args=[draft.pk])
    client = people("writer")
    assert SENTENCE in client.get(address).content.decode()
    assert client.post(address, {"x": "y"}).status_code in (302, 403)
    assert not Answer.objects.exists()


def test_a_permission_of_its_own_is_asked_for(people, draft, word, monkeypatch):
    monkeypatch.setattr(word, "permission", "cms_record.delete_published", raising=False)
    address = reverse("safeguards_clearance", args=[draft.pk])
    assert not people("editor").get(address).context["form"].fields
    assert people("administrator").get(address).context["form"].fields


def test_each_finding_leads_to_its_field_and_a_warning_is_not_shown_as_met(people, draft, word):
    word.level = "warn"
    block = {"type": "paragraph", "id": "b1", "value": {"text": CANARY}}
    draft.body = draft.body.stream_block.to_python([block])
    draft.signatories = [draft.signatories.model(name=CANARY)]
    draft.save_revision(clean=False)
    screen = people("editor").get(reverse("safeguards_clearance", args=[draft.pk]))
    [findings] = [rule["findings"] for rule in screen.context["rules"] if rule["label"] == "A word"]
    assert {place for _finding, _field, place in findings} == {
        *(":w:contentpath=subtitle", ":w:contentpath=body.b1", "id_signatories-FORMS"),
    }
    assert screen.content.decode().count("#icon-info-circle") == 3


def test_what_blocks_takes_no_reason(people, draft, settings):
    settings.SAFEGUARDS = {"word": "block"}
    client = people("administrator")
    assert not client.get(reverse("safeguards_clearance", args=[draft.pk])).context["form"].fields
    with pytest.raises(ValidationError):
        publish(draft)


def test_a_setting_makes_nothing_looser(word, settings):
    settings.SAFEGUARDS = {"word": "warn", "spelling": "block"}
    assert {each.id for each in checks.run_checks()} == {"safeguards.E002", "safeguards.E003"}


def test_a_page_type_without_safeguards_is_refused(monkeypatch):
    free = type("Free", (), {"_meta": LetterPage._meta})
    monkeypatch.setattr("archive.safeguards.checks.get_page_models", lambda: [Page, free])
    assert [each.id for each in check_safeguards()] == ["safeguards.E001"]


def test_the_panel_beside_the_form_says_it_too(people, draft):
    from tests.archive.checklist.test_checklist import typed

    address = reverse("archive_checklist", args=[draft.pk])
    items = people("editor").post(address, typed(draft, subtitle=CANARY)).json()["items"]
    assert [each for each in items if each["field"] == "subtitle" and SENTENCE in each["sentence"]]


def test_what_many_rules_read_of_a_draft_is_read_once(letter):
    draft = LetterPage.objects.get(pk=letter.pk)
    with CaptureQueriesContext(connection) as queries:
        findings_in(draft)
    reads = [query["sql"] for query in queries if 'FROM "archive_entrycorrection"' in query["sql"]]
    assert len(reads) == 2  # for its words, and for what it refers to
