"""The project's gate for querysets that run at once: the same rules, with the same snapshot."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page, PageViewRestriction

from cms.graphql.context import Context
from cms.visibility.closed import hidden_at


def visible_pages(queryset: QuerySet[Any], context: Context) -> QuerySet[Any]:
    """The pages that an anonymous reader may see."""
    snapshot, types = context.snapshot, context.gate_parameters
    sources = _public(Page.objects.filter(below(snapshot.every_root, "path")), context)
    is_alias = Q(alias_of__in=sources.values("pk"), content_type__in=types["aliased_types"])
    return _public(queryset, context).filter(
        below([root.path for root in snapshot.roots], "path"),
        Q(alias_of__isnull=True) | is_alias,
        content_type__in=types["types"],
    )


def _public(queryset: QuerySet[Any], context: Context) -> QuerySet[Any]:
    restricted = PageViewRestriction.objects.filter(page__alias_of__isnull=True)
    open_pages = queryset.filter(~hidden_at(context.now)).exclude(pk__in=restricted.values("page"))
    closed = context.snapshot.closed
    return open_pages.exclude(below(closed, "path")) if closed else open_pages


def open_files(queryset: QuerySet[Any], context: Context) -> QuerySet[Any]:
    """The clean images or documents that somebody cleared, in no restricted collection."""
    cleared = cleared_now(queryset, context).filter(has_clean_copy=True)
    closed = context.snapshot.closed_collections
    return cleared.exclude(below(closed, "collection__path")) if closed else cleared


def cleared_now(queryset: QuerySet[Any], context: Context) -> QuerySet[Any]:
    """What somebody has reviewed and cleared, including external videos."""
    return queryset.filter(cleared_until__gt=context.now)


def below(paths: list[str], column: str) -> Q:
    return reduce(or_, (Q(**{f"{column}__startswith": path}) for path in paths), Q())
