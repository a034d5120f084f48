"""The blocks of a body in GraphQL, one class per block."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import graphene
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed

from archive.blocks import body, data, media, table_cells, text
from archive.videos import embeds
from cms.graphql.blocks.body import BlockType
from cms.graphql.blocks.richtext import rich_text_field
from cms.graphql.engine import Batch, Loader, Loading, RowType, Stored, loads
from cms.graphql.enums import enum_of
from cms.graphql.pages.interface import page_lists
from cms.graphql.sql.sources import Rows
from media.graphql import CaptionedImage, Document

from .interface import ArchiveEntry
from .types import Figure

Row = Mapping[str, Any]
EMBEDS = Rows(Embed.objects.all, key="hash", columns={"title": "title"})


def computed(compute: Callable[[Row], Any], *children: str) -> Loader:
    """A resolver that computes a value from these children of a block."""

    @loads(*children)
    def resolve(blocks: Sequence[Row], _batch: Batch) -> list[Any]:
        return [compute(block) for block in blocks]

    return resolve


NoteKind = enum_of(
    "NoteKind",
    "What kind of note it is.",
    {
        "EDITORIAL": "An explanation.",
        "CORRECTION": "Something printed earlier was wrong.",
        "UPDATE": "Something has happened since.",
        "WITHHELD": "Something is left out to protect somebody.",
    },
    {
        "EDITORIAL": "editorial",
        "CORRECTION": "correction",
        "UPDATE": "update",
        "WITHHELD": "withheld",
    },
)


class HeadingBlock(BlockType):
    """A heading within a body."""

    class Meta:
        block = text.HeadingBlock

    headline = graphene.String(required=True, description="The words.", resolver=Stored("text"))
    level = graphene.Int(required=True, description="2 to 4; the page's title is 1.")
    anchor = graphene.String(required=True, description="An id for links to this place.")

    resolve_anchor = computed(lambda block: f"h-{block['id'].split('-', 1)[0]}")
    resolve_level = computed(lambda block: int(block.get("level") or 2), "level")


class ParagraphBlock(BlockType):
    """One or more paragraphs of formatted text."""

    class Meta:
        block = text.ParagraphBlock

    text = rich_text_field("text", description="The text.")


class ImageBlock(BlockType):
    """A picture with its caption."""

    class Meta:
        block = media.ImageBlock

    figure = graphene.Field(CaptionedImage, required=True, description="The picture.")


class GalleryBlock(BlockType):
    """Several pictures that belong together."""

    class Meta:
        block = media.GalleryBlock

    images = graphene.List(
        graphene.NonNull(CaptionedImage),
        required=True,
        description="The pictures, in order.",
        resolver=Stored("figures"),
    )


class QuoteBlock(BlockType):
    """A quotation, set apart from the text."""

    class Meta:
        block = text.QuoteBlock

    quote = graphene.String(required=True, description="The words, without quotation marks.")
    attribution = graphene.String(description="Whose words they are.")
    source = graphene.String(description="Where they were said or printed.")


class DialogueTurn(RowType):
    """What one side says before the other speaks."""

    speaker = graphene.String(
        required=True, description="As printed; one label may stand for several people."
    )
    interviewer = graphene.Boolean(
        required=True, description="Whether this speaker is the interviewer."
    )
    text = rich_text_field("text", description="What is said.")


class DialogueBlock(BlockType):
    """An interview in turns."""

    class Meta:
        block = text.DialogueBlock

    turns = graphene.List(
        graphene.NonNull(DialogueTurn),
        required=True,
        description="The turns, in order; one speaker may have two in a row.",
    )


class TableBlock(BlockType):
    """A table of words and numbers."""

    class Meta:
        block = data.TableBlock

    caption = graphene.String(description="The words above or below it.")
    header = graphene.List(
        graphene.NonNull(graphene.String), description="The column headings; null if it has none."
    )
    header_column = graphene.Boolean(
        required=True, description="Whether the first cell of each row is its heading."
    )
    rows = graphene.List(
        graphene.NonNull(graphene.List(graphene.NonNull(graphene.String))),
        required=True,
        description="The cells, row by row; an empty cell is an empty string.",
    )

    resolve_header = computed(lambda block: table_cells(block)[0], "table")
    resolve_header_column = computed(
        lambda block: bool(block.get("header_column")), "header_column"
    )
    resolve_rows = computed(lambda block: table_cells(block)[1], "table")


class FiguresBlock(BlockType):
    """Figures set apart from the text."""

    class Meta:
        block = data.FiguresBlock

    heading = graphene.String(description="What they are about.")
    figures = graphene.List(
        graphene.NonNull(Figure), required=True, description="The figures, in order."
    )


class DocumentBlock(BlockType):
    """A file to download, with a description."""

    class Meta:
        block = media.DocumentBlock

    document = graphene.Field(Document, required=True, description="The file.")
    description = graphene.String(description="What is in it.")


class EmbedBlock(BlockType):
    """A video hosted by another site."""

    class Meta:
        block = media.EmbedBlock

    url = graphene.String(required=True, description="The page of the video.")
    provider = graphene.String(description='The site that hosts it: "YouTube".')
    title = graphene.String(description="Its title there.")
    html = graphene.String(
        required=True, description="A sandboxed iframe, or a link where there is no player."
    )
    thumbnail_url = graphene.String(description="A still picture, served by the provider.")
    caption = graphene.String(description="The words below it.")

    resolve_url = computed(lambda block: embeds.page(block["url"]), "url")
    resolve_provider = computed(
        lambda block: getattr(embeds.video(block["url"]), "provider", None), "url"
    )
    resolve_html = computed(lambda block: embeds.player(block["url"]), "url")
    resolve_thumbnail_url = computed(
        lambda block: getattr(embeds.video(block["url"]), "thumbnail_url", None), "url"
    )

    @loads("url")
    @staticmethod
    def resolve_title(blocks: Sequence[Row], _batch: Batch) -> Loading:
        """The titles of videos that the admin has looked up; nothing is fetched here."""
        hashes = [get_embed_hash(block["url"]) for block in blocks]
        rows = yield EMBEDS.of(hashes)
        return [next((row["title"] or None for row in rows[url_hash]), None) for url_hash in hashes]


class NoteBlock(BlockType):
    """A note by the editors about the document."""

    class Meta:
        block = text.NoteBlock

    kind = graphene.Field(NoteKind, required=True, description="What kind of note it is.")
    text = rich_text_field("text", description="What it says.")
    date = graphene.Date(description="When it was written.")

    resolve_date = computed(
        lambda block: datetime.date.fromisoformat(block["date"]) if block.get("date") else None,
        "date",
    )


class RelatedEntriesBlock(BlockType):
    """Documents that the editors put beside this one."""

    class Meta:
        block = body.RelatedEntriesBlock

    heading = graphene.String(description="What they have in common.")
    entries = graphene.List(
        graphene.NonNull(lambda: ArchiveEntry),
        required=True,
        description="The documents, in the editors' order; hidden ones are left out.",
    )

    @loads("entries")
    @staticmethod
    def resolve_entries(blocks: Sequence[Row], batch: Batch) -> Loading:
        keys = [[key for key in block["entries"] if key] for block in blocks]
        return (yield from page_lists(keys, batch))
