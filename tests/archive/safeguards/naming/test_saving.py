"""A sealed name gets past nobody beside a page: in no note, no reason, and no file."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse

from archive.models import EntryCorrection, LetterPage
from archive.safeguards.models import Answer, Look, Person
from archive.safeguards.people.identity import Identity
from cms.record.models import Act, Tombstone
from cms.record.withdrawal.acts import Statement, withdraw
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
    address = reverse("cms_record_withdraw", args=[letter.pk])
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
