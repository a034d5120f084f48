"""Grapple's declarations of documents and categories: only what a card shows."""

from __future__ import annotations

from collections.abc import Callable

from grapple.helpers import register_query_field
from grapple.models import GraphQLCollection, GraphQLForeignKey, GraphQLString

from archive.dates import ArchiveDate
from archive.models import Category, EntryPage
from cms.visibility.files import is_for_readers
from media.models import PublicRendition
from media.renditions import public_rendition
from tests.benchmarks.handwritten_parts import TYPE_NAMES

CARD_SPEC = "width-400"


def card_type(page: EntryPage) -> str:
    return TYPE_NAMES[page.cached_content_type.model]


def card_path(page: EntryPage) -> str:
    """Its path at the frontend, through Wagtail's own cached way from a page to its site."""
    return page.get_url_parts()[2]


def card_date(page: EntryPage) -> str:
    return ArchiveDate.parse(page.date).display(page.locale.language_code)


def card_alt(page: EntryPage) -> str | None:
    image = page.lead_image
    if not image or not is_for_readers(image):
        return None
    return "" if page.lead_image_decorative else page.lead_image_alt or image.description


def card_rendition(page: EntryPage) -> PublicRendition | None:
    return public_rendition(page.lead_image, CARD_SPEC) if page.lead_image else None


WORDS: dict[str, Callable[[EntryPage], str | None]] = {
    "card_type": card_type,
    "card_path": card_path,
    "card_subtitle": lambda page: page.subtitle or None,
    "card_summary": lambda page: page.summary or page.summary_derived,
    "card_date": card_date,
    "card_alt": card_alt,
}


def declare() -> None:
    """The fields of both models, and a query for documents."""
    for name, read in {**WORDS, "card_rendition": card_rendition}.items():
        setattr(EntryPage, name, property(read))
    fields = [
        *(GraphQLString(name) for name in WORDS),
        GraphQLForeignKey("card_rendition", "media.PublicRendition"),
        GraphQLCollection(GraphQLForeignKey, "categories", "archive.Category"),
    ]
    setattr(EntryPage, "graphql_fields", fields)  # noqa: B010 -- the model does not know of it
    setattr(Category, "graphql_fields", [GraphQLString("name"), GraphQLString("slug")])  # noqa: B010
    register_query_field("entry", "entries")(EntryPage)
