"""The house rules: a check names the file and the fix."""

import pytest
from django.apps import apps
from django.core import checks
from django.db import models
from django.test.utils import isolate_apps
from modelcluster.fields import ParentalKey
from wagtail import blocks
from wagtail.fields import RichTextField
from wagtail.images.blocks import ImageChooserBlock
from wagtail.models import Orderable

from archive.blocks import BodyBlock
from archive.blocks.text import BodyPartBlock, HeadingBlock
from archive.checks import (
    block_faults,
    documented,
    letter_faults,
    model_faults,
    panel_faults,
    unused_faults,
)
from archive.models import EntryPage, LetterPage, ReportPage


def test_the_archive_keeps_its_own_rules():
    assert checks.run_checks() == []


class ItemBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(help_text="The words.")


class SightingBlock(BodyPartBlock):
    image = ImageChooserBlock()
    items = blocks.ListBlock(ItemBlock(), help_text="The items.")

    class Meta:
        unsaid = {"caption": "image"}


def test_a_block_that_an_editor_cannot_understand_is_refused():
    found = list(block_faults(SightingBlock()))
    assert [fault.msg.rsplit(" (", 1)[0] for fault in found] == [
        "SightingBlock has no icon: an editor cannot tell what it is.",
        "SightingBlock has no description: an editor cannot tell what it is.",
        "SightingBlock has no group: an editor cannot tell what it is.",
        "SightingBlock has no preview_value: an editor cannot tell what it is.",
        "SightingBlock.image has no help_text in whole sentences.",
        "The items of SightingBlock.items have no label.",
        ("SightingBlock.items.text takes any markup, and its words run together in the search."),
        "SightingBlock has no child “caption”, which its unsaid names.",
    ]
    assert all(__file__ in fault.msg for fault in found)
    assert all(fault.hint for fault in found)


@pytest.mark.parametrize("block", BodyBlock().child_blocks.values(), ids=lambda block: block.name)
def test_the_blocks_of_a_body_are_as_an_editor_needs_them(block):
    assert list(block_faults(block)) == []


def test_a_block_of_a_body_is_a_part_of_one():
    assert next(fault.id for fault in block_faults(ItemBlock())) == "archive.E014"


def test_a_block_that_stands_in_no_stream_is_refused():
    [fault] = unused_faults(SightingBlock, {HeadingBlock: HeadingBlock()})
    assert fault.msg.startswith("SightingBlock stands in no stream")
    assert "archive/blocks/body.py" in fault.hint


@isolate_apps("archive")
def test_child_rows_need_an_order_and_every_field_a_help_text():
    class Stop(models.Model):  # noqa: DJ008 -- nobody reads it
        page = ParentalKey(EntryPage, on_delete=models.CASCADE, related_name="+")
        place = models.CharField(max_length=9)

        class Meta:
            app_label = "archive"

    class OrderedStop(Orderable):
        page = ParentalKey(EntryPage, on_delete=models.CASCADE, related_name="+")
        place = models.CharField(max_length=9, help_text="The place, “Yanji”.")

        class Meta(Orderable.Meta):
            app_label = "archive"

    class ToldStop(OrderedStop):
        story = RichTextField(help_text="What happened.")

        class Meta(Orderable.Meta):
            app_label = "archive"

    assert [fault.id for fault in model_faults(Stop)] == ["archive.E001", "archive.E002"]
    assert [fault.id for fault in model_faults(ToldStop)] == ["archive.E018"]
    assert list(model_faults(OrderedStop)) == []


def test_what_nobody_can_type_is_refused(monkeypatch):
    assert list(panel_faults(LetterPage)) == []
    monkeypatch.setattr(LetterPage, "get_edit_handler", ReportPage.get_edit_handler)
    sentences = [fault.msg.rsplit(" (", 1)[0] for fault in panel_faults(LetterPage)]
    assert "No panel shows “salutation” of LetterPage: nobody can type it." in sentences
    assert "No panel shows “recipients” of LetterPage: nobody can type it." in sentences


def test_every_type_has_a_letter_of_its_own(monkeypatch):
    assert list(letter_faults([LetterPage, ReportPage])) == []
    monkeypatch.setattr(ReportPage, "reference_letter", "L")
    [fault] = letter_faults([LetterPage, ReportPage])
    assert "“L”, stands for LetterPage" in fault.msg


def test_every_page_row_and_term_of_the_archive_is_held_to_the_rules():
    rows = {row.__name__ for model in apps.get_models() for row in documented(model)}
    assert {
        "LetterPage",
        "LetterRecipient",
        "Screening",
        "HomePage",
        "FeaturedEntry",
        "Place",
    } <= rows
