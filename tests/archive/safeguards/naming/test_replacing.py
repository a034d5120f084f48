"""All sealed names of a page are replaced by public ones, and the former text is not shown."""

import json

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry, Revision

from archive.models import LetterPage
from archive.safeguards.models import Person
from archive.safeguards.naming.replacing import replace
from archive.safeguards.people.identity import Identity
from cms.record.comparison import compare_everything
from cms.record.models import PAGES, Change
from home.desk.accounts import create_accounts
from tests.archive.safeguards.conftest import *  # noqa: F403 -- its fixtures

pytestmark = pytest.mark.django_db
NAME = "Yi Yŏng-hŭi"


@pytest.fixture
def public_letter(letter):
    """Went live before anybody knew that the name must not appear."""
    letter.title = f"To {NAME}"
    letter.body = [
        ("paragraph", {"text": f"<p>From <b>Lee Younghee</b> to {NAME}.</p>"}),
        ("paragraph", {"text": "<p>Lee <i>Young-hee</i></p>"}),
    ]
    letter.signatories = [letter.signatories.model(name="이영희")]
    letter.save_revision().publish()
    letter = LetterPage.objects.get()
    letter.subtitle = f"Still a draft of {NAME}"
    letter.save_revision()
    compare_everything()
    Person.objects.create(name="Ms. K & family").seal(Identity("이영희"))
    return LetterPage.objects.get()


def said(rows):
    return json.dumps([str(row) for row in rows], ensure_ascii=False)


def test_what_is_public_the_draft_and_what_was_before_are_mended(public_letter, admin_client):
    address = reverse("safeguards_replace_names", args=[public_letter.pk])
    assert (
        address
        in admin_client.get(
            reverse("safeguards_clearance", args=[public_letter.pk])
        ).content.decode()
    )
    screen = admin_client.get(address).content.decode()
    assert "To Ms. K &amp; family" in screen
    assert "From Ms. K &amp; family to Ms. K &amp; family." in screen
    assert "To be mended by hand" in screen  # marks divide it
    answer = admin_client.post(address, {"old_revisions": "on"})
    assert "Body: Paragraph” says a name" in answer.content.decode()
    assert LetterPage.objects.get().title == public_letter.title  # all or nothing

    draft = public_letter.get_latest_revision_as_object()
    for page in (public_letter, draft):
        page.body = [("paragraph", {"text": f"<p>From <b>Lee Younghee</b> to {NAME}.</p>"})]
    LetterPage.objects.filter(pk=public_letter.pk).update(body=public_letter.body)
    draft.save_revision(clean=False)
    assert admin_client.post(address, {"old_revisions": "on"}).status_code == 302

    letter = LetterPage.objects.get()
    assert letter.title == "To Ms. K & family"
    assert "From <b>Ms. K &amp; family</b> to Ms. K &amp; family." in str(letter.body)
    assert letter.signatories.get().name == "Ms. K & family"
    assert letter.subtitle == "Old"  # the draft's own change is not published with it
    draft = letter.get_latest_revision_as_object()
    assert draft.subtitle == "Still a draft of Ms. K & family"
    contents = Revision.objects.for_instance(letter).values_list("content", "object_str")
    history = PageLogEntry.objects.filter(page=letter.pk).values_list("label", "data")
    for name in (NAME, "\\u014f", "이영희", "Younghee"):
        assert name not in said(contents).replace("Lee <i>Young-hee", "")
        assert name not in said(history)
    assert history.filter(action="safeguards.replace_names").exists()
    compare_everything()
    changes = Change.objects.filter(subject=PAGES, key=letter.pk)
    assert changes.order_by("number").last().kind == Change.Kind.UPDATED


def test_who_may_not_publish_mends_the_draft(public_letter, client, django_user_model):
    create_accounts()
    client.force_login(django_user_model.objects.get(username="writer"))
    address = reverse("safeguards_replace_names", args=[public_letter.pk])
    assert client.post(address, {}).status_code == 302
    letter = LetterPage.objects.get()
    assert letter.title == public_letter.title
    assert letter.get_latest_revision_as_object().title == "To Ms. K & family"


def test_no_draft_is_left_where_there_was_none(letter, admin_user):
    letter.title = NAME
    letter.save_revision().publish()
    Person.objects.create(name="Ms. K").seal(Identity("이영희"))
    replace(LetterPage.objects.get(), admin_user, old_revisions=False)
    letter = LetterPage.objects.get()
    assert (letter.title, letter.has_unpublished_changes) == ("Ms. K", False)
