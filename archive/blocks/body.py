"""The body of a page: what it may be composed of."""

from __future__ import annotations

from wagtail.blocks import CharBlock, ListBlock, PageChooserBlock, StreamBlock

from .data import FiguresBlock, TableBlock
from .media import DocumentBlock, EmbedBlock, GalleryBlock, ImageBlock
from .text import (
    BodyPartBlock,
    DialogueBlock,
    HeadingBlock,
    NoteBlock,
    ParagraphBlock,
    QuoteBlock,
)


class RelatedEntriesBlock(BodyPartBlock):
    """Documents that the editors put beside this one."""

    heading = CharBlock(
        required=False, max_length=255, help_text="What the documents have in common, “Read also”."
    )
    entries = ListBlock(
        PageChooserBlock(page_type="archive.EntryPage", label="Document"),
        label="Documents",
        min_num=1,
        help_text="The documents in your order; readers see only those that are public.",
    )

    class Meta:
        icon = "link"
        label = "Related documents"
        group = "Pictures and files"
        description = "Other documents of the archive, chosen by hand."
        preview_value = {"heading": "Read also", "entries": []}


class BodyBlock(StreamBlock):
    """A body, block by block."""

    heading = HeadingBlock()
    paragraph = ParagraphBlock()
    quote = QuoteBlock()
    dialogue = DialogueBlock()
    note = NoteBlock()
    image = ImageBlock()
    gallery = GalleryBlock()
    document = DocumentBlock()
    embed = EmbedBlock()
    related_entries = RelatedEntriesBlock()
    table = TableBlock()
    figures = FiguresBlock()
