"""The root fields that any Wagtail site has: nodes by their IDs, pages by ID, path or tree."""

from __future__ import annotations

from typing import Any

import graphene
from graphql import GraphQLResolveInfo
from wagtail.models import Locale, Page

from .context import Context
from .errors import BadUserInput
from .ids import Node, fetch_node
from .orders import PageOrder
from .pages import PageConnection, PageInterface, page_at, page_connection, page_type_enum
from .pagination import ARGUMENTS, Connection

MAX_NODES = 100


class PageQuery(graphene.ObjectType):
    """Pages and nodes of every type."""

    node = graphene.Field(
        Node,
        description="Whatever has this ID; null where nothing visible has.",
        id=graphene.ID(required=True, description="An `id` that this API gave."),
    )
    nodes = graphene.List(
        Node,
        required=True,
        description="One answer per ID, in their order; null where nothing visible has the ID.",
        ids=graphene.List(
            graphene.NonNull(graphene.ID), required=True, description="IDs, 100 at most."
        ),
    )
    page = graphene.Field(
        PageInterface,
        description="One page, by ID or by path; null where nothing visible is there.",
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
            "order_by": graphene.Argument(PageOrder, description="TREE unless said."),
        },
    )

    @staticmethod
    def resolve_node(_root: None, info: GraphQLResolveInfo, id: str) -> Any:
        return fetch_node(info.context, id)

    @staticmethod
    def resolve_nodes(_root: None, info: GraphQLResolveInfo, ids: list[str]) -> list[Any]:
        if len(ids) > MAX_NODES:
            raise BadUserInput(f"ids cannot hold more than {MAX_NODES}.")
        return [fetch_node(info.context, identifier) for identifier in ids]

    @staticmethod
    def resolve_page(
        _root: None,
        info: GraphQLResolveInfo,
        id: str | None = None,
        path: str | None = None,
    ) -> Page | None:
        if (id is None) == (path is None):
            raise BadUserInput("Give either id or path.")
        if path is not None:
            return page_at(info.context, path)
        found = fetch_node(info.context, id or "")
        return found if isinstance(found, Page) else None

    @staticmethod
    def resolve_pages(
        _root: None,
        info: GraphQLResolveInfo,
        under: str | None = None,
        types: list[Any] | None = None,
        locale: str | None = None,
        order_by: Any = None,
        **window: Any,
    ) -> Connection:
        queryset = below(Page.objects.all(), under, info.context)
        if locale is not None:
            locales = Locale.objects.filter(language_code=locale)
            queryset = queryset.filter(locale__in=locales)
        scope = ["pages", under, locale]
        return page_connection(queryset, info.context, types, order_by, scope, **window)


def below(queryset: Any, identifier: str | None, context: Context) -> Any:
    """The pages of `queryset` in the subtree of the page with this ID; none if that is hidden."""
    if identifier is None:
        return queryset
    top = fetch_node(context, identifier)
    return queryset.descendant_of(top) if isinstance(top, Page) else queryset.none()
