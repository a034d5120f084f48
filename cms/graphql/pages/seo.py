"""What a page's head says to search engines and to those who share its link."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from wagtail.images import get_image_model

from cms.graphql.engine import Batch, Loading, loads
from cms.graphql.ids import fetch
from cms.graphql.registry import type_of
from cms.graphql.scalars import JSON
from cms.visibility import paths

from .linked_data import linked_data
from .types import type_named

Row = Mapping[str, Any]


class Seo(graphene.ObjectType):
    """What belongs in a page's `<head>`."""

    title = graphene.String(
        required=True, description="For `<title>`: the editor's choice, else the page's title."
    )
    description = graphene.String(
        required=True, description="For the description; empty where the page gives none."
    )
    canonical_url = graphene.String(required=True, description="The page's one address.")
    image = graphene.Field(
        lambda: type_of(get_image_model()),
        description="The picture to show where the page is shared.",
    )
    json_ld = graphene.Field(JSON, required=True, description="The page as schema.org JSON-LD.")

    @loads("seo_title", "title")
    @staticmethod
    def resolve_title(pages: Sequence[Row], batch: Batch) -> list[str]:
        return [page["seo_title"] or page["title"] for page in pages]

    @loads("search_description", "summary of")
    @staticmethod
    def resolve_description(pages: Sequence[Row], batch: Batch) -> list[str]:
        return [description_of(page) for page in pages]

    @loads(*paths.NEEDS)
    @staticmethod
    def resolve_canonical_url(pages: Sequence[Row], batch: Batch) -> list[str]:
        return [paths.address_of(page, batch.context.snapshot) for page in pages]

    @loads("image of")
    @staticmethod
    def resolve_image(pages: Sequence[Row], batch: Batch) -> Loading:
        keys = [type_named(page["__typename"]).first_of("image of", page) for page in pages]
        images = yield from fetch("Image", [key for key in keys if key], batch.selected)
        return [images.get(key) for key in keys]

    @loads(
        *("pk", "title", "search_description", "summary of", "locale", *paths.NEEDS),
        *("first_published_at", "last_published_at", "linked data"),
    )
    @staticmethod
    def resolve_json_ld(pages: Sequence[Row], batch: Batch) -> Loading:
        return (yield from linked_data(pages, batch))


def description_of(page: Row) -> str:
    """The editor's description, else what the page's type has for one."""
    summary = type_named(page["__typename"]).first_of("summary of", page)
    return page["search_description"] or summary or ""
