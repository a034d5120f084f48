"""Finds one visible page: by its ID, by its path on the public site, or through its aliases."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import F, Q, QuerySet, TextField
from wagtail.models import Page

from cms.graphql.cache_tags import CacheTags
from cms.graphql.context import Context
from cms.graphql.engine import NO_SELECTION, Loading, Selected
from cms.graphql.ids import decoded
from cms.graphql.registry import bound
from cms.graphql.sql.requests import StatementRequest
from cms.sql.parameters import Among, ParameterList
from cms.sql.statements import StatementCache
from cms.visibility import paths
from cms.visibility.gate import stray_aliases, visible_pages
from cms.visibility.slugs import both_forms

from .loading import PageNodes, Pages, addresses

_STATEMENTS = StatementCache()
# By slug first, which has an index; url_path has none.
_AT_PATH = Q(
    *(Among(F(name), ParameterList(f"{name}s", TextField())) for name in ("slug", "url_path"))
)
_NODES = PageNodes(Page)


def page_with_id(identifier: str, context: Context, selected: Selected = NO_SELECTION) -> Loading:
    """The page; None for an ID that is malformed, hidden or not of a page."""
    name, key = decoded(identifier)
    if key is None or name not in {page_type._meta.name for page_type in bound(Page).values()}:
        return None
    context.cache_tags.add_objects(Page, [key])
    pages = yield Pages.of([key], selected, ["path"])
    page = pages.get(key)
    return page if page and page["__typename"] == name else None


def page_at(path: str, context: Context, selected: Selected) -> Loading:
    """The page at a site-relative path, with or without slashes at its ends."""
    tree_path = paths.tree_path(path, context.snapshot)
    if tree_path is None:
        return None
    shape, names, columns = _NODES.select(selected)

    def queryset() -> QuerySet[Any]:
        return visible_pages(Page.objects.order_by().filter(_AT_PATH)).values_list(*columns)

    statement = _STATEMENTS.get(shape, queryset)
    show = partial(_show_place, tree_path)
    rows = yield StatementRequest(statement, _place(tree_path), ("page at", shape), show)
    return _NODES.rows(names, rows)[0] if rows else None


def address_behind(path: str, context: Context) -> Loading:
    """The address of the page behind the alias at this path, if the alias is not itself a page."""
    tree_path = paths.tree_path(path, context.snapshot)
    if tree_path is None:
        return None

    def queryset() -> QuerySet[Any]:
        aliases = stray_aliases(Page.objects.order_by().filter(_AT_PATH))
        return aliases.values_list("alias_of")

    statement = _STATEMENTS.get("alias", queryset)
    show = partial(_show_place, tree_path)
    rows = yield StatementRequest(statement, _place(tree_path), "alias at", show)
    sources = yield from addresses([key for (key,) in rows], context)
    return next(iter(sources.values()), None)


def _show_place(tree_path: str, cache_tags: CacheTags) -> None:
    cache_tags.add_lookups(Page, "url_path", _place(tree_path)["url_paths"])


def _place(tree_path: str) -> dict[str, list[str]]:
    """Slug and path, also in decomposed form (NFD), in which some are stored."""
    above, slug = tree_path.rstrip("/").rsplit("/", 1)
    slugs = both_forms(slug)
    places = [*both_forms(tree_path), *(f"{above}/{form}/" for form in slugs)]
    return {"slugs": slugs, "url_paths": list(dict.fromkeys(places))}
