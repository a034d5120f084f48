"""The body of a page: its block types."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.telepath import register
from wagtail.blocks import CharBlock, ListBlock, PageChooserBlock, StreamBlock
from wagtail.blocks.stream_block import StreamBlockAdapter

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
        required=False,
        max_length=255,
        help_text=_("What the documents have in common, “Read also”."),
        label=_("Heading"),
    )
    entries = ListBlock(
        PageChooserBlock(page_type="archive.EntryPage", label=pgettext_lazy("archive", "Document")),
        label=pgettext_lazy("archive", "Documents"),
        min_num=1,
        help_text=_("The documents in your order; readers see only those that are public."),
    )

    class Meta:
        icon = "link"
        label = _("Related documents")
        group = _("Pictures and files")
        description = _("Other documents of the archive, chosen by hand.")
        preview_value = {"heading": "Read also", "entries": []}


class BodyBlock(StreamBlock):
    """A body: a stream of blocks."""

    heading = HeadingBlock(label=_("Heading"))
    paragraph = ParagraphBlock(label=_("Paragraph"))
    quote = QuoteBlock(label=_("Quote"))
    dialogue = DialogueBlock(label=_("Dialogue"))
    note = NoteBlock(label=_("Note"))
    image = ImageBlock(label=_("Image"))
    gallery = GalleryBlock(label=_("Gallery"))
    document = DocumentBlock(label=_("File"))
    embed = EmbedBlock(label=_("Embed"))
    related_entries = RelatedEntriesBlock(label=_("Related entries"))
    table = TableBlock(label=_("Table"))
    figures = FiguresBlock(label=_("Figures"))


class BodyBlockAdapter(StreamBlockAdapter):
    """Lets a paste into a paragraph become blocks."""

    js_constructor = "archive.blocks.body.BodyBlock"

    @property
    def media(self) -> forms.Media:
        return super().media + forms.Media(js=["archive/body.js"])


register(BodyBlockAdapter(), BodyBlock)
