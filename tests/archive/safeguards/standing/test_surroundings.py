"""What a page shows changes without the page: in its own form, or without `save`."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from archive.models import LetterPage, LetterSignatory, Tag
from archive.safeguards.consent.ending import take_back_what_ended
from archive.safeguards.models import Answer, Consent, ConsentVideo, Person, Standing
from archive.safeguards.people.identity import Identity
from archive.safeguards.standing import taking_back
from archive.safeguards.standing.surroundings import note_what_changed
from cms.clock.failures import NotDone
from cms.editing.withdrawal.acts import withdraw
from cms.record.models import Change
from media.models import CustomImage
from tests.factories import ImageFactory, LetterPageFactory, PlaceFactory, TagFactory, video
from tests.shared_data import shared_data

from .conftest import what_the_clock_does
from .test_later import not_cleared

pytestmark = pytest.mark.django_db
NAME = "Yi Yŏng-hŭi"


def withdrawal():
    return Change.objects.get(kind="WITHDRAWN", subject="wagtailcore.page")


@shared_data
def minor(letter, signed):
    """A letter of a minor under another's name, with a picture, a place and a tag of no harm."""
    Person.objects.update(is_minor=True)
    letter.lead_image, letter.lead_image_alt = ImageFactory(), "A gate"
    letter.places = [PlaceFactory()]
    letter.tags.add(TagFactory())
    letter.save_revision().publish()
    what_the_clock_does()
    assert not_cleared() == []
    return signed


def test_a_picture_that_is_reviewed_otherwise(tick, letter, minor):
    picture = letter.lead_image
    picture.review = "not_identifiable"
    picture.save()
    tick()
    assert not_cleared() == [("wagtailcore.page", ["minor"], True)]


def show(letter):
    """A video on a letter that names nobody, asked about while nobody in it is a minor."""
    row = video("https://vimeo.com/148751763", "not_identifiable")
    letter.body = [("embed", {"url": row.address, "caption": ""})]
    letter.save_revision().publish()
    what_the_clock_does()
    return row


def consent_to(row, person):
    consent = Consent.objects.create(
        person=person, scope="PUBLIC", video=True, given_on=date(2006, 1, 1), asked_by="We"
    )
    ConsentVideo.objects.create(consent=consent, file=row)


def test_a_video_of_somebody_who_counts_as_a_minor_since(tick, letter):
    row, person = show(letter), Person.objects.create(name="Ms. K")
    consent_to(row, person)
    tick()
    assert not_cleared() == []
    Person.objects.update(is_minor=True)
    tick()
    assert not_cleared() == [("wagtailcore.page", ["minor"], True)]


def test_a_minor_who_is_said_to_be_in_a_video(tick, letter):
    row = show(letter)
    consent_to(row, Person.objects.create(name="Ms. K", is_minor=True))
    tick()
    assert not_cleared() == [("wagtailcore.page", ["minor"], True)]


def test_a_place_that_is_told_more_exactly(tick, letter, minor):
    [place] = letter.places.all()
    place.latitude, place.longitude = 42.1, 129.2
    place.save()
    tick()
    assert not_cleared() == [("wagtailcore.page", ["minor"], True)]


@pytest.mark.parametrize(("model", "column"), [(CustomImage, "title"), (Tag, "name")])
def test_a_sealed_name_written_into_what_it_shows(tick, minor, model, column):
    Person.objects.create(name="Mr. L").seal(Identity("이영희"))
    model.objects.update(**{column: NAME})
    tick()
    assert ("wagtailcore.page", ["sealed_name"], False) in not_cleared()


def test_another_person_meant_by_the_same_row(tick, letter, minor):
    other = Person.objects.create(name="Ms. N")
    LetterSignatory.objects.update(person=other)
    tick()
    assert not_cleared() == [("wagtailcore.page", ["consent"], False)]
    note = withdrawal().note
    assert note == "Published past the safeguards: Consent of the people whom it names"


def test_a_consent_that_was_narrowed_past_its_form(tick, signed):
    tick()
    Consent.objects.update(withdrawn_on=timezone.localdate())
    tick()
    take_back_what_ended()  # at the end of the transaction, and by the clock
    tick()
    assert withdrawal().reason == "CONSENT"


def test_what_is_found_of_a_minor_waits_for_two_people_for_days(
    tick, letter, minor, admin_client, mailoutbox
):
    Person.objects.update(is_pseudonym=False)
    Consent.objects.update(scope="PUBLIC_WITH_NAME")
    tick()
    assert not_cleared() == [("wagtailcore.page", ["minor"], True)]
    assert "unless two people say why it may stay" in mailoutbox[0].body
    report = admin_client.get(reverse("archive_no_longer_cleared")).content.decode()
    assert "unless it is answered or mended" in report
    past = timezone.now() - timedelta(days=3, minutes=1)
    Standing.objects.not_cleared().update(found={"minor": past.isoformat()})
    tick()
    assert not_cleared() == [("wagtailcore.page", ["minor"], False)]
    change = withdrawal()
    assert (change.reason, change.note.split(":")[0]) == ("SAFETY", "Nobody answered in time")


def test_one_that_cannot_be_withdrawn_in_time_holds_up_no_other(tick, letter, minor, monkeypatch):
    Consent.objects.update(scope="PUBLIC_WITH_NAME", covers_everything=True)
    other = LetterPageFactory(parent=letter.get_parent(), slug="other", live=False)
    other.signatories = [LetterSignatory(name="K.", person=minor)]
    other.save_revision().publish()
    tick()
    Person.objects.update(is_pseudonym=False)
    tick()
    past = timezone.now() - timedelta(days=3, minutes=1)
    Standing.objects.not_cleared().update(found={"minor": past.isoformat()}, is_public=True)

    def withdraw_others(pages, *arguments):
        if pages[0].pk == letter.pk:
            raise ValueError
        withdraw(pages, *arguments)

    monkeypatch.setattr(taking_back, "withdraw", withdraw_others)
    assert LetterPage.objects.live().count() == 2
    with pytest.raises(NotDone, match=f"^Not asked about: wagtailcore.page {letter.pk}.$"):
        tick()
    assert list(LetterPage.objects.live()) == [letter]


def test_two_answers_keep_it_public(tick, letter, minor, settings):
    settings.SAFEGUARDS_ANSWER_DAYS = 0  # at once, and never later than the rule's own
    Person.objects.update(is_pseudonym=False)
    Consent.objects.update(scope="PUBLIC_WITH_NAME")
    page = LetterPage.objects.get()
    [finding] = [finding for finding in page.open_findings() if finding.rule.name == "minor"]
    for who in ("editor", "archivist"):
        Answer.objects.create(
            page_key=page.pk, rule="minor", digest=finding.digest, reason="So", who=who
        )
    tick()
    assert not_cleared() == []
    Answer.objects.all().delete()
    Standing.objects.update(stamp="")
    Standing.objects.update(stamps={})
    tick()
    assert not LetterPage.objects.get().live


def test_rows_are_read_again_once_something_was_written(tick, minor):
    def is_read():
        with CaptureQueriesContext(connection) as queries:
            note_what_changed()
        return any(LetterSignatory._meta.db_table in query["sql"] for query in queries)

    note_what_changed()
    assert not is_read()
    Tag.objects.update(slug="other")
    assert is_read()
    assert not is_read()
