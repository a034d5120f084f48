"""Pages in GraphQL: the interface, and the types that implement it.

A page type declares its model and the columns it shows; the rest comes from the interface:

    class StandardPage(PageType):
        "A page outside the archive."

        class Meta:
            model = models.StandardPage
            columns = ("subtitle",)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

import graphene
from graphene.types.objecttype import ObjectTypeOptions
from wagtail.models import Page

from cms.graphql import registry
from cms.graphql.columns import column_fields
from cms.graphql.engine import Batch, Loading, RowType, loads
from cms.graphql.ids import Node, fetched_by, resolve_id
from cms.graphql.pagination.connections import ARGUMENTS, connection_types
from cms.graphql.pagination.keyset import Window, connections
from cms.visibility import paths

from .listings import below, check_page_list, page_listing
from .loading import TRANSLATIONS, PageNodes, Pages, fetch_pages, lists_of
from .orders import PAGE_ORDERS, PageOrder
from .seo import Seo
from .types import page_type_enum

Row = Mapping[str, Any]


class Locale(RowType):
    """A language in which pages are published."""

    code = graphene.String(required=True, description='Its BCP 47 code: "en", "ja", "ko".')
    name = graphene.String(required=True, description='Its own name: "日本語".')


CHILDREN_ARGUMENTS = {
    **ARGUMENTS,
    "types": graphene.List(
        graphene.NonNull(lambda: page_type_enum()), description="Only pages of these types."
    ),
    "order_by": graphene.Argument(PageOrder, description="The sort order; TREE by default."),
}


class PageInterface(graphene.Interface):
    """What every page of the site has, whatever its type."""

    class Meta:
        name = "Page"
        interfaces = (Node,)

    id = graphene.ID(
        required=True, description="An opaque, stable ID, unique across the whole API."
    )
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
        description="All pages above it, starting with the front page; not the page itself.",
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

    resolve_id = resolve_id

    @loads(*paths.NEEDS)
    @staticmethod
    def resolve_path(pages: Sequence[Row], batch: Batch) -> list[str]:
        return [paths.path_of(page, batch.context.snapshot) for page in pages]

    @loads(*paths.NEEDS)
    @staticmethod
    def resolve_url(pages: Sequence[Row], batch: Batch) -> list[str]:
        return [paths.address_of(page, batch.context.snapshot) for page in pages]

    @loads("locale")
    @staticmethod
    def resolve_locale(pages: Sequence[Row], batch: Batch) -> list[Row]:
        return [batch.context.snapshot.locales[page["locale"]] for page in pages]

    @loads("pk", "translation_key")
    @staticmethod
    def resolve_translations(pages: Sequence[Row], batch: Batch) -> Loading:
        same = yield TRANSLATIONS.of(page["translation_key"] for page in pages)
        keys = [
            [
                translation["pk"]
                for translation in same[page["translation_key"]]
                if translation["pk"] != abs(page["pk"])
            ]
            for page in pages
        ]
        return (yield from page_lists(keys, batch))

    @loads("path")
    @staticmethod
    def resolve_parent(pages: Sequence[Row], batch: Batch) -> Loading:
        parent_paths = [paths.above(page, batch.context.snapshot)[-1:] for page in pages]
        parents = yield from lists_of(parent_paths, partial(Pages.at, selected=batch.selected))
        return [next(iter(rows), None) for rows in parents]

    @loads("path")
    @staticmethod
    def resolve_ancestors(pages: Sequence[Row], batch: Batch) -> Loading:
        ancestor_paths = [paths.above(page, batch.context.snapshot) for page in pages]
        return (yield from lists_of(ancestor_paths, partial(Pages.at, selected=batch.selected)))

    @loads("path", "pk", check=lambda arguments: check_page_list("children", **arguments))
    @staticmethod
    def resolve_children(
        pages: Sequence[Row],
        batch: Batch,
        types: list[Any] | None = None,
        order_by: Any = None,
        **window: Any,
    ) -> Loading:
        listings = [
            page_listing([below(page, depth=1)], types, "children", page["pk"]) for page in pages
        ]
        order = PAGE_ORDERS[order_by.value if order_by else "TREE"]
        return (
            yield from connections(listings, PageNodes(Page), order, Window.of(**window), batch)
        )

    @loads(passes=True)
    @staticmethod
    def resolve_seo(pages: Sequence[Row], batch: Batch) -> Sequence[Row]:
        return pages


PageConnection = connection_types("Page", PageInterface)


def _page_connection() -> Any:
    return PageConnection


def page_lists(keys: Sequence[Sequence[int]], batch: Batch) -> Loading:
    """For each list of primary keys the visible pages, in that order."""
    return (yield from lists_of(keys, partial(Pages.of, selected=batch.selected)))


class PageType(RowType):
    """A page type: its model, the columns it shows, and the content of its head."""

    schema_org: ClassVar[str] = "WebPage"  # the type of the page itself
    is_document: ClassVar[bool] = False  # whether the page shows a document with a date of its own
    # Columns by purpose: the kit's names, whatever the model calls them.
    columns_for: ClassVar[Mapping[str, Sequence[str]]] = {
        "summary of": (),
        "image of": (),
        "is masked": (),  # whether that picture must not be shown when the page is shared
        "linked data": (),
    }

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
        if isinstance(columns, str):
            raise TypeError(
                f'The columns of {cls.__name__} are a string: write `columns = ("{columns}",)`.'
            )
        _meta = ObjectTypeOptions(cls)
        _meta.fields = column_fields(model, *columns)
        super().__init_subclass_with_meta__(
            _meta=_meta,
            interfaces=(*interfaces, PageInterface, Node),
            **options,
        )
        if model is not None:
            registry.bind(model, cls)
            fetched_by(cls._meta.name, fetch_pages)

    @classmethod
    def first_of(cls, use: str, page: Row) -> Any:
        """The first column for this purpose that is not empty; None if all are."""
        return next((page[name] for name in cls.columns_for[use] if page.get(name)), None)

    @classmethod
    def linked_data(cls, pages: Sequence[Row], batch: Batch) -> Loading:
        """The schema.org properties of each page or its document, and further nodes.

        Address, name, language, description, publisher and place in the site are added elsewhere.
        """
        yield from ()
        return [({}, []) for _ in pages]
