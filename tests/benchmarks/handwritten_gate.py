"""The project's gate for querysets that run at once: the same rules, from the same snapshot."""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import PageViewRestriction

from cms.graphql.context import Context
from cms.visibility.snapshot import hidden_at


def visible_pages(queryset: QuerySet[Any], context: Context) -> QuerySet[Any]:
    """The pages that an anonymous reader may see."""
    snapshot = context.snapshot
    visible = queryset.filter(
        below([root.path for root in snapshot.roots], "path"),
        ~hidden_at(context.now),
        content_type__in=context.gate_parameters["types"],
    ).exclude(pk__in=PageViewRestriction.objects.values("page"))
    closed = snapshot.closed
    return visible.exclude(below(closed, "path")) if closed else visible


def in_public_collections(queryset: QuerySet[Any], context: Context) -> QuerySet[Any]:
    """The images or documents that no restricted collection holds."""
    closed = context.snapshot.closed_collections
    return queryset.exclude(below(closed, "collection__path")) if closed else queryset


def below(paths: list[str], column: str) -> Q:
    return reduce(or_, (Q(**{f"{column}__startswith": path}) for path in paths), Q())
