"""No page is public that refers to somebody without a consent that covers it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Locale

from archive.models import EntryContributor, FilmEventPage, FilmEventSpeaker, LetterPage
from archive.safeguards.clearance import open_in
from archive.safeguards.consent import ending
from archive.safeguards.models import Consent, ConsentImage, Person
from cms.clock.failures import NotDone
from cms.clock.models import JobRun
from cms.editing.withdrawal.acts import withdraw
from cms.record.comparison import compare_everything
from cms.record.models import Change
from tests.factories import FilmEventPageFactory, LetterPageFactory

pytestmark = pytest.mark.django_db


def faults(page):
    return [(finding.fault.field, finding.sentence) for finding in open_in(page)]


def test_who_has_not_consented_keeps_it_from_readers(signed):
    with pytest.raises(ValidationError, match="has no consent for this page"):
        signed.save_revision(clean=False).publish()
    assert [field for field, _sentence in faults(signed)] == ["signatories"]


def test_consent_for_the_page_lets_it_out(signed, consent):
    signed.save_revision().publish()
    assert LetterPage.objects.get().signatories.get().person == consent.person


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"scope": "RESEARCHERS"}, "not for the public"),
        ({"text": False}, "not for text"),
        ({"expires_on": timezone.localdate()}, "does not hold today"),
        ({"withdrawn_on": timezone.localdate()}, "was withdrawn"),
        ({"given_on": timezone.localdate() + timedelta(days=2)}, "does not hold today"),
        ({"not_shown_in": "Korea"}, "places where it must not"),
    ],
)
def test_what_it_does_not_allow_is_said(signed, consent, change, reason):
    for name, value in change.items():
        setattr(consent, name, value)
    consent.save()
    [(field, sentence)] = faults(signed)
    assert field == "signatories"
    assert reason in sentence


def test_a_name_that_is_their_own_needs_consent_to_be_named(signed, consent, person):
    person.is_pseudonym = False
    person.save()
    assert "does not allow the name" in faults(signed)[0][1]
    Consent.objects.update(scope="PUBLIC_WITH_NAME")
    assert faults(signed) == []


def test_another_language_and_a_video_are_asked_for(signed, consent):
    consent.languages.add(Locale.objects.get_or_create(language_code="ja")[0])
    assert "not for this language" in faults(signed)[0][1]
    consent.languages.clear()
    signed.body = [("embed", {"url": "https://vimeo.com/148751763", "caption": ""})]
    assert "not for video" in faults(signed)[0][1]


def test_a_picture_is_shown_in_the_languages_that_its_people_allowed(letter, consent, picture):
    consent.pictures = True
    consent.save()
    ConsentImage.objects.create(consent=consent, file=picture)
    picture.review = "consented"
    picture.save()
    letter.lead_image = picture
    assert faults(letter) == []
    consent.languages.add(Locale.objects.get_or_create(language_code="ja")[0])
    [(field, sentence)] = faults(letter)
    assert field == "lead_image"
    assert "“A gate” does not allow this: it is not for this language" in sentence


def test_whoever_allowed_everything_is_asked_for_no_page(signed, consent):
    consent.pages.clear()
    assert faults(signed)
    consent.covers_everything = True
    consent.save()
    assert faults(signed) == []


def test_every_place_that_names_people_is_looked_at(letter, person):
    film = FilmEventPageFactory(parent=letter.get_parent(), live=False)
    film.contributors = [EntryContributor(name="K.", person=person)]
    film.speakers = [FilmEventSpeaker(name="K.", person=person)]
    turn = {"speaker": "K.", "interviewer": False, "text": "<p>Yes.</p>", "person": person}
    film.body = [("dialogue", {"turns": [turn]})]
    film.save()
    film = FilmEventPage.objects.get()
    found_in = {finding.fault.field: finding.fault.block for finding in open_in(film)}
    block = film.body.raw_data[0]["id"]
    assert found_in == {"contributors": "", "speakers": "", "body": block}


def in_a_row(letter, person):
    letter.signatories = [letter.signatories.model(name="K.", person=person)]


def in_a_turn(letter, person):
    turn = {"speaker": "K.", "interviewer": False, "text": "<p>Yes.</p>", "person": person}
    letter.body = [("dialogue", {"turns": [turn]})]


@pytest.mark.parametrize("put", [in_a_row, in_a_turn])
def test_what_is_withdrawn_is_taken_back_at_once(
    letter, person, consent, put, django_capture_on_commit_callbacks
):
    put(letter, person)
    letter.save_revision().publish()
    compare_everything()
    with django_capture_on_commit_callbacks(execute=True):
        consent.withdrawn_on = timezone.localdate()
        consent.save()
    assert not LetterPage.objects.get().live
    compare_everything()
    change = Change.objects.last()
    assert (change.kind, change.reason, change.key) == ("WITHDRAWN", "CONSENT", letter.pk)


def test_a_page_that_cannot_be_taken_back_holds_up_no_other(letter, person, consent, monkeypatch):
    in_a_row(letter, person)
    letter.save_revision().publish()
    other = LetterPageFactory(parent=letter.get_parent(), slug="other", live=False)
    consent.pages.add(other)
    in_a_row(other, person)
    other.save_revision().publish()
    compare_everything()

    def withdraw_others(pages, *arguments):
        if pages[0].pk == letter.pk:
            raise ValueError
        withdraw(pages, *arguments)

    monkeypatch.setattr(ending, "withdraw", withdraw_others)
    consent.withdrawn_on = timezone.localdate()
    consent.save()
    for _ in range(2):
        with pytest.raises(NotDone, match=f"^Not taken back: wagtailcore.page {letter.pk}.$"):
            ending.take_back_what_ended()
        assert list(LetterPage.objects.live()) == [letter]
    monkeypatch.undo()
    ending.take_back_what_ended()
    assert not LetterPage.objects.live()


def given_to_another(consent):
    consent.person = Person.objects.create(name="Ms. L")
    consent.save()


def given_to_a_group(consent):
    consent.person, consent.group = None, "Pupils"
    consent.save()


def its_page_deleted(consent):
    consent.testimonies.get().delete()


@pytest.mark.parametrize(
    "end", [Consent.delete, given_to_another, given_to_a_group, its_page_deleted]
)
def test_what_it_allowed_does_not_outlive_it(
    signed, consent, end, django_capture_on_commit_callbacks
):
    signed.save_revision().publish()
    call_command("tick", verbosity=0)
    with django_capture_on_commit_callbacks(execute=True):
        end(Consent.objects.get())
    assert not LetterPage.objects.get().live


def test_the_clock_takes_back_what_has_ended(signed, consent, person):
    signed.save_revision().publish()
    call_command("tick", verbosity=0)
    assert LetterPage.objects.get().live
    Consent.objects.update(ends_at=timezone.now(), checked_at=timezone.now() - timedelta(days=1))
    call_command("tick", verbosity=0)
    assert not LetterPage.objects.get().live
    assert Change.objects.last().reason == "CONSENT"
    assert not Consent.objects.unchecked().exists()
    assert JobRun.objects.get(name="consents").succeeded_at


def test_what_another_consent_allows_stays(signed, consent, person, letter):
    other = Consent.objects.create(
        person=person, scope="PUBLIC", given_on=consent.given_on, asked_by="X"
    )
    other.pages.add(letter)
    signed.save_revision().publish()
    consent.withdrawn_on = timezone.localdate()
    consent.save()
    call_command("tick", verbosity=0)
    assert LetterPage.objects.get().live


def test_who_is_named_is_no_change_for_readers(letter, person, consent):
    letter.signatories = [letter.signatories.model(name="K.")]
    letter.save_revision().publish()
    compare_everything()
    count = Change.objects.count()
    letter = LetterPage.objects.get()
    signatory = letter.signatories.get()
    signatory.person = person
    letter.signatories = [signatory]
    letter.save()
    compare_everything()
    assert Change.objects.count() == count
