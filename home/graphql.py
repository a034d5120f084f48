"""The site, its front page, its standard pages and its menus in GraphQL."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import graphene
from django.conf import settings
from graphql import GraphQLResolveInfo
from wagtail.models import Locale as LocaleModel
from wagtail.models import Page

from archive.graphql.interface import ArchiveEntry
from cms.graphql import paths
from cms.graphql.blocks import body_field
from cms.graphql.context import Context
from cms.graphql.pages import Locale, PageInterface, PageType, load_pages
from cms.graphql.peers import batched
from cms.graphql.richtext import rich_text_field

from . import models


class HomePage(PageType):
    """The front page of a language."""

    class Meta:
        model = models.HomePage

    introduction = rich_text_field(
        "introduction", required=False, description="What the site is, in a few sentences."
    )
    body = body_field("The page itself, block by block.")
    featured = graphene.List(
        graphene.NonNull(ArchiveEntry),
        required=True,
        description="Documents that the editors put in front, in their order.",
    )

    @batched
    @staticmethod
    def resolve_featured(pages: Sequence[Any], info: GraphQLResolveInfo) -> list[list[Page]]:
        rows = models.FeaturedEntry.objects.filter(page__in=[page.pk for page in pages])
        keys = list(rows.order_by("sort_order", "pk").values_list("page", "entry"))
        loaded = load_pages(info.context, [entry for _, entry in keys])
        return [
            [loaded[entry] for owner, entry in keys if owner == page.pk and entry in loaded]
            for page in pages
        ]


class StandardPage(PageType):
    """A page outside the archive: about, contact, how to help."""

    class Meta:
        model = models.StandardPage

    body = body_field("The page itself, block by block.")


class MenuItem(graphene.ObjectType):
    """One entry of a menu."""

    label = graphene.String(required=True, description="The words to show.")
    url = graphene.String(required=True, description="Where it leads, absolute.")
    page = graphene.Field(PageInterface, description="The page it leads to, if it is one of ours.")
    children = graphene.List(
        graphene.NonNull(lambda: MenuItem), required=True, description="The entries below it."
    )


class Menu(graphene.ObjectType):
    """A list of links that the editors keep."""

    handle = graphene.String(required=True, description='What templates call it: "main".')
    title = graphene.String(required=True, description="Its title for readers.")
    items = graphene.List(
        graphene.NonNull(MenuItem),
        required=True,
        description="Its entries, in order; an entry for a hidden page is left out.",
    )


class SocialLink(graphene.ObjectType):
    """The organisation's place on another site."""

    label = graphene.String(required=True, description='The name of that site: "Mastodon".')
    url = graphene.String(required=True, description="The organisation's page there.")


class Site(graphene.ObjectType):
    """The site as a whole."""

    name = graphene.String(required=True, description="Its name.")
    organisation = graphene.String(required=True, description="Who publishes it.")
    root_url = graphene.String(required=True, description="Where the public frontend lives.")
    home = graphene.Field(HomePage, description="The front page in the default language.")
    locales = graphene.List(
        graphene.NonNull(Locale), required=True, description="The languages that have a front page."
    )
    default_locale = graphene.Field(
        Locale, required=True, description="The language of paths without a prefix."
    )
    menu = graphene.Field(
        Menu,
        description="One menu; null where there is none of this name.",
        handle=graphene.String(required=True, description='Its handle: "main", "footer".'),
        locale=graphene.String(description="Its language, that of the site unless said."),
    )
    contact_email = graphene.String(description="Where readers can write to.")
    social_links = graphene.List(
        graphene.NonNull(SocialLink), required=True, description="In the editors' order."
    )

    @staticmethod
    def resolve_name(_site: Any, info: GraphQLResolveInfo) -> str:
        site = info.context.site
        return site.site_name or settings.WAGTAIL_SITE_NAME if site else settings.WAGTAIL_SITE_NAME

    @staticmethod
    def resolve_organisation(_site: Any, info: GraphQLResolveInfo) -> str:
        found = _settings(info.context)
        return found.organisation if found else ""

    @staticmethod
    def resolve_root_url(_site: Any, _info: GraphQLResolveInfo) -> str:
        return paths.url_of("/")

    @staticmethod
    def resolve_home(_site: Any, info: GraphQLResolveInfo) -> Page | None:
        keys = [root.pk for root in info.context.roots[:1]]
        found = list(load_pages(info.context, keys).values())
        return found[0] if found and isinstance(found[0], models.HomePage) else None

    @staticmethod
    def resolve_locales(_site: Any, info: GraphQLResolveInfo) -> list[LocaleModel]:
        context = info.context
        roots = load_pages(context, [root.pk for root in context.roots]).values()
        return [context.locales[root.locale_id] for root in roots]

    @staticmethod
    def resolve_default_locale(_site: Any, info: GraphQLResolveInfo) -> LocaleModel | None:
        locales = info.context.locales.values()
        return next(x for x in locales if x.language_code == settings.LANGUAGE_CODE)

    @staticmethod
    def resolve_menu(
        _site: Any, info: GraphQLResolveInfo, handle: str, locale: str | None = None
    ) -> dict[str, Any] | None:
        code = locale or settings.LANGUAGE_CODE
        menu = models.Menu.objects.filter(handle=handle, locale__language_code=code).first()
        return _menu(menu, info.context) if menu else None

    @staticmethod
    def resolve_contact_email(_site: Any, info: GraphQLResolveInfo) -> str | None:
        found = _settings(info.context)
        return (found.contact_email or None) if found else None

    @staticmethod
    def resolve_social_links(_site: Any, info: GraphQLResolveInfo) -> list[Any]:
        found = _settings(info.context)
        return list(found.social_links.all()) if found else []


class HomeQuery(graphene.ObjectType):
    """The site."""

    site = graphene.Field(
        Site, required=True, description="The site: its name, languages, menus, front page."
    )

    @staticmethod
    def resolve_site(_root: None, _info: GraphQLResolveInfo) -> dict[str, Any]:
        return {}


def _settings(context: Context) -> models.SiteSettings | None:
    def read() -> models.SiteSettings | None:
        return models.SiteSettings.objects.filter(site=context.site).first()

    return context.once(models.SiteSettings, read)


def _menu(menu: models.Menu, context: Context) -> dict[str, Any]:
    entries = [item["value"] for item in menu.items.raw_data]
    below = [child for entry in entries for child in _below(entry)]
    keys = [entry["page"] for entry in [*entries, *below] if entry.get("page")]
    pages = load_pages(context, keys)
    context.peers.enroll(pages.values())
    return {"handle": menu.handle, "title": menu.title, "items": _items(entries, pages, context)}


def _items(
    entries: list[dict[str, Any]], pages: dict[int, Page], context: Context
) -> list[dict[str, Any]]:
    found = []
    for entry in entries:
        page = pages.get(entry.get("page") or 0)
        if page is None and entry.get("page"):
            continue  # a hidden page takes its label and everything below it along
        found.append(
            {
                "label": entry.get("label") or (page.title if page else ""),
                "url": paths.url_of(paths.path_of(page, context)) if page else _url(entry),
                "page": page,
                "children": _items(_below(entry), pages, context),
            }
        )
    return found


def _url(entry: dict[str, Any]) -> str:
    url = entry.get("url") or "/"
    return paths.url_of(url) if url.startswith("/") else url


def _below(entry: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        item["value"] if item.get("type") == "item" else item
        for item in entry.get("children") or []
    ]
