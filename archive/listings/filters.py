"""Filters of lists of documents; each is part of the list's address."""

from __future__ import annotations

from typing import Any

from django.db.models import Model, Q, QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import (
    CharFilter,
    ChoiceFilter,
    ModelChoiceFilter,
    ModelMultipleChoiceFilter,
    MultipleChoiceFilter,
)
from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.views.pages.listing import GenericPageFilterSet
from wagtail.models import Locale, Page

from archive.choosing.widgets import ExistingTermInput, SaidInput
from archive.date_fields import DatesFilter
from archive.lacking.conditions import WITHOUT_ALTERNATIVE_TEXT, WITHOUT_CATEGORY
from archive.merging.people import rows_of_people
from archive.models import Category, EntryPage, ImportRecord, Place, ReportPage, Tag
from archive.safeguards.models import Embargo
from archive.search.admin.find import readable_by
from archive.translating import states as translations
from cms.admin_visibility.terms import terms_for
from cms.record.models import Tombstone

STATES = {
    "live": (pgettext_lazy("state", "Published"), Q(live=True)),
    "changed": (_("Published, with a draft"), Q(live=True, has_unpublished_changes=True)),
    "draft": (_("Not published"), Q(live=False)),
    "withdrawn": (_("Withdrawn"), Q(live=False, pk__in=Tombstone.objects.values("key"))),
    "embargoed": (
        _("Under an embargo of its own"),
        Q(translation_key__in=Embargo.objects.in_force().values("translation_key")),
    ),
}
LACKS = {
    "category": _("No category"),
    "alt": _("No alternative text"),
    "review": _("Imported, to review"),
}


class TermFilter(ModelChoiceFilter):
    """A term that the account sees, found by typing."""

    def __init__(self, model: type[Model], relation: str) -> None:
        super().__init__(
            field_name=relation,
            label=capfirst(model._meta.verbose_name),
            queryset=lambda request: terms_for(request.user, model),
            method="with_term",
            widget=ExistingTermInput,
        )


class DocumentFilterSet(GenericPageFilterSet):
    """Filters of a list with documents and sections."""

    kind = ChoiceFilter(label=_("Kind"), choices=ReportPage.Kind.choices, method="of_kind")
    category = TermFilter(Category, "categories")
    tag = TermFilter(Tag, "tags")
    place = TermFilter(Place, "places")
    person = CharFilter(label=_("Person"), method="with_person", widget=SaidInput("name"))
    date = DatesFilter(
        label=_("Date of the document"), method="dated", widget=DateRangePickerWidget
    )
    language = ModelMultipleChoiceFilter(
        field_name="locale",
        label=_("Language"),
        queryset=Locale.objects.all(),
        widget=CheckboxSelectMultiple,
        distinct=False,
    )
    translation = ChoiceFilter(
        label=_("Translation"), choices=translations.choices, method="in_translation"
    )
    state = ChoiceFilter(
        label=_("State"),
        choices=[(key, label) for key, (label, _condition) in STATES.items()],
        method="in_state",
    )
    lacks = MultipleChoiceFilter(
        label=_("To mend"),
        choices=[*LACKS.items()],
        method="lacking",
        widget=CheckboxSelectMultiple,
    )

    class Meta:
        model = Page
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.filters.pop("locale", None)  # Wagtail's own; `language` can do more

    def of_kind(self, pages: QuerySet[Page], _name: str, kind: str) -> QuerySet[Page]:
        return self._documents(pages, Q(reportpage__kind=kind))

    def with_term(self, pages: QuerySet[Page], relation: str, term: Model) -> QuerySet[Page]:
        return self._documents(pages, Q(**{relation: term}))

    def with_person(self, pages: QuerySet[Page], _name: str, text: str) -> QuerySet[Page]:
        is_named = Q(pk__in=[])
        for rows in rows_of_people().values():
            named = rows._default_manager.filter(name__icontains=text)
            is_named |= Q(pk__in=named.values("page"))
        return self._documents(pages, is_named)

    def dated(self, pages: QuerySet[Page], _name: str, span: slice) -> QuerySet[Page]:
        """Documents whose date may be within the span."""
        is_within = Q()
        if span.start:
            is_within &= Q(date_ends_on__gte=span.start.date())
        if span.stop:
            is_within &= Q(date_begins_on__lte=span.stop.date())
        return self._documents(pages, is_within)

    def in_state(self, pages: QuerySet[Page], _name: str, state: str) -> QuerySet[Page]:
        return pages.filter(STATES[state][1])

    def in_translation(self, pages: QuerySet[Page], _name: str, choice: str) -> QuerySet[Page]:
        return pages.filter(translations.has_state(choice))

    def lacking(self, pages: QuerySet[Page], _name: str, faults: list[str]) -> QuerySet[Page]:
        """Pages with any of these faults."""
        has_fault = Q(pk__in=[])
        for fault in faults:
            has_fault |= Q(pk__in=FAULTY[fault]())
        return pages.filter(has_fault)

    def _documents(self, pages: QuerySet[Page], condition: Q) -> QuerySet[Page]:
        """Documents that meet a condition; drafts only if the account may read them."""
        documents = EntryPage.objects.filter(condition).order_by().values("pk")
        return pages.filter(readable_by(self.request.user), pk__in=documents)


def _without_category() -> QuerySet[Any]:
    return EntryPage.objects.filter(WITHOUT_CATEGORY).values("pk")


def _without_alternative_text() -> QuerySet[Any]:
    return EntryPage.objects.filter(WITHOUT_ALTERNATIVE_TEXT).values("pk")


def _to_review() -> QuerySet[Any]:
    return ImportRecord.objects.filter(needs_review=True, page__isnull=False).values("page")


FAULTY = {
    "category": _without_category,
    "alt": _without_alternative_text,
    "review": _to_review,
}
