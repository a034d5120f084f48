"""The blocks of a body in GraphQL, one class a block."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any

import graphene
from graphql import GraphQLResolveInfo
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed

from archive import embeds
from archive.blocks import table_cells
from cms.graphql.blocks import BlockType, BlockValue
from cms.graphql.enums import enum_of
from cms.graphql.ids import fetch
from cms.graphql.pages import load_pages
from cms.graphql.peers import batched
from cms.graphql.richtext import rich_text_field
from media.graphql import Captioned, CaptionedImage, Document, captioned

from .interface import ArchiveEntry
from .types import Figure

NoteKind = enum_of(
    "NoteKind",
    "Why the editors speak.",
    {
        "EDITORIAL": "An explanation.",
        "CORRECTION": "Something printed earlier was wrong.",
        "UPDATE": "Something has happened since.",
        "WITHHELD": "Something is left out, to protect somebody.",
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
        stored_as = "heading"

    text = graphene.String(required=True, description="The words.")
    level = graphene.Int(required=True, description="2 to 4; the page's title is 1.")
    anchor = graphene.String(required=True, description="An id for links to this place.")

    @staticmethod
    def resolve_anchor(block: BlockValue, _info: GraphQLResolveInfo) -> str:
        return f"h-{block.id.split('-', 1)[0]}"


class ParagraphBlock(BlockType):
    """One or more paragraphs of formatted text."""

    class Meta:
        stored_as = "paragraph"

    text = rich_text_field("text", description="The text.")


class ImageBlock(BlockType):
    """A picture with its caption."""

    class Meta:
        stored_as = "image"

    figure = graphene.Field(CaptionedImage, required=True, description="The picture.")

    @staticmethod
    def needs(value: dict[str, Any]) -> list[tuple[str, int]]:
        return [("Image", value["figure"]["image"])]

    @batched
    @staticmethod
    def resolve_figure(blocks: list[BlockValue], _info: GraphQLResolveInfo) -> list[Captioned]:
        return [captioned(block.value["figure"]) for block in blocks]


class GalleryBlock(BlockType):
    """Several pictures that belong together."""

    class Meta:
        stored_as = "gallery"

    figures = graphene.List(
        graphene.NonNull(CaptionedImage), required=True, description="The pictures, in order."
    )

    @batched
    @staticmethod
    def resolve_figures(
        blocks: list[BlockValue],
        info: GraphQLResolveInfo,
    ) -> list[list[Captioned]]:
        galleries = [[captioned(item) for item in items(block, "figures")] for block in blocks]
        keys = [figure.image_key for gallery in galleries for figure in gallery]
        images = fetch(info.context, "Image", keys)
        return [
            [figure for figure in gallery if figure.image_key in images] for gallery in galleries
        ]


class QuoteBlock(BlockType):
    """Words of somebody, set apart."""

    class Meta:
        stored_as = "quote"

    quote = graphene.String(required=True, description="The words, without quotation marks.")
    attribution = graphene.String(description="Whose words they are.")
    source = graphene.String(description="Where they were said or printed.")


class DialogueTurn(graphene.ObjectType):
    """What one side says before the other speaks."""

    speaker = graphene.String(
        required=True, description="As printed; one label may stand for several people."
    )
    interviewer = graphene.Boolean(required=True, description="Whether this side asks.")
    text = rich_text_field("text", description="What is said.")


class DialogueBlock(BlockType):
    """An interview in turns."""

    class Meta:
        stored_as = "dialogue"

    turns = graphene.List(
        graphene.NonNull(DialogueTurn),
        required=True,
        description="The turns in order; one speaker may have two running.",
    )

    @batched
    @staticmethod
    def resolve_turns(blocks: list[BlockValue], _info: GraphQLResolveInfo) -> list[list[Any]]:
        return [items(block, "turns") for block in blocks]


class TableBlock(BlockType):
    """A table of words and numbers."""

    class Meta:
        stored_as = "table"

    caption = graphene.String(description="The words above or below it.")
    header = graphene.List(
        graphene.NonNull(graphene.String), description="The column heads; null where it has none."
    )
    rows = graphene.List(
        graphene.NonNull(graphene.List(graphene.NonNull(graphene.String))),
        required=True,
        description="The cells, row by row; an empty cell is an empty string.",
    )

    @staticmethod
    def resolve_header(block: BlockValue, _info: GraphQLResolveInfo) -> list[str] | None:
        return table_cells(block.value)[0]

    @staticmethod
    def resolve_rows(block: BlockValue, _info: GraphQLResolveInfo) -> list[list[str]]:
        return table_cells(block.value)[1]


class FiguresBlock(BlockType):
    """Figures set apart from the text."""

    class Meta:
        stored_as = "figures"

    heading = graphene.String(description="What they are about.")
    figures = graphene.List(
        graphene.NonNull(Figure), required=True, description="The figures, in order."
    )

    @staticmethod
    def resolve_figures(block: BlockValue, _info: GraphQLResolveInfo) -> list[Any]:
        return items(block, "figures")


class DocumentBlock(BlockType):
    """A file to download, with a word about it."""

    class Meta:
        stored_as = "document"

    document = graphene.Field(Document, required=True, description="The file.")
    description = graphene.String(description="What is in it.")

    @staticmethod
    def needs(value: dict[str, Any]) -> list[tuple[str, int]]:
        return [("Document", value["document"])]

    @batched
    @staticmethod
    def resolve_document(blocks: list[BlockValue], info: GraphQLResolveInfo) -> list[Any]:
        keys = [block.value["document"] for block in blocks]
        documents = fetch(info.context, "Document", keys)
        return [documents.get(key) for key in keys]


class EmbedBlock(BlockType):
    """A video of another site."""

    class Meta:
        stored_as = "embed"

    url = graphene.String(required=True, description="The page of the video.")
    provider = graphene.String(description='Who serves it: "YouTube".')
    title = graphene.String(description="Its title there.")
    html = graphene.String(
        required=True, description="A sandboxed iframe, or a link where there is no player."
    )
    thumbnail_url = graphene.String(description="A still picture, served by the provider.")
    caption = graphene.String(description="The words below it.")

    @batched
    @staticmethod
    def resolve_title(blocks: list[BlockValue], _info: GraphQLResolveInfo) -> list[str | None]:
        titles = stored_titles([block.value["url"] for block in blocks])
        return [titles.get(block.value["url"]) for block in blocks]

    @staticmethod
    def resolve_provider(block: BlockValue, _info: GraphQLResolveInfo) -> str | None:
        video = embeds.video(block.value["url"])
        return video.provider if video else None

    @staticmethod
    def resolve_html(block: BlockValue, _info: GraphQLResolveInfo) -> str:
        return embeds.player(block.value["url"])

    @staticmethod
    def resolve_thumbnail_url(block: BlockValue, _info: GraphQLResolveInfo) -> str | None:
        video = embeds.video(block.value["url"])
        return video.thumbnail_url if video else None


class NoteBlock(BlockType):
    """A word of the editors about the document."""

    class Meta:
        stored_as = "note"

    kind = graphene.Field(NoteKind, required=True, description="Why the editors speak.")
    text = rich_text_field("text", description="What they say.")
    date = graphene.Date(description="When they said it.")

    @staticmethod
    def resolve_date(block: BlockValue, _info: GraphQLResolveInfo) -> datetime.date | None:
        stored = block.value.get("date")
        return datetime.date.fromisoformat(stored) if stored else None


class RelatedEntriesBlock(BlockType):
    """Documents that the editors put beside this one."""

    class Meta:
        stored_as = "related_entries"

    heading = graphene.String(description="What they have in common.")
    entries = graphene.List(
        graphene.NonNull(lambda: ArchiveEntry),
        required=True,
        description="The documents, in the editors' order; hidden ones are left out.",
    )

    @batched
    @staticmethod
    def resolve_entries(blocks: list[BlockValue], info: GraphQLResolveInfo) -> list[list[Any]]:
        keys = [[key for key in items(block, "entries") if key] for block in blocks]
        pages = load_pages(info.context, [key for chosen in keys for key in chosen])
        return [[pages[key] for key in chosen if key in pages] for chosen in keys]


def items(block: BlockValue, name: str) -> list[Any]:
    """The values of a ListBlock, whether stored with an ID each (as now) or without."""
    stored = block.value.get(name) or []
    return [
        item["value"] if isinstance(item, dict) and item.get("type") == "item" else item
        for item in stored
    ]


def stored_titles(urls: Iterable[str]) -> dict[str, str]:
    """The titles of those videos that the admin has looked up; nothing is fetched here."""
    found = Embed.objects.filter(hash__in={get_embed_hash(url) for url in urls})
    return {embed.url: embed.title for embed in found if embed.title}
