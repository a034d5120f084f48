"""What is stored of a block as rows, by the block's definition."""

from collections import defaultdict

import pytest
from wagtail.blocks import CharBlock, ListBlock, StructBlock
from wagtail.images.blocks import ImageChooserBlock

from cms import schema  # noqa: F401 -- with it every model has its GraphQL type
from cms.graphql.blocks.values import HIDDEN, PageMedia, reader_of

SEEN = {"title": "Street"}
FOUND = PageMedia({"Image": {3: SEEN}}, "Report:7")


class PersonBlock(StructBlock):
    name = CharBlock()
    portrait = ImageChooserBlock(required=False)


class CaseBlock(StructBlock):
    person = PersonBlock()
    photo = ImageChooserBlock()


def read(block, value):
    return reader_of(block).read(value, FOUND)


def item(value):
    return {"type": "item", "id": "x", "value": value}


@pytest.mark.parametrize(
    ("portrait", "row"),
    [
        (3, {"name": "Kim", "portrait": SEEN}),
        (None, {"name": "Kim", "portrait": None}),
        (4, HIDDEN),
    ],
)
def test_a_struct_is_left_out_where_its_picture_is_hidden_not_where_none_is_chosen(portrait, row):
    assert read(PersonBlock(), {"name": "Kim", "portrait": portrait}) == row


@pytest.mark.parametrize("value", [{"name": "Kim", "portrait": 4}, None])
def test_a_struct_falls_with_the_struct_within_it(value):
    assert read(CaseBlock(), {"person": value, "photo": 3 if value else None}) is HIDDEN


def test_the_items_of_a_list_are_each_for_themselves():
    people = [item({"name": "Kim", "portrait": 4}), {"name": "Lee", "portrait": 3}]
    assert read(ListBlock(PersonBlock()), people) == [{"name": "Lee", "portrait": SEEN}]
    assert read(ListBlock(ImageChooserBlock()), [item(3), 4, None]) == [SEEN]
    assert read(ListBlock(CharBlock()), [item("a"), "b"]) == ["a", "b"]
    assert read(ListBlock(CharBlock()), None) == []


def test_all_pictures_of_a_block_are_asked_for_together():
    keys = defaultdict(set)
    reader = reader_of(StructBlock([("cases", ListBlock(CaseBlock()))]))
    reader.collect({"cases": [item({"person": {"portrait": 5}, "photo": 6}), {"photo": 7}]}, keys)
    assert keys == {"Image": {5, 6, 7}}


def test_what_holds_neither_lists_nor_pictures_is_read_as_it_is_stored():
    assert reader_of(StructBlock([("name", CharBlock())])) is None
