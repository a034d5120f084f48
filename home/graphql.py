"""The site, its front page, its standard pages and its menus in GraphQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import graphene
import orjson
from django.conf import settings
from graphql_relay import to_global_id

from archive.graphql.documents.interface import ArchiveEntry
from archive.graphql.loaders.child_rows import child_rows
from cms.blocks import items as block_items
from cms.graphql.blocks.body import stream_field
from cms.graphql.blocks.richtext import rich_text_field
from cms.graphql.context import Context
from cms.graphql.engine import Batch, Loading, RowType, gather, loads
from cms.graphql.locales import check_locale, locale_of
from cms.graphql.pages.interface import Locale, PageInterface, PageType, page_lists
from cms.graphql.pages.linked_data import organization, website
from cms.graphql.pages.loading import Pages, addresses, fetch_pages
from cms.graphql.pages.publisher import name_of, published_by, publisher_of
from cms.graphql.sql.sources import Rows
from cms.sql.rows import AsStored
from cms.uri import is_safe, to_uri, web_address
from cms.visibility import paths
from cms.visibility.snapshot import Snapshot

from . import models

Row = Mapping[str, Any]
FEATURED = child_rows(models.FeaturedEntry, "entry")
SETTINGS = Rows(
    models.SiteSettings.objects.all,
    key="site",
    columns={"pk": "pk", "organisation": "organisation", "contact_email": "contact_email"},
)
SOCIAL_LINKS = Rows(
    models.SocialLink.objects.all,
    key="settings__site",
    columns={name: name for name in ("label", "url", "sort_order", "pk")},
    order=("sort_order", "pk"),
)
MENUS = Rows(
    models.Menu.objects.all,
    key="handle",
    columns={"pk": "pk", "locale": "locale", "title": "title", "items": AsStored("items")},
)


class HomePage(PageType):
    """The front page of a language."""

    class Meta:
        model = models.HomePage

    introduction = rich_text_field(
        "introduction", required=False, description="What the site is, in a few sentences."
    )
    body = stream_field(models.HomePage, "body", "The page itself, block by block.")
    featured = graphene.List(
        graphene.NonNull(ArchiveEntry),
        required=True,
        description="Documents that the editors feature, in their order.",
    )

    @loads("pk")
    @staticmethod
    def resolve_featured(pages: Sequence[Row], batch: Batch) -> Loading:
        rows = yield FEATURED.of(page["pk"] for page in pages)
        keys = [[row["entry"] for row in rows[page["pk"]]] for page in pages]
        return (yield from page_lists(keys, batch))

    @classmethod
    def linked_data(cls, pages: Sequence[Row], batch: Batch) -> Loading:
        """A front page also describes the site and its publisher."""
        context = batch.context
        general, publisher, links = yield from gather(
            [site_settings(context), publisher_of(context), _social_links(context)]
        )
        owner = organization(publisher, context.snapshot)
        further = [
            {**website(context.snapshot), "publisher": {"@id": owner["@id"]}},
            {
                **owner,
                "email": general.get("contact_email"),
                "sameAs": [link["url"] for link in links],
            },
        ]
        return [({"about": {"@id": owner["@id"]}}, further) for _ in pages]


class StandardPage(PageType):
    """A page outside the archive: about, contact, how to help."""

    class Meta:
        model = models.StandardPage

    body = stream_field(models.StandardPage, "body", "The page itself, block by block.")


class MenuItem(RowType):
    """One entry of a menu."""

    label = graphene.String(required=True, description="The words to show.")
    url = graphene.String(required=True, description="Where it leads, absolute.")
    page = graphene.Field(PageInterface, description="The page it leads to, if it is one of ours.")
    children = graphene.List(
        graphene.NonNull(lambda: MenuItem), required=True, description="The entries below it."
    )


class Menu(RowType):
    """A list of links that the editors keep."""

    id = graphene.ID(
        required=True, description="An opaque, stable ID, unique across the whole API."
    )
    handle = graphene.String(
        required=True, description='The name that frontends ask for it by: "main".'
    )
    title = graphene.String(required=True, description="Its title for readers.")
    items = graphene.List(
        graphene.NonNull(MenuItem),
        required=True,
        description="Its entries, in order; an entry for a hidden page is left out.",
    )


class SocialLink(RowType):
    """The organisation's place on another site."""

    label = graphene.String(required=True, description='The name of that site: "Mastodon".')
    url = graphene.String(required=True, description="The organisation's page there.")


class Site(graphene.ObjectType):
    """The site as a whole."""

    id = graphene.ID(
        required=True, description="An opaque, stable ID, unique across the whole API."
    )
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
        description="One menu; null if no menu has this handle.",
        handle=graphene.String(required=True, description='Its handle: "main", "footer".'),
        locale=graphene.String(description="Its language; by default that of the site."),
    )
    contact_email = graphene.String(description="Where readers can write to.")
    social_links = graphene.List(
        graphene.NonNull(SocialLink), required=True, description="In the editors' order."
    )

    @loads()
    @staticmethod
    def resolve_id(sites: Sequence[Any], batch: Batch) -> list[str]:
        return [to_global_id("Site", batch.context.snapshot.site) for _ in sites]

    @loads()
    @staticmethod
    def resolve_name(sites: Sequence[Any], batch: Batch) -> list[str]:
        return [name_of(batch.context.snapshot) for _ in sites]

    @loads()
    @staticmethod
    def resolve_organisation(sites: Sequence[Any], batch: Batch) -> Loading:
        organisation = yield from _organisation(batch.context)
        return [organisation for _ in sites]

    @loads()
    @staticmethod
    def resolve_root_url(sites: Sequence[Any], batch: Batch) -> list[str]:
        return [paths.url_of("/", batch.context.snapshot) for _ in sites]

    @loads()
    @staticmethod
    def resolve_home(sites: Sequence[Any], batch: Batch) -> Loading:
        keys = [root.key for root in batch.context.snapshot.roots[:1]]
        [fronts] = yield from page_lists([keys], batch)
        homes = [page for page in fronts if page["__typename"] == HomePage._meta.name]
        return [homes[0] if homes else None for _ in sites]

    @loads()
    @staticmethod
    def resolve_locales(sites: Sequence[Any], batch: Batch) -> Loading:
        snapshot = batch.context.snapshot
        keys = [root.key for root in snapshot.roots]
        pages = yield Pages.plain(keys, ["locale"])
        return [
            [snapshot.locales[pages[key]["locale"]] for key in keys if key in pages] for _ in sites
        ]

    @loads()
    @staticmethod
    def resolve_default_locale(sites: Sequence[Any], batch: Batch) -> list[Row]:
        return [locale_of() for _ in sites]

    @loads(check=check_locale)
    @staticmethod
    def resolve_menu(
        sites: Sequence[Any], batch: Batch, handle: str, locale: str | None = None
    ) -> Loading:
        code = locale or settings.LANGUAGE_CODE
        menus = (yield MENUS.of([handle]))[handle]
        in_language = [row for row in menus if batch.context.language_of(row["locale"]) == code]
        menu = (yield from _menu(handle, in_language[0], batch)) if in_language else None
        return [menu for _ in sites]

    @loads()
    @staticmethod
    def resolve_contact_email(sites: Sequence[Any], batch: Batch) -> Loading:
        general = yield from site_settings(batch.context)
        return [general.get("contact_email") or None for _ in sites]

    @loads()
    @staticmethod
    def resolve_social_links(sites: Sequence[Any], batch: Batch) -> Loading:
        links = yield from _social_links(batch.context)
        return [links for _ in sites]


class HomeQuery(graphene.ObjectType):
    """The site."""

    site = graphene.Field(
        Site, required=True, description="The site: its name, languages, menus, front page."
    )

    @loads()
    @staticmethod
    def resolve_site(roots: Sequence[Any], _batch: Batch) -> list[Row]:
        return [{} for _ in roots]


def site_settings(context: Context) -> Loading:
    """The editors' settings for the whole site; empty if they have none."""
    site = context.snapshot.site
    rows = (yield SETTINGS.of([site]))[site]
    return rows[0] if rows else {}


def _organisation(context: Context) -> Loading:
    general = yield from site_settings(context)
    return general.get("organisation", "")


published_by(_organisation)


def _social_links(context: Context) -> Loading:
    site = context.snapshot.site
    rows = (yield SOCIAL_LINKS.of([site]))[site]
    return [{**row, "url": url} for row in rows if (url := web_address(row["url"]))]


def _menu(handle: str, menu: Row, batch: Batch) -> Loading:
    entries = [item["value"] for item in orjson.loads(menu["items"])]
    below = [child for entry in entries for child in block_items(entry.get("children"))]
    keys = [entry["page"] for entry in [*entries, *below] if entry.get("page")]
    of_items = batch.selected.below("items")
    selected = of_items.below("page") | of_items.below("children").below("page")
    pages, leads_to = yield from gather(
        [fetch_pages(keys, selected), addresses(keys, batch.context)]
    )
    items = [*_items(entries, pages, leads_to, batch.context.snapshot)]
    identifier = to_global_id("Menu", menu["pk"])
    return {"id": identifier, "handle": handle, "title": menu["title"], "items": items}


def _items(
    entries: Sequence[Row],
    pages: Mapping[int, Row],
    leads_to: Mapping[int, str],
    snapshot: Snapshot,
) -> Iterator[dict[str, Any]]:
    """The items with a target; one without is left out with everything below it."""
    for entry in entries:
        key = entry.get("page")
        if url := leads_to.get(key) if key else _url(entry, snapshot):
            yield {
                "label": entry.get("label") or "",
                "url": url,
                "page": pages.get(key) if key else None,
                "children": [
                    *_items(block_items(entry.get("children")), pages, leads_to, snapshot)
                ],
            }


def _url(entry: Row, snapshot: Snapshot) -> str | None:
    url = (entry.get("url") or "/").strip()
    if not is_safe(url):
        return None
    return paths.url_of(url, snapshot) if url.startswith("/") else to_uri(url)
