"""Turns a reader's filter into conditions on documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

import graphene
from django.db.models import DateField, DateTimeField, F, IntegerField, Q, TextField
from django.utils.timezone import is_naive, make_aware

from archive.casefold import Folded
from archive.graphql.loaders.terms import category_tree
from archive.models import EntryContributor, EntryPage, EntryTag, ReportPage
from cms.graphql.context import Context
from cms.graphql.engine import Loading
from cms.graphql.enums import enum_of
from cms.graphql.errors import BadUserInput
from cms.graphql.locales import check_locale
from cms.graphql.pages.listings import NO_PAGES, Condition, below_id, in_locale, of_types
from cms.graphql.pages.types import models_named, page_type_enum
from cms.sql.parameters import Among, Parameter, ParameterList
from cms.visibility.slugs import both_forms


def entry_type() -> type[graphene.Enum]:
    """The enum of the types of documents."""
    return page_type_enum(EntryPage, "EntryType", "The types of documents.")


ReportKind = enum_of(
    "ReportKind",
    "What kind of report it is.",
    {
        "FIELD_REPORT": "A report from the places where we work.",
        "BORDER_REPORT": "A report from the border of North Korea and China.",
        "FACT_FINDING": "The report of a fact-finding mission.",
        "INTERVIEW": "A conversation in turns.",
        "SPEECH": "A speech given at an event.",
        "STATEMENT": "A position that the organisation takes.",
        "NEWS": "News of a recent event.",
        "ARTICLE": "Any other writing.",
    },
    {kind.upper(): kind for kind, _label in ReportPage._meta.get_field("kind").flatchoices},
    blank="ARTICLE",
)


class DateRange(graphene.InputObjectType):
    """From one day to another, both included. Leave one out for an open range."""

    from_ = graphene.Date(name="from", description="The first day.")
    to = graphene.Date(description="The last day.")


class EntryFilter(graphene.InputObjectType):
    """Selects documents. All conditions must hold; of a list of values, any may match.

    An empty list therefore matches nothing: for no condition, leave it out or give null.
    """

    types = graphene.List(graphene.NonNull(entry_type), description="Of these types.")
    report_kinds = graphene.List(
        graphene.NonNull(ReportKind), description="Only reports, of these kinds."
    )
    categories = graphene.List(
        graphene.NonNull(graphene.String),
        description="In these categories or narrower ones, by slug.",
    )
    tags = graphene.List(graphene.NonNull(graphene.String), description="With these tags, by slug.")
    places = graphene.List(
        graphene.NonNull(graphene.String), description="About these places, by slug."
    )
    contributor = graphene.String(
        description="With a contributor of exactly this name, ignoring case."
    )
    date = graphene.Field(
        DateRange, description="Whose own date, or span of dates, overlaps this range."
    )
    published_since = graphene.DateTime(
        description="First published at this time or later. Without an offset (Z, +09:00), the "
        "server's time zone applies."
    )
    updated_since = graphene.DateTime(
        description="Changed at this time or later, according to `changes`, in whatever way: "
        "published, opened, moved, edited. Without an offset, the server's time zone "
        "applies."
    )
    under = graphene.ID(description="Below this section, at any depth.")
    locale = graphene.String(description='In this language: "en", "ja", "ko".')


@dataclass(frozen=True)
class Filter:
    """The conditions of a reader's filter, by dimension."""

    conditions: dict[str, Condition]
    asked: dict[str, Any]  # as given; a cursor is bound to them

    def without(self, *dimensions: str) -> list[Condition]:
        """The conditions on all other dimensions."""
        return [c for name, c in self.conditions.items() if name not in dimensions]


def check_filter(arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The filter that was given; raises BadUserInput if a value is not valid."""
    values = _non_null(arguments.get("filter"))
    check_locale(values, "filter.locale")
    span = values.get("date") or {}
    if span.get("from_") and span.get("to") and span["from_"] > span["to"]:
        raise BadUserInput("filter.date.from cannot be later than filter.date.to.", "filter.date")
    for name, (_column, argument) in INSTANTS.items():
        if name in values:
            _in_utc(values[name], argument)
    return values


def read_filter(arguments: dict[str, Any] | None, context: Context) -> Loading:
    """The conditions of an EntryFilter."""
    values, conditions = _non_null(arguments), {}
    for name, value in sorted(values.items()):
        conditions[name] = yield from _condition(name, value, context)
    return Filter(conditions, values)


def _non_null(arguments: Mapping[str, Any] | None) -> dict[str, Any]:
    return {name: value for name, value in (arguments or {}).items() if value is not None}


def _condition(name: str, value: Any, context: Context) -> Loading:
    if name == "categories":
        tree = yield from category_tree(context)
        return in_categories(tree.closure(tree.with_slugs(value)))
    return CONDITIONS[name](value)


def in_categories(keys: Sequence[int], slot: str = "asked_categories") -> Condition:
    """The condition to be in any of these categories."""
    through = EntryPage.categories.through.objects
    return Condition(
        slot,
        lambda: Q(pk__in=through.filter(_among("category", slot)).values("entrypage")),
        {slot: keys},
        ("category", keys),
    )


def tagged(column: str, values: Sequence[Any], slot: str) -> Condition:
    """The condition to have any of these tags, given by slug or key."""
    return Condition(
        (slot, column),
        lambda: Q(pk__in=EntryTag.objects.filter(_among(column, slot)).values("content_object")),
        {slot: _stored(column, values)},
        None if column.endswith("slug") else ("tag", values),
    )


def about_places(column: str, values: Sequence[Any], slot: str) -> Condition:
    """The condition to be about any of these places, given by slug or key."""
    through = EntryPage.places.through.objects
    return Condition(
        (slot, column),
        lambda: Q(pk__in=through.filter(_among(column, slot)).values("entrypage")),
        {slot: _stored(column, values)},
        None if column.endswith("slug") else ("place", values),
    )


def _stored(column: str, values: Sequence[Any]) -> Sequence[Any]:
    """The slugs in both forms in which they may be stored; keys are unchanged."""
    if not column.endswith("slug"):
        return values
    return [form for slug in values for form in both_forms(slug)]


def _among(column: str, slot: str) -> Among:
    return Among(
        F(column), ParameterList(slot, TextField() if column.endswith("slug") else IntegerField())
    )


def _of_types(types: list[Any]) -> Condition:
    return of_types(models_named(kind.value for kind in types)) if types else NO_PAGES


def _of_kinds(kinds: list[Any]) -> Condition:
    values = {"asked_kinds": [kind.value for kind in kinds]}
    return Condition(
        "kinds",
        lambda: Q(Among(F("reportpage__kind"), ParameterList("asked_kinds", TextField()))),
        values,
    )


def _by_contributor(name: str) -> Condition:
    slot = Parameter("asked_contributor", TextField())

    def contributed() -> Q:
        rows = EntryContributor.objects.annotate(folded=Folded("name"))
        return Q(pk__in=rows.filter(folded=Folded(slot)).values("page"))

    values = {"asked_contributor": name}
    return Condition("contributor", contributed, values, ("contributor", (name,)))


def _dated(span: dict[str, Any]) -> Condition:
    first, last = span.get("from_"), span.get("to")

    has_first, has_last = bool(first), bool(last)

    def overlapping() -> Q:
        begin, end = Parameter("asked_from", DateField()), Parameter("asked_to", TextField())
        # A sort key begins with the first day, so lists by date can start at the right place.
        return (Q(date_ends_on__gte=begin) if has_first else Q()) & (
            Q(date_sort__lte=end) if has_last else Q()
        )

    key = ("date", has_first, has_last)
    until = last.isoformat().replace("-", "").ljust(16, "9") if last else None
    values = {"asked_from": first, "asked_to": until}
    days = tuple(int(day.strftime("%Y%m%d")) if day else None for day in (first, last))
    return Condition(key, overlapping, values, ("dated", (days,)))


def _since(instant: datetime, column: str, argument: str) -> Condition:
    slot, lookup = Parameter(f"{column}_since", DateTimeField()), f"{column}__gte"
    values = {slot.name: _in_utc(instant, argument)}
    return Condition(("since", lookup), lambda: Q((lookup, slot)), values)


def _in_utc(instant: datetime, argument: str) -> datetime:
    try:
        return (make_aware(instant) if is_naive(instant) else instant).astimezone(UTC)
    except OverflowError as error:
        message = f"{argument} lies outside of the years 1 to 9999."
        raise BadUserInput(message, argument) from error


# The column and its name in errors, for each argument.
INSTANTS = {
    "published_since": ("first_published_at", "filter.publishedSince"),
    "updated_since": ("last_change__at", "filter.updatedSince"),
}
CONDITIONS: dict[str, Callable[[Any], Condition]] = {
    "types": _of_types,
    "report_kinds": _of_kinds,
    "tags": partial(tagged, "tag__slug", slot="asked_tags"),
    "places": partial(about_places, "place__slug", slot="asked_places"),
    "contributor": _by_contributor,
    "date": _dated,
    **{
        name: partial(_since, column=column, argument=argument)
        for name, (column, argument) in INSTANTS.items()
    },
    "under": below_id,
    "locale": in_locale,
}
