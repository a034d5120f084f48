"""The text of a stream, read from raw data using the definitions of its blocks."""

import pytest
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from archive.blocks import BodyBlock
from archive.videos import embeds
from cms.blocks import Medium, leaves
from media.models import CustomDocument, CustomImage, Video

BODY = BodyBlock()
FILM = embeds.video("https://vimeo.com/148751763")


def item(value):
    return {"type": "item", "id": "x", "value": value}


def block(kind, /, **value):
    return {"type": kind, "id": "x", "value": value}


STORED = [
    block("heading", text="Food", level="2"),
    block("paragraph", text="<p>Rice &amp; <b>mai</b>ze</p><ul><li>One</li><li>Two</li></ul>"),
    block("quote", quote="Nobody asks.", attribution="A worker", source="Asahi"),
    block("dialogue", turns=[item({"speaker": "LFNKR", "text": "<p>Who comes?</p>"})]),
    block("note", kind="update", text="<p>Corrected.</p>", date=None),
    block("image", figure={"image": 1, "alt": "A street", "caption": "Yanji", "credit": "Kato"}),
    block("gallery", figures=[item({"image": 2, "alt": "Seen", "caption": "A river"})]),
    block("document", document=7, description="The printed report"),
    block("embed", url="https://vimeo.com/148751763", caption="The director speaks"),
    block("related_entries", heading="Read also", entries=[item(5)]),
    block(
        "table",
        caption="Prices",
        table={
            "columns": [{"type": "text", "heading": "Ware"}],
            "rows": [{"values": ["Maize"]}],
        },
    ),
    block("figures", heading="The year", figures=[item({"label": "Saved", "value": "about 40"})]),
]


def said(stored, stream=BODY):
    """Lines about nothing but the document itself, and those about a picture or a file."""
    found = [(leaf.about, text) for leaf in leaves(stream, stored) for text in leaf.words if text]
    own = [line for about, text in found if not about for line in text.splitlines()]
    return own, {text: {medium.key for medium in about} for about, text in found if about}


def test_every_block_says_its_words_in_their_order():
    own, about_media = said(STORED)
    assert own == [
        *("Food", "Rice & maize", "One", "Two", "Nobody asks.", "A worker", "Asahi"),
        *("LFNKR", "Who comes?", "Corrected."),
        *("Read also", "Prices", "Ware", "Maize"),
        *("The year", "Saved", "about 40"),
    ]
    assert about_media == {
        **{text: {1} for text in ("A street", "Yanji", "Kato")},
        **{text: {2} for text in ("Seen", "A river")},
        "The printed report": {7},
        "The director speaks": {FILM.key},
    }


def test_the_media_are_told_apart_by_their_models():
    about = {medium for leaf in leaves(BODY, STORED) for medium in leaf.about}
    media = {Medium(CustomImage, 1), Medium(CustomImage, 2), Medium(CustomDocument, 7)}
    assert about == media | {Medium(Video, FILM.key)}


def test_the_alternative_text_of_a_decoration_is_not_said():
    figure = {"image": 1, "alt": "A street", "decorative": True, "caption": "Yanji"}
    assert list(said([block("image", figure=figure)])[1]) == ["Yanji"]


def test_words_about_a_picture_that_was_never_chosen_are_about_none_that_readers_see():
    [leaf] = [leaf for leaf in leaves(BODY, [block("document", description="PDF")]) if leaf.words]
    assert leaf.about == {Medium(CustomDocument, None)}


@pytest.mark.parametrize("kind", BODY.child_blocks)
def test_a_block_without_its_fields_says_nothing(kind):
    assert said([block(kind), {"type": kind, "value": None}]) == ([], {})


def test_a_block_that_no_longer_exists_says_nothing():
    assert said([block("carousel", text="Rice")]) == ([], {})


class PersonBlock(blocks.StructBlock):
    name = blocks.CharBlock()
    secret = blocks.CharBlock(search_index=False)
    portrait = ImageChooserBlock(required=False)


class Deep(blocks.StreamBlock):
    people = blocks.ListBlock(
        blocks.StructBlock([("inner", blocks.StreamBlock([("person", PersonBlock())]))])
    )


def test_words_are_found_at_any_depth():
    def people(**portrait):
        inner = [block("person", name="Kim", secret="Lee", **portrait)]
        return [{"type": "people", "value": [item({"inner": inner})]}]

    assert said(people(), Deep()) == (["Kim"], {})
    assert said(people(portrait=3), Deep()) == ([], {"Kim": {3}})


def test_a_struct_speaks_of_the_pictures_of_the_structs_within_it_and_not_of_a_list_s():
    person = {"name": "Kim", "portrait": 3}
    alone = blocks.StructBlock([("title", blocks.CharBlock()), ("person", PersonBlock())])
    several = blocks.StructBlock(
        [("title", blocks.CharBlock()), ("people", blocks.ListBlock(PersonBlock()))]
    )
    stream = blocks.StreamBlock([("alone", alone), ("several", several)])
    assert said([block("alone", title="Escape", person=person)], stream) == (
        [],
        {"Escape": {3}, "Kim": {3}},
    )
    assert said([block("several", title="Escape", people=[item(person)])], stream) == (
        ["Escape"],
        {"Kim": {3}},
    )
