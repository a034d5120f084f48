"""What shows who a minor is goes live only after two people have given a reason."""

import pytest
from django.core.files.base import ContentFile

from archive.safeguards.clearance import findings_in
from archive.safeguards.models import Answer, Consent, ConsentImage
from media.models import CustomDocument
from tests.factories import ImageFactory, PlaceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture
def minor(person):
    person.is_minor = True
    person.save()
    return person


def faults(page):
    return [finding for finding in findings_in(page) if finding.rule.name == "minor"]


def by_name(letter, minor, _picture):
    minor.is_pseudonym = False
    minor.save()


def by_face(letter, _minor, picture):
    picture.review = "not_identifiable"
    picture.save()
    letter.lead_image = picture


def by_school(letter, _minor, _picture):
    letter.body = [("paragraph", {"text": "<p>She went to Musan Middle School No. 3.</p>"})]


def by_school_in_korean(letter, _minor, _picture):
    letter.body = [("paragraph", {"text": "<p>무산 제3중학교에 다녔다.</p>"})]


def by_school_in_japanese(letter, _minor, _picture):
    letter.subtitle = "茂山第三中学校"


def by_school_of_a_foundation(letter, _minor, _picture):
    letter.subtitle = "朝鮮学園に通う"


def by_address(letter, _minor, _picture):
    letter.body = [("paragraph", {"text": "<p>She lives at 延吉市人民路128号.</p>"})]


def by_shelter(letter, _minor, _picture):
    letter.subtitle = "The shelter in Yanji took her in"


def by_video(letter, minor, _picture):
    Consent.objects.filter(person=minor).update(video=True)
    letter.body = [("embed", {"url": "https://vimeo.com/148751763", "caption": ""})]


def by_file(letter, _minor, _picture):
    file = CustomDocument.objects.create(
        title="Drawing", review="not_identifiable", file=ContentFile(b"x", "a.txt")
    )
    letter.body = [("document", {"document": file, "description": ""})]


def by_place(letter, _minor, _picture):
    letter.places = [PlaceFactory(latitude=42.1, longitude=129.2)]


WAYS = [value for name, value in list(globals().items()) if name.startswith("by_")]


@pytest.mark.parametrize("show", WAYS)
def test_it_is_kept_back_until_two_have_said_why(signed, consent, minor, picture, show):
    assert faults(signed) == []
    show(signed, minor, picture)
    [finding] = faults(signed)
    assert finding.is_open
    assert "Two people have to say why" in finding.sentence
    for who in ("editor", "archivist"):
        Answer.objects.create(
            page_key=signed.pk, rule="minor", digest=finding.digest, reason="So", who=who
        )
    assert not faults(signed)[0].is_open


def test_another_file_or_position_is_asked_for_again(signed, consent, minor, picture):
    place = PlaceFactory(latitude=42.1, longitude=129.2)
    picture.review = "not_identifiable"
    picture.save()
    signed.places, signed.lead_image = [place], picture
    before = {finding.digest for finding in faults(signed)}
    with ImageFactory(file__color="red").file.open() as other:
        picture.file = ContentFile(other.read(), "b.jpg")
    picture.save()
    place.latitude = 42.2
    place.save()
    after = {finding.digest for finding in faults(signed)}
    assert len(before) == len(after) == 2
    assert not before & after


def test_a_picture_with_nobody_in_it_shows_no_face(signed, consent, minor, picture):
    signed.lead_image = picture
    assert picture.review == "nobody"
    assert faults(signed) == []


def test_of_somebody_of_age_it_is_not_asked(signed, consent, person, picture):
    by_face(signed, person, picture)
    assert faults(signed) == []


def test_a_picture_of_a_minor_is_asked_for_where_no_row_names_one(letter, minor, consent, picture):
    consent.pictures = True
    consent.save()
    ConsentImage.objects.create(consent=consent, file=picture)
    by_face(letter, minor, picture)
    assert [finding.fault.field for finding in faults(letter)] == ["lead_image"]
