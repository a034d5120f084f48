import pytest
from django.core.exceptions import ValidationError

from archive.models import LetterPage, LetterRecipient, LetterSignatory
from tests.factories import LetterPageFactory

pytestmark = pytest.mark.django_db
ADDRESS = "c/o The Permanent Mission\n335 East 45th Street\nNew York, New York 10017"


def published(letter):
    letter.save_revision().publish()
    return LetterPage.objects.get(pk=letter.pk)


def test_the_lines_of_an_address_are_kept_and_the_office_stands_apart():
    recipient = LetterRecipient(
        name="Ban Ki-moon",
        title="Minister of Foreign Affairs and Trade",
        organisation="Republic of Korea",
        address=ADDRESS,
    )
    letter = published(LetterPageFactory(recipients=[recipient]))
    stored = letter.recipients.get()
    assert stored.address == ADDRESS
    assert (stored.title, stored.organisation) == (
        "Minister of Foreign Affairs and Trade",
        "Republic of Korea",
    )


def test_signatories_keep_their_order():
    letter = LetterPageFactory()
    letter.signatories = [
        LetterSignatory(name=name, organisation="LFNKR", sort_order=number)
        for number, name in enumerate(["Kato Hiroshi", "A Colleague", "Another"])
    ]
    names = [row.name for row in published(letter).signatories.all()]
    assert names == ["Kato Hiroshi", "A Colleague", "Another"]


def test_a_letter_to_nobody_may_be_a_draft_but_is_not_published():
    letter = LetterPageFactory(recipients=[], live=False)
    with pytest.raises(ValidationError, match="add a recipient before you publish"):
        letter.save_revision().publish()
    assert not LetterPage.objects.get(pk=letter.pk).live


def test_a_draft_is_published_once_it_has_a_recipient():
    letter = LetterPageFactory(recipients=[], live=False)
    letter.recipients = [LetterRecipient(name="Ban Ki-moon")]
    assert published(letter).live


def test_a_letter_knows_its_replies():
    letter = LetterPageFactory()
    reply = LetterPageFactory(in_reply_to=letter)
    assert list(letter.replies.all()) == [reply]
    letter.in_reply_to = letter
    with pytest.raises(ValidationError, match="answer to itself"):
        letter.full_clean()
