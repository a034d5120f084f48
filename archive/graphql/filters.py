"""Which documents a reader asked for, of those that are visible."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import graphene
from django.db.models import Q, QuerySet
from wagtail.models import Page

from archive.models import Category, EntryContributor, EntryPage, EntryTag, ReportPage
from cms.graphql.context import Context
from cms.graphql.enums import enum_of
from cms.graphql.errors import BadUserInput
from cms.graphql.gate import visible_pages
from cms.graphql.ids import fetch_node
from cms.graphql.pages import models_named

EntryType = enum_of(
    "EntryType",
    "The types of documents.",
    {
        "REPORT": "Reports, interviews, speeches, statements, news.",
        "LETTER": "Open letters and the answers to them.",
        "ACTIVITY_REPORT": "What was done in a fiscal year.",
        "FILM_EVENT": "Film screenings.",
    },
)
ReportKind = enum_of(
    "ReportKind",
    "What kind of report it is.",
    {
        "FIELD_REPORT": "From the places of our work.",
        "BORDER_REPORT": "From the border of North Korea and China.",
        "FACT_FINDING": "Of a mission that went to find out.",
        "INTERVIEW": "A conversation in turns.",
        "SPEECH": "Given at an occasion.",
        "STATEMENT": "A position, in the organisation's name.",
        "NEWS": "What has just happened.",
        "ARTICLE": "Any other writing.",
    },
    {kind.upper(): kind for kind, _label in ReportPage._meta.get_field("kind").flatchoices},
)


class DateRange(graphene.InputObjectType):
    """From one day to another, both included; an open end where one is left out."""

    from_ = graphene.Date(name="from", description="The first day.")
    to = graphene.Date(description="The last day.")


class EntryFilter(graphene.InputObjectType):
    """Which documents: all conditions must hold; within a list, any of its values."""

    types = graphene.List(graphene.NonNull(EntryType), description="Of these types.")
    report_kinds = graphene.List(
        graphene.NonNull(ReportKind), description="Reports of these kinds; no other documents."
    )
    categories = graphene.List(
        graphene.NonNull(graphene.String),
        description="In these categories, by slug, narrower ones included.",
    )
    tags = graphene.List(graphene.NonNull(graphene.String), description="With these tags, by slug.")
    places = graphene.List(
        graphene.NonNull(graphene.String), description="About these places, by slug."
    )
    contributor = graphene.String(
        description="With a contributor of exactly this name, whatever the case of its letters."
    )
    date = graphene.Field(
        DateRange, description="Whose own date, a span perhaps, overlaps this range."
    )
    published_since = graphene.DateTime(description="First published at this instant or later.")
    under = graphene.ID(description="Below this section, at any depth.")
    locale = graphene.String(description='In this language: "en", "ja", "ko".')


def visible_entries(context: Context) -> QuerySet[EntryPage]:
    """All documents that the gate lets through."""
    return visible_pages(EntryPage.objects.all(), context)


@dataclass(frozen=True)
class FilteredEntries:
    """Visible entries within some condition, and the EntryFilter they have to meet."""

    context: Context
    conditions: dict[str, Any]
    within: Q | None = None

    def all(self) -> QuerySet[EntryPage]:
        """The entries that meet every condition."""
        return self.without()

    def without(self, *dimensions: str) -> QuerySet[EntryPage]:
        """The entries that meet every condition but those on these dimensions."""
        queryset = visible_entries(self.context)
        if self.within is not None:
            keys = EntryPage.objects.filter(self.within).order_by().values("pk")
            queryset = queryset.filter(pk__in=keys)
        for name, value in self.conditions.items():
            if value is not None and name not in dimensions:
                queryset = queryset.filter(CONDITIONS[name](value, self.context))
        return queryset.order_by()


@dataclass(frozen=True)
class CategoryTree:
    """All categories: keys by slug, and by parent."""

    by_slug: dict[str, list[int]]
    below: dict[int | None, list[int]]

    def closure(self, keys: Iterable[int]) -> list[int]:
        """These categories and all narrower ones."""
        found: set[int] = set()
        queue = list(keys)
        while queue:
            key = queue.pop()
            if key not in found:
                found.add(key)
                queue += self.below[key]
        return sorted(found)


def category_tree(context: Context) -> CategoryTree:
    """The tree, read once in a request."""
    return context.once(CategoryTree, _read_category_tree)


def _read_category_tree() -> CategoryTree:
    by_slug: dict[str, list[int]] = defaultdict(list)
    below: dict[int | None, list[int]] = defaultdict(list)
    for key, slug, parent in Category.objects.values_list("pk", "slug", "parent_id"):
        by_slug[slug].append(key)
        below[parent].append(key)
    return CategoryTree(by_slug, below)


def _of_types(types: list[Any], _context: Context) -> Q:
    models = models_named(kind.value for kind in types)
    names = [model._meta.model_name for model in models]
    return Q(content_type__app_label=EntryPage._meta.app_label, content_type__model__in=names)


def _in_categories(slugs: list[str], context: Context) -> Q:
    tree = category_tree(context)
    keys = tree.closure(key for slug in slugs for key in tree.by_slug.get(slug, []))
    through = EntryPage.categories.through.objects.filter(category__in=keys)
    return Q(pk__in=through.values("entrypage"))


def _tagged(slugs: list[str], _context: Context) -> Q:
    return Q(pk__in=EntryTag.objects.filter(tag__slug__in=slugs).values("content_object"))


def _about_places(slugs: list[str], _context: Context) -> Q:
    through = EntryPage.places.through.objects.filter(place__slug__in=slugs)
    return Q(pk__in=through.values("entrypage"))


def _by_contributor(name: str, _context: Context) -> Q:
    return Q(pk__in=EntryContributor.objects.filter(name__iexact=name).values("page"))


def _dated(span: dict[str, Any], _context: Context) -> Q:
    first, last = span.get("from_"), span.get("to")
    if first and last and first > last:
        raise BadUserInput("date.from cannot be later than date.to.")
    condition = Q()
    if first:
        condition &= Q(date_ends_on__gte=first)
    if last:
        condition &= Q(date_begins_on__lte=last)
    return condition


def _under(identifier: str, context: Context) -> Q:
    section = fetch_node(context, identifier)
    if not isinstance(section, Page):
        return Q(pk__in=[])
    return below_page(section)


def below_page(page: Page) -> Q:
    """The subtree of a page, without itself."""
    return Q(path__startswith=page.path, depth__gt=page.depth)


CONDITIONS: dict[str, Callable[[Any, Context], Q]] = {
    "types": _of_types,
    "report_kinds": lambda kinds, _: Q(reportpage__kind__in=[kind.value for kind in kinds]),
    "categories": _in_categories,
    "tags": _tagged,
    "places": _about_places,
    "contributor": _by_contributor,
    "date": _dated,
    "published_since": lambda instant, _: Q(first_published_at__gte=instant),
    "under": _under,
    "locale": lambda code, _: Q(locale__language_code=code),
}
