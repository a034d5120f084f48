"""The head of a page, for search engines and shared links."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from inspect import isgenerator
from typing import Any

import graphene
from wagtail.images import get_image_model

from cms.graphql.engine import Batch, Loader, Loading, loads
from cms.graphql.ids import fetch
from cms.graphql.registry import type_of
from cms.graphql.scalars import JSON

from .linked_data import Head, linked_data, linked_list
from .loading import CANONICAL, canonical_addresses
from .types import type_named

Row = Mapping[str, Any]


def of_pages(of_list: Callable[[Head, Batch], Any], *needs: str) -> Callable[[Any], Loader]:
    """A loader over pages; `of_list` returns the same for the head of a list that is not a page."""

    def declare(load: Any) -> Loader:
        @loads(*needs)
        def resolve(rows: Sequence[Any], batch: Batch) -> Loading:
            if rows and isinstance(rows[0], Head):  # one field returns either pages or lists
                return [of_list(head, batch) for head in rows]
            values = load.__func__(rows, batch)
            return (yield from values) if isgenerator(values) else values

        return resolve

    return declare


class Seo(graphene.ObjectType):
    """What belongs in a page's `<head>`."""

    title = graphene.String(
        required=True,
        description="For `<title>`: what the editors chose, otherwise the page's title.",
    )
    description = graphene.String(
        required=True, description="For the meta description; empty if the page has none."
    )
    canonical_url = graphene.String(
        required=True,
        description="The page's canonical address; for an alias, that of the page it mirrors.",
    )
    image = graphene.Field(
        lambda: type_of(get_image_model()),
        description="The picture to show when the page is shared; never one that must be masked.",
    )
    json_ld = graphene.Field(
        JSON,
        required=True,
        description="The page as schema.org JSON-LD, safe to print into a script element as it "
        "is: a less-than sign in a string is replaced by its full-width form.",
    )

    @of_pages(lambda head, _batch: head.title, "seo_title", "title")
    @staticmethod
    def resolve_title(pages: Sequence[Row], batch: Batch) -> list[str]:
        return [page["seo_title"] or page["title"] for page in pages]

    @of_pages(lambda head, _batch: head.description, "search_description", "summary of")
    @staticmethod
    def resolve_description(pages: Sequence[Row], batch: Batch) -> list[str]:
        return [description_of(page) for page in pages]

    @of_pages(lambda head, _batch: head.url, *CANONICAL)
    @staticmethod
    def resolve_canonical_url(pages: Sequence[Row], batch: Batch) -> Loading:
        return (yield from canonical_addresses(pages, batch.context))

    @of_pages(lambda _head, _batch: None, "image of", "is masked")
    @staticmethod
    def resolve_image(pages: Sequence[Row], batch: Batch) -> Loading:
        keys = [_image_of(page) for page in pages]
        images = yield from fetch("Image", [key for key in keys if key], batch.selected)
        return [
            image if (image := images.get(key)) and not image["mask_thumbnail"] else None
            for key in keys
        ]

    @of_pages(
        lambda head, batch: linked_list(head, batch.context.snapshot),
        *("pk", "title", "search_description", "summary of", "locale", *CANONICAL),
        *("translation_key", "first_published_at", "last_published_at", "linked data"),
    )
    @staticmethod
    def resolve_json_ld(pages: Sequence[Row], batch: Batch) -> Loading:
        return (yield from linked_data(pages, batch))


def _image_of(page: Row) -> int | None:
    """The key of the picture for the page, if its thumbnail may be shown."""
    page_type = type_named(page["__typename"])
    is_masked = page_type.first_of("is masked", page)
    return None if is_masked else page_type.first_of("image of", page)


def description_of(page: Row) -> str:
    """The editors' description, otherwise the one that the page's type derives."""
    summary = type_named(page["__typename"]).first_of("summary of", page)
    return page["search_description"] or summary or ""
