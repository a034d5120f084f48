"""The one gate: what an anonymous reader may see, decided here and nowhere else.

Everything that loads a page, an image or a document goes through `visible_pages` or
`in_public_collections`. Both read the clock and the restrictions as they are now, not as the
last run of a scheduled job left them.
"""

from __future__ import annotations

from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Length, Substr
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction

from .context import Context
from .registry import bound


def visible_pages(queryset: QuerySet, context: Context) -> QuerySet:
    """The pages of `queryset` that are public, as is every ancestor, on the request's site."""
    closed = _hidden_at(context.now) | Q(pk__in=PageViewRestriction.objects.values("page_id"))
    hiding_ancestor = _above(Page.objects.filter(closed, numchild__gt=0), "path")
    types = ContentType.objects.get_for_models(*bound(Page), for_concrete_models=False).values()
    return (
        queryset.exclude(_hidden_at(context.now))
        .filter(_on_site(context), content_type__in=[known.pk for known in types])
        .exclude(pk__in=PageViewRestriction.objects.values("page_id"))
        .filter(~Exists(hiding_ancestor))
    )


def in_public_collections(queryset: QuerySet) -> QuerySet:
    """The images or documents of `queryset` that no restricted collection holds, at any depth."""
    restricted = CollectionViewRestriction.objects.annotate(path=F("collection__path"))
    return queryset.filter(~Exists(_above(restricted, "collection__path")))


def _hidden_at(now: datetime) -> Q:
    return Q(live=False) | Q(go_live_at__gt=now) | Q(expire_at__lte=now)


def _on_site(context: Context) -> Q:
    site = Q(pk__in=[])
    for root in context.roots:
        site |= Q(path__startswith=root.path)
    return site


def _above(queryset: QuerySet, outer_path: str) -> QuerySet:
    """The rows whose tree path is a prefix of the outer query's, itself included."""
    return queryset.annotate(
        lead=Substr(OuterRef(outer_path), 1, Length("path")),
    ).filter(lead=F("path"))
