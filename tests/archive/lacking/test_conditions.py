"""What a list and a report call “no alternative text” is what the checklist calls so."""

import json

import pytest
from wagtail.blocks import ListBlock, StreamBlock, StructBlock
from wagtail.images.blocks import ImageChooserBlock

from archive.blocks.media import CaptionedImageBlock
from archive.checklist.rules.alternative_text import AlternativeText
from archive.lacking.conditions import WITHOUT_ALTERNATIVE_TEXT
from archive.models import EntryPage
from cms.blocks import media_in
from tests.factories import ImageFactory, LetterPageFactory

pytestmark = pytest.mark.django_db
DESCRIBED, DECORATIVE, SILENT = {"alt": "A gate"}, {"decorative": True}, {}


def figure(image, words):
    empty = {"alt": "", "decorative": False, "caption": "", "credit": ""}
    return {"image": image, **empty, **words}


def lead(image, words):
    return {"lead_image": image} | {f"lead_image_{name}": said for name, said in words.items()}


def block(image, words):
    return {"body": [("image", {"figure": figure(image, words)})]}


def gallery(image, words):
    other = figure(ImageFactory(), DESCRIBED)
    return {"body": [("gallery", {"figures": [other, figure(image, words)]})]}


@pytest.mark.parametrize("place", [lead, block, gallery])
@pytest.mark.parametrize("words", [DESCRIBED, DECORATIVE, SILENT])
def test_a_picture_anywhere_is_undescribed_for_all_that_look(place, words):
    image = ImageFactory(description="")
    letter = LetterPageFactory(live=False, **place(image, words))
    assert lacking(letter) is (words == SILENT)
    image.description = "Two people at a gate"
    image.save()
    assert not lacking(letter)


def test_it_follows_the_document_and_the_library():
    image = ImageFactory(description="")
    letter = LetterPageFactory(live=False, **block(image, SILENT))
    letter.body = block(image, DESCRIBED)["body"]
    letter.save()
    assert not lacking(letter)
    letter.body = [*block(image, DESCRIBED)["body"], *block(image, SILENT)["body"]]
    letter.save()
    assert lacking(letter)
    letter.body = json.dumps(
        [{"type": "image", "id": "a", "value": {"figure": figure(999, SILENT)}}]
    )
    letter.save()  # an old revision names a picture that is gone
    assert not lacking(letter)


def lacking(letter):
    """What the checklist says, and the condition of lists and reports with it."""
    is_listed = EntryPage.objects.filter(WITHOUT_ALTERNATIVE_TEXT).exists()
    assert is_listed == bool(list(AlternativeText().faults(letter)))
    return is_listed


def test_pictures_are_seen_at_any_depth_with_the_words_around_them():
    figures = StreamBlock([("figure", CaptionedImageBlock())])
    deep = StreamBlock(
        [
            ("chapter", StructBlock([("parts", ListBlock(figures))])),
            ("bare", ListBlock(ImageChooserBlock())),
        ]
    )
    raw = [
        {
            "type": "chapter",
            "value": {"parts": [[{"type": "figure", "value": {"image": 7, "alt": "A gate"}}]]},
        },
        {"type": "bare", "value": [8]},
    ]
    seen = [(medium.key, words.get("alt")) for medium, words in media_in(deep, raw)]
    assert seen == [(7, "A gate"), (8, None)]
