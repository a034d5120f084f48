"""No sealed name is saved outside of pages either: in notes, reasons or files."""

from datetime import date

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from archive.models import EntryCorrection, LetterPage
from archive.safeguards.embargo.acts import close
from archive.safeguards.embargo.terms import Terms
from archive.safeguards.models import Answer, Consent, ConsentImage, Look, Person
from archive.safeguards.naming import search
from archive.safeguards.people.identity import Identity
from cms.editing.withdrawal.acts import Statement, withdraw
from cms.record.models import Act, Change, Tombstone
from media.models import CustomDocument
from tests.archive.safeguards.conftest import *  # noqa: F403 -- its fixtures
from tests.archive.safeguards.people.conftest import log_in  # noqa: F401 -- a fixture

pytestmark = pytest.mark.django_db
NAME = "Kim Ch'ŏl-su"
REFUSAL = "says a name that must not appear"


@pytest.fixture
def person(db):
    person = Person.objects.create(name="Mr. K")
    person.seal(Identity("김철수"))
    return person


def test_a_note_for_readers_says_none_whoever_publishes_it(person, letter):
    letter.change_kind, letter.change_note = "CORRECTION", f"<p>It was {NAME}.</p>"
    with pytest.raises(ValidationError, match=REFUSAL):
        letter.save_revision(clean=False).publish()
    assert not EntryCorrection.objects.exists()
    draft = LetterPage.objects.get().get_latest_revision_as_object()
    draft.change_note = "<p>It was Mr. K.</p>"
    draft.save_revision(clean=False).publish()
    assert EntryCorrection.objects.get().text == draft.change_note


@pytest.mark.parametrize("field", ["note", "public_note"])
def test_what_is_said_of_a_withdrawal_says_none(person, letter, admin_client, field):
    with pytest.raises(ValidationError, match="says a name"):
        withdraw([letter], None, Statement(**{field: NAME}))
    address = reverse("cms_editing_withdraw", args=[letter.pk])
    screen = admin_client.post(address, {"reason": "ERROR", field: NAME})
    assert "says a name" in str(screen.context["form"].errors[field])
    assert LetterPage.objects.get().live
    assert not Act.objects.exists()
    assert not Tombstone.objects.exists()


def test_no_reason_says_one(person, letter, log_in):  # noqa: F811 -- the fixture
    with pytest.raises(ValidationError, match="says a name"):
        Answer.objects.create(page_key=letter.pk, rule="minor", digest="1", reason=NAME)
    address = reverse("safeguards_identity", args=[person.pk])
    screen = log_in("archivist").post(address, {"reason": f"The police asked for {NAME}"})
    assert "says a name" in str(screen.context["form"].errors["reason"])
    assert "김철수" not in screen.content.decode()
    assert not Look.objects.exists()


@pytest.mark.parametrize("encoding", ["utf-8", "euc-kr"])
def test_no_file_that_says_one_is_cleared_for_readers(person, admin_client, encoding):
    file = CustomDocument.objects.create(title="List", file=ContentFile(b"x", "a.txt"))
    file.review = "nobody"
    file.save()
    file.file = ContentFile("명단: 김철수".encode(encoding), "b.txt")
    file.save()
    queue = reverse("media_review", args=["document"])
    answer = {"key": file.pk, "review": "nobody"}
    assert REFUSAL in admin_client.post(queue, answer, follow=True).content.decode()
    assert CustomDocument.objects.get().cleared_until is None
    many = reverse("wagtail_bulk_action", args=["media", "customdocument", "review"])
    screen = admin_client.post(f"{many}?id={file.pk}", {"review": "nobody"})
    assert "“List”: The file says a name" in screen.content.decode()
    edit = reverse("wagtaildocs:edit", args=[file.pk])
    screen = admin_client.post(edit, {"title": "List", "review": "nobody"})
    assert REFUSAL in str(screen.context["form"].errors)
    answer = {"key": file.pk, "review": "unconsented"}
    assert admin_client.post(queue, answer).status_code == 302


@pytest.fixture
def lost_keys(person, settings):
    """Names that were sealed under a key that nobody has any more."""
    settings.SEALING_KEYS = [Fernet.generate_key().decode()]
    search._memory = search.Memory()
    yield
    search._memory = search.Memory()


def withdraw_without_a_note(letter, picture, consent):
    withdraw([letter], None, Statement(Change.Reason.SAFETY))


def put_both_under_an_embargo(letter, picture, consent):
    for subject in (letter, picture):
        close(subject, Terms(None, timezone.localdate()), "They are in danger.")


def withdraw_the_consent(letter, picture, consent):
    consent.withdrawn_on = timezone.localdate()
    consent.save()


def say_that_they_did_not_consent(letter, picture, consent):
    picture.review = "unconsented"
    picture.save()


@pytest.mark.parametrize(
    "closing",
    [
        withdraw_without_a_note,
        put_both_under_an_embargo,
        withdraw_the_consent,
        say_that_they_did_not_consent,
    ],
)
def test_closing_needs_no_keys(closing, letter, picture, person, request):
    given = {"scope": "PUBLIC", "pictures": True, "given_on": date(2006, 1, 1), "asked_by": "Kim"}
    consent = Consent.objects.create(person=person, **given)
    ConsentImage.objects.create(consent=consent, file=picture)
    picture.review = "consented"
    picture.save()
    request.getfixturevalue("lost_keys")
    closing(letter, picture, consent)


def test_what_cannot_be_looked_through_is_not_taken(letter, admin_client, lost_keys):
    address = reverse("cms_editing_withdraw", args=[letter.pk])
    screen = admin_client.post(address, {"reason": "ERROR", "note": "In danger"})
    assert "cannot be looked for now" in str(screen.context["form"].errors["note"])
    admin_client.post(address, {"reason": "ERROR"})
    assert not LetterPage.objects.get().live
