"""Blocks of text."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    ListBlock,
    RichTextBlock,
    StructBlock,
    TextBlock,
)
from wagtail.rich_text import RichText
from wagtail.snippets.blocks import SnippetChooserBlock

from archive.date_fields import DayBlock
from archive.richtext import FEATURES, sanitised
from cms import richtext


class BodyPartBlock(StructBlock):
    """A part of a body; the block picker previews it with the archive's template."""

    class Meta:
        preview_template = "archive/block_preview.html"


class FormattedTextBlock(RichTextBlock):
    """Rich text with the archive's few features; nothing else is stored."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"features": FEATURES, **options})

    def clean(self, value: RichText) -> RichText:
        return super().clean(RichText(sanitised(value.source)))

    def get_searchable_content(self, value: RichText) -> list[str]:
        # Wagtail's method joins the last word of an item with the first of a nested list.
        return [richtext.text(value.source)] if self.search_index else []


class HeadingBlock(BodyPartBlock):
    """A heading within a body."""

    text = CharBlock(
        max_length=255, help_text=_("The words of the heading, “Food Situation”."), label=_("Text")
    )
    level = ChoiceBlock(
        choices=[("2", _("Section")), ("3", _("Subsection")), ("4", _("Part of a subsection"))],
        default="2",
        help_text=_(
            "Where the heading stands: a section (h2), a subsection (h3) or a part of one "
            "(h4). The title of the document is h1."
        ),
        label=_("Level"),
    )

    class Meta:
        icon = "title"
        group = _("Text")
        description = _("A heading, to which readers can link.")
        preview_value = {"text": "Women Sold, Babies Often Abandoned", "level": "2"}


class ParagraphBlock(BodyPartBlock):
    """One or more paragraphs of formatted text."""

    text = FormattedTextBlock(
        help_text=_("The text. Headings, pictures and quotations are blocks of their own."),
        label=_("Text"),
    )

    class Meta:
        icon = "pilcrow"
        group = _("Text")
        description = _("Paragraphs and lists, with bold, italic and links.")
        preview_value = {
            "text": "<p>The Tumen River was <b>completely frozen</b>. From the Chinese side we "
            "saw the lookout posts, one about every hundred metres.</p>"
        }


class QuoteBlock(BodyPartBlock):
    """Words of somebody, set apart."""

    quote = TextBlock(
        help_text=_("The words themselves, without quotation marks."), label=_("Quote")
    )
    attribution = CharBlock(
        required=False,
        max_length=255,
        help_text=_("Whose words they are, “A shelter worker”."),
        label=_("Attribution"),
    )
    source = CharBlock(
        required=False,
        max_length=255,
        help_text=_("Where they were said or printed: “Asahi Shimbun, 12 January 2006”."),
        label=_("Source"),
    )

    class Meta:
        icon = "openquote"
        group = _("Text")
        description = _("Words of somebody, set apart from the text.")
        preview_value = {
            "quote": "Nobody asks where they come from.",
            "attribution": "A shelter worker",
            "source": "Interview, 2006",
        }


class DialogueTurnBlock(StructBlock):
    """What one side says before the other speaks."""

    speaker = CharBlock(
        max_length=255,
        help_text=_(
            "Who speaks, as printed: “LFNKR”, “Local staffers”. One label may stand for "
            "several people, and the same speaker may have two turns running."
        ),
        label=_("Speaker"),
    )
    interviewer = BooleanBlock(
        required=False,
        help_text=_("Tick this when this side asks, so that frontends can set it apart."),
        label=_("Interviewer"),
    )
    text = FormattedTextBlock(help_text=_("What is said in this turn."), label=_("Text"))
    person = SnippetChooserBlock(
        "safeguards.Person",
        required=False,
        help_text=_("Who it is, where that is known. Readers are not told; consent is asked for."),
        label=_("Person"),
    )

    class Meta:
        icon = "comment"
        label = _("Turn")
        description = _("One turn of a conversation.")


class DialogueBlock(BodyPartBlock):
    """An interview in turns."""

    turns = ListBlock(
        DialogueTurnBlock(),
        min_num=1,
        help_text=_("The turns, in the order in which they were spoken."),
        label=_("Turns"),
    )

    class Meta:
        icon = "comment"
        group = _("Text")
        description = _("An interview or conversation, turn by turn.")
        preview_value = {
            "turns": [
                {
                    "speaker": "LFNKR",
                    "interviewer": True,
                    "text": "<p>How is the food situation?</p>",
                },
                {
                    "speaker": "Local staffers",
                    "interviewer": False,
                    "text": "<p>Worse than last winter.</p>",
                },
            ]
        }


class NoteBlock(BodyPartBlock):
    """A word of the editors about the document."""

    kind = ChoiceBlock(
        choices=[
            ("editorial", _("Explanation")),
            ("correction", _("Correction")),
            ("update", _("Update")),
            ("withheld", _("Something is withheld")),
        ],
        default="editorial",
        help_text=_(
            "Why the editors speak: to explain, to correct, to update, or to say that "
            "something is left out for somebody's safety."
        ),
        label=_("Kind"),
    )
    text = FormattedTextBlock(
        help_text=_("What the editors say, apart from the document's own words."), label=_("Text")
    )
    date = DayBlock(
        required=False,
        help_text=_("The day on which the note was written, 2007-03-01."),
        label=_("Date"),
    )

    class Meta:
        icon = "info-circle"
        group = _("Text")
        description = _("A note of the editors: an explanation, a correction, an update.")
        aside = True
        preview_value = {
            "kind": "withheld",
            "text": "<p>Names of shelters are left out to protect those who live there.</p>",
            "date": date(2006, 2, 1),
        }
