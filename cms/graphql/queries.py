"""The root fields that any Wagtail site has: nodes by their IDs, pages by ID, path or tree."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import graphene
from wagtail.models import Page

from cms.graphql.limits.settings import PAGE_SIZE
from cms.graphql.pages.finding import page_at, page_with_id
from cms.graphql.pages.interface import PageConnection, PageInterface
from cms.graphql.pages.listings import below_id, check_page_list, in_locale, page_listing
from cms.graphql.pages.loading import PageNodes, Pages
from cms.graphql.pages.orders import PAGE_ORDERS, PageOrder
from cms.graphql.pages.types import page_type_enum
from cms.graphql.pagination.connections import ARGUMENTS
from cms.graphql.pagination.keyset import Window, connections

from .engine import Batch, Loading, loads
from .errors import BadUserInput
from .ids import Node, nodes
from .locales import check_locale


def _check_ids(arguments: dict[str, Any]) -> None:
    if len(arguments["ids"]) > PAGE_SIZE():
        raise BadUserInput(f"ids cannot hold more than {PAGE_SIZE()}.", "ids")


def _check_one_way(arguments: dict[str, Any]) -> None:
    names = [name for name in ("id", "path") if arguments.get(name) is not None]
    if len(names) != 1:
        raise BadUserInput("Give either id or path.", *names[1:])


def _check_pages(arguments: dict[str, Any]) -> None:
    check_locale(arguments)
    scope = _scope(arguments.pop("under", None), arguments.pop("locale", None))
    check_page_list(scope, None, **arguments)


def _scope(under: str | None, locale: str | None) -> Any:
    return ["pages", under, locale]


class PageQuery(graphene.ObjectType):
    """Pages and nodes of every type."""

    node = graphene.Field(
        Node,
        description="The object with this ID; null if nothing public has it.",
        id=graphene.ID(required=True, description="An `id` from this API."),
    )
    nodes = graphene.List(
        Node,
        required=True,
        description="One object per ID, in the same order; null where nothing public has the ID.",
        ids=graphene.List(
            graphene.NonNull(graphene.ID), required=True, description=f"IDs, {PAGE_SIZE()} at most."
        ),
    )
    page = graphene.Field(
        PageInterface,
        description="One page, by ID or by path; null if no public page is there.",
        id=graphene.ID(description="The page's ID; give this or `path`."),
        path=graphene.String(description='Its site-relative path: "/archive/".'),
    )
    pages = graphene.Field(
        PageConnection,
        required=True,
        description="Pages of all types and languages.",
        args={
            **ARGUMENTS,
            "under": graphene.ID(description="Only pages below this one, at any depth."),
            "types": graphene.List(
                graphene.NonNull(lambda: page_type_enum()),
                description="Only pages of these types.",
            ),
            "locale": graphene.String(description='Only in this language: "ja".'),
            "order_by": graphene.Argument(
                PageOrder, description="The sort order; TREE by default."
            ),
        },
    )

    preview = graphene.Field(
        PageInterface,
        description="The page whose draft this token opens; null if it opens none. The draft "
        "takes the place of the page throughout the answer, as with the header "
        "`Authorization: Preview …`. Use POST, so that no URL contains the token; the "
        "answer must not be stored.",
        token=graphene.String(
            required=True, description="The token that the preview's code was exchanged for."
        ),
    )

    @loads()
    @staticmethod
    def resolve_preview(_roots: Any, batch: Batch, token: str) -> Loading:
        page = batch.context.preview
        if page is None or token != batch.context.preview_token:
            return [None]
        pages = yield Pages.of([page.pk], batch.selected, ["path"])
        return [pages.get(page.pk)]

    @loads()
    @staticmethod
    def resolve_node(_roots: Any, batch: Batch, id: str) -> Loading:
        return (yield from nodes([id], batch.selected, batch.context.cache_tags))

    @loads(check=_check_ids)
    @staticmethod
    def resolve_nodes(_roots: Any, batch: Batch, ids: list[str]) -> Loading:
        rows = yield from nodes(ids, batch.selected, batch.context.cache_tags)
        return [rows]

    @loads(check=_check_one_way)
    @staticmethod
    def resolve_page(
        _roots: Any, batch: Batch, id: str | None = None, path: str | None = None
    ) -> Loading:
        if id is not None:
            return [(yield from page_with_id(id, batch.context, batch.selected))]
        return [(yield from page_at(str(path), batch.context, batch.selected))]

    @loads(check=_check_pages)
    @staticmethod
    def resolve_pages(
        _roots: Sequence[Any],
        batch: Batch,
        under: str | None = None,
        types: list[Any] | None = None,
        locale: str | None = None,
        order_by: Any = None,
        **window: Any,
    ) -> Loading:
        conditions = [] if locale is None else [in_locale(locale)]
        if under is not None:
            conditions.append(below_id(under))
        listing = page_listing(conditions, types, _scope(under, locale))
        order = PAGE_ORDERS[order_by.value if order_by else "TREE"]
        return (
            yield from connections([listing], PageNodes(Page), order, Window.of(**window), batch)
        )
