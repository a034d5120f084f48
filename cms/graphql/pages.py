"""Pages in GraphQL: the interface, the types that implement it, and how one is found.

A page type declares its model and the columns it shows; the rest comes from the interface:

    class StandardPage(PageType):
        "A page outside the archive."

        class Meta:
            model = models.StandardPage
            columns = ("subtitle",)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import graphene
from graphene.types.objecttype import ObjectTypeOptions
from graphql import GraphQLResolveInfo
from wagtail.models import Locale as LocaleModel
from wagtail.models import Page

from . import paths, registry
from .columns import columns as column_fields
from .context import Context
from .enums import enum_of
from .gate import visible_pages
from .ids import Node, fetched_by
from .orders import PAGE_ORDERS, PageOrder
from .pagination import ARGUMENTS, Connection, Window, connection_types
from .peers import batched
from .seo import Head, Seo


def load_pages(context: Context, keys: Iterable[int]) -> dict[int, Page]:
    """Visible pages by primary key, each as its own type; loaded once in a request."""
    keys = list(dict.fromkeys(keys))
    missing = [key for key in keys if key not in context.pages]
    if missing:
        context.pages.update(dict.fromkeys(missing))
        found: Any = visible_pages(Page.objects.filter(pk__in=missing), context)
        context.pages.update((page.pk, page) for page in found.specific())
    return {key: page for key in keys if (page := context.pages[key]) is not None}


def page_at(context: Context, path: str) -> Page | None:
    """The visible page at a site-relative path, with or without slashes at its ends."""
    tree_path = paths.tree_path(path, context)
    if tree_path is None:
        return None
    slug = tree_path.rstrip("/").rsplit("/", 1)[-1]  # indexed, where url_path is not
    pages = visible_pages(Page.objects.filter(slug=slug, url_path=tree_path), context)
    key = pages.values_list("pk", flat=True).first()
    return load_pages(context, [key]).get(key) if key else None


def page_connection(
    queryset: Any, context: Context, types: list[Any] | None, order: Any, scope: Any, **window: Any
) -> Connection:
    """A connection over the visible pages of `queryset`, of these types only."""
    names = [kind.value for kind in types] if types is not None else None
    if names is not None:
        queryset = queryset.type(*models_named(names)) if names else queryset.none()
    return Connection(
        context,
        visible_pages(queryset, context),
        PAGE_ORDERS[order.value if order else "TREE"],
        Window.of(**window),
        load_pages,
        [scope, names],
    )


class Locale(graphene.ObjectType):
    """A language in which pages are published."""

    code = graphene.String(required=True, description='Its BCP 47 code: "en", "ja", "ko".')
    name = graphene.String(required=True, description='Its own name: "日本語".')

    @staticmethod
    def resolve_code(locale: LocaleModel, _info: GraphQLResolveInfo) -> str:
        return locale.language_code

    @staticmethod
    def resolve_name(locale: LocaleModel, _info: GraphQLResolveInfo) -> str:
        return locale.get_display_name() or locale.language_code


CHILDREN_ARGUMENTS = {
    **ARGUMENTS,
    "types": graphene.List(
        graphene.NonNull(lambda: _page_type_enum()), description="Only pages of these types."
    ),
    "order_by": graphene.Argument(PageOrder, description="The sort order; TREE unless said."),
}


class PageInterface(graphene.Interface):
    """What every page of the site has, whatever its type."""

    class Meta:
        name = "Page"
        interfaces = (Node,)

    id = graphene.ID(required=True, description="Opaque, stable, unique in the whole API.")
    title = graphene.String(required=True, description="The page's title.")
    slug = graphene.String(required=True, description="The last part of its path.")
    path = graphene.String(
        required=True, description='Its site-relative path: "/archive/border-report-january-2006/".'
    )
    url = graphene.String(required=True, description="Its absolute address on the public frontend.")
    locale = graphene.Field(Locale, required=True, description="The language it is written in.")
    translations = graphene.List(
        graphene.NonNull(lambda: PageInterface),
        required=True,
        description="The same page in other languages.",
    )
    parent = graphene.Field(
        lambda: PageInterface, description="The page above it; null for a front page."
    )
    ancestors = graphene.List(
        graphene.NonNull(lambda: PageInterface),
        required=True,
        description="All pages above it, the front page first, without itself.",
    )
    children = graphene.Field(
        lambda: _page_connection(),
        required=True,
        description="The pages directly below it.",
        args=CHILDREN_ARGUMENTS,
    )
    first_published_at = graphene.DateTime(description="When it was first published.")
    last_published_at = graphene.DateTime(description="When it was last published.")
    seo = graphene.Field(Seo, required=True, description="What belongs in its `<head>`.")

    resolve_id = Node.resolve_id
    resolve_type = Node.resolve_type

    @staticmethod
    def resolve_path(page: Page, info: GraphQLResolveInfo) -> str:
        return paths.path_of(page, info.context)

    @staticmethod
    def resolve_url(page: Page, info: GraphQLResolveInfo) -> str:
        return paths.url_of(paths.path_of(page, info.context))

    @staticmethod
    def resolve_locale(page: Page, info: GraphQLResolveInfo) -> LocaleModel:
        return info.context.locales[page.locale_id]

    @batched
    @staticmethod
    def resolve_translations(pages: Sequence[Page], info: GraphQLResolveInfo) -> list[list[Page]]:
        same = Page.objects.filter(translation_key__in={page.translation_key for page in pages})
        keys = list(same.order_by("locale__pk", "pk").values_list("pk", flat=True))
        loaded = load_pages(info.context, keys).values()
        return [[other for other in loaded if _translates(other, page)] for page in pages]

    @batched
    @staticmethod
    def resolve_parent(pages: Sequence[Page], info: GraphQLResolveInfo) -> list[Page | None]:
        above = _loaded_ancestors(pages, info.context)
        return [lines[-1] if lines else None for lines in above]

    @batched
    @staticmethod
    def resolve_ancestors(pages: Sequence[Page], info: GraphQLResolveInfo) -> list[list[Page]]:
        return _loaded_ancestors(pages, info.context)

    @staticmethod
    def resolve_children(
        page: Page,
        info: GraphQLResolveInfo,
        types: list[Any] | None = None,
        order_by: Any = None,
        **window: Any,
    ) -> Connection:
        scope = ["children", page.pk]
        return page_connection(page.get_children(), info.context, types, order_by, scope, **window)

    @staticmethod
    def resolve_seo(page: Page, _info: GraphQLResolveInfo) -> Head:
        return Head(page, registry.bound(Page)[type(page)])


PageConnection = connection_types("Page", PageInterface)


class PageType(graphene.ObjectType):
    """A page type: its model, the columns it shows, and what its head says."""

    schema_org = "WebPage"

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(
        cls,
        model: type[Page] | None = None,
        columns: Sequence[str] = (),
        interfaces: Sequence[Any] = (),
        **options: Any,
    ) -> None:
        _meta = ObjectTypeOptions(cls)
        _meta.fields = column_fields(model, *columns)
        super().__init_subclass_with_meta__(
            _meta=_meta, interfaces=(*interfaces, PageInterface, Node), **options
        )
        if model is not None:
            registry.bind(model, cls)
            fetched_by(cls._meta.name, load_pages)

    @staticmethod
    def summary_of(page: Page) -> str:
        """What describes the page where its editor wrote no description."""
        return ""

    @staticmethod
    def image_key_of(page: Page) -> int | None:
        """The key of the picture that stands for the page."""
        return None


@cache
def page_type_enum() -> type[graphene.Enum]:
    """The enum of all page types, known once every app has declared its own."""
    types = [page_type._meta for page_type in registry.bound(Page).values()]
    return enum_of(
        "PageType", "The types of pages.", {_shout(meta.name): meta.description for meta in types}
    )


def models_named(names: Iterable[str]) -> list[type[Page]]:
    """The models behind values of the PageType enum."""
    wanted = set(names)
    known = registry.bound(Page).items()
    return [model for model, page_type in known if _shout(page_type._meta.name) in wanted]


def _page_type_enum() -> Any:
    return page_type_enum()


def _page_connection() -> Any:
    return PageConnection


def enum_name(model: Any) -> str:
    """The value of the PageType enum for a model."""
    return _shout(registry.bound(Page)[model]._meta.name)


def _shout(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).upper()


def _translates(other: Page, page: Page) -> bool:
    return other.translation_key == page.translation_key and other.pk != page.pk


def _loaded_ancestors(pages: Iterable[Page], context: Context) -> list[list[Page]]:
    """For each page its visible ancestors within the site, the root first."""
    above = {page.pk: _ancestor_paths(page, context) for page in pages}
    wanted = {path for paths_above in above.values() for path in paths_above}
    keys = Page.objects.filter(path__in=wanted).values_list("path", "pk")
    keys_by_path = dict(keys) if wanted else {}
    loaded = load_pages(context, keys_by_path.values())
    return [
        [loaded[key] for path in above[page.pk] if (key := keys_by_path.get(path)) in loaded]
        for page in pages
    ]


def _ancestor_paths(page: Page, context: Context) -> list[str]:
    root = next((root for root in context.roots if page.path.startswith(root.path)), None)
    if root is None:
        return []
    ends = range(len(root.path), len(page.path), Page.steplen)
    return [page.path[:end] for end in ends]
