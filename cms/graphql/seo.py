"""What a page's head says to search engines and to those who share its link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import graphene
from graphql import GraphQLResolveInfo
from wagtail.models import Page

from . import paths
from .ids import fetch
from .peers import batched
from .scalars import JSON


@dataclass(frozen=True)
class Head:
    """A page and the type that answers for it."""

    page: Page
    page_type: Any


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
        "media.graphql.Image", description="The picture to show where the page is shared."
    )
    json_ld = JSON(required=True, description="The page as schema.org JSON-LD.")

    @staticmethod
    def resolve_title(head: Head, _info: GraphQLResolveInfo) -> str:
        return head.page.seo_title or head.page.title

    @staticmethod
    def resolve_description(head: Head, _info: GraphQLResolveInfo) -> str:
        return head.page.search_description or head.page_type.summary_of(head.page)

    @staticmethod
    def resolve_canonical_url(head: Head, info: GraphQLResolveInfo) -> str:
        return paths.url_of(paths.path_of(head.page, info.context))

    @batched
    @staticmethod
    def resolve_image(heads: list[Head], info: GraphQLResolveInfo) -> list[Any]:
        keys = [head.page_type.image_key_of(head.page) for head in heads]
        images = fetch(info.context, "Image", [key for key in keys if key])
        return [images.get(key) for key in keys]

    @staticmethod
    def resolve_json_ld(head: Head, info: GraphQLResolveInfo) -> dict[str, Any]:
        page, context = head.page, info.context
        data = {
            "@context": "https://schema.org",
            "@type": head.page_type.schema_org,
            "name": page.title,
            "url": paths.url_of(paths.path_of(page, context)),
            "inLanguage": context.locales[page.locale_id].language_code,
            "description": page.search_description or head.page_type.summary_of(page),
            "datePublished": page.first_published_at and page.first_published_at.isoformat(),
            "dateModified": page.last_published_at and page.last_published_at.isoformat(),
        }
        return {key: value for key, value in data.items() if value}
