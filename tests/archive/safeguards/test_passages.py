"""Everything published with a page is searched."""

import pytest
from django.core.files.base import ContentFile

from archive.safeguards.passages import passages
from media.models import CustomDocument
from tests.factories import CategoryFactory, PlaceFactory, TagFactory

from .conftest import CANARY

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def in_title(letter):
    letter.title = CANARY


def in_slug(letter):
    letter.slug = CANARY


def in_words_for_search_engines(letter):
    letter.search_description = CANARY


def in_caption(letter, picture):
    figure = {"image": picture, "alt": "", "decorative": True, "caption": CANARY, "credit": ""}
    letter.body = [("gallery", {"figures": [figure]})]


def in_alternative_text_of_the_library(letter, picture):
    picture.description = CANARY
    picture.save()
    letter.lead_image = picture


def in_words_that_marks_divide(letter):
    half = len(CANARY) // 2
    letter.body = [("paragraph", {"text": f"<p>{CANARY[:half]}<b>{CANARY[half:]}</b></p>"})]


def in_address_of_a_link(letter):
    link = f'<p><a href="https://example.org/{CANARY}">here</a></p>'
    letter.body = [("paragraph", {"text": link})]


def in_address_with_an_apostrophe(letter):
    link = f'<p><a href="https://example.org/o\'{CANARY}">here</a></p>'
    letter.body = [("paragraph", {"text": link})]


def in_title_of_a_linked_file(letter):
    file = CustomDocument.objects.create(
        review="nobody", title=CANARY, file=ContentFile(b"Old", "old.txt")
    )
    link = f'<p><a linktype="document" id="{file.pk}">here</a></p>'
    letter.body = [("paragraph", {"text": link})]


def in_child_row(letter):
    letter.signatories = [letter.signatories.model(name=CANARY)]


def in_tag(letter):
    letter.tags.set([TagFactory(name=CANARY)])


def in_category(letter):
    letter.categories = [CategoryFactory(name=CANARY)]


def in_place(letter):
    letter.places = [PlaceFactory(name=CANARY)]


PLACES = [value for name, value in list(globals().items()) if name.startswith("in_")]


@pytest.mark.parametrize("put", PLACES)
def test_it_is_found(letter, picture, put):
    needs_picture = put.__code__.co_argcount == 2
    put(letter, *([picture] if needs_picture else []))
    assert any(CANARY in passage.text for passage in passages(letter))


def test_what_was_typed_into_a_block_leads_there(letter, picture):
    in_caption(letter, picture)
    letter.save()
    letter = type(letter).objects.get(pk=letter.pk)
    [passage] = [each for each in passages(letter) if CANARY in each.text]
    assert passage.field == "body"
    assert passage.block == letter.body.raw_data[0]["id"]
    assert passage.where == "Body: Gallery"


def test_what_no_reader_gets_is_not_looked_at(letter):
    letter.draft_title = CANARY
    assert not any(CANARY in passage.text for passage in passages(letter))
