"""What is under an embargo, for those who may work on it; what is due comes first."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.permissions import policy_registry

from archive.safeguards.embargo.views import NAME, PAGE
from archive.safeguards.embargo.views import address_of as kept_at
from archive.safeguards.models import Embargo

from .base import ListReportView, pages_of

STATES = {"in_force": _("In force"), "due": _("Due"), "lifted": _("Lifted")}


def embargoes_of(user: Any) -> Any:
    """Embargoes on pages that an account may work on, and on media that it may change or review.

    Each with the title and, for a page, the primary key of what it holds; ordered by end.
    """
    pages = pages_of(user)
    held_pages = pages.filter(translation_key=OuterRef("translation_key")).order_by("pk")
    columns = Embargo.media_columns()
    is_its_own = Q(translation_key__in=pages.values("translation_key"))
    for model, column in columns.items():
        is_its_own |= Q(**{f"{column}__in": _changed_by(user, model)})
    titles = [f"{column}__{model.title_column}" for model, column in columns.items()]
    title = Subquery(held_pages.values("draft_title")[:1])
    return (
        Embargo.objects.filter(is_its_own)
        .annotate(page_key=Subquery(held_pages.values("pk")[:1]))
        .annotate(title=Coalesce(title, *titles, output_field=TextField()))
        .select_related(*columns.values())
        .order_by(F("ends_on").asc(nulls_last=True), "review_on", "pk")
    )


def address_of(embargo: Any) -> str:
    """The address of its screen."""
    medium = embargo.medium
    return kept_at(medium) if medium else reverse(NAME, args=[PAGE, embargo.page_key])


class EmbargoesFilterSet(WagtailFilterSet):
    """Filters for embargoes."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=[*STATES.items()], method="in_state"
    )

    class Meta:
        model = Embargo
        fields = ["state", "at_end"]

    def in_state(self, embargoes: Any, _name: str, state: str) -> QuerySet[Embargo]:
        if state == "lifted":
            return embargoes.exclude(lifted_at=None)
        return embargoes.due() if state == "due" else embargoes.in_force()


class EmbargoesView(ListReportView):
    """A list linked to each embargo; without a filter it includes lifted ones."""

    model = Embargo
    page_title = _("Embargoes")
    header_icon = "lock"
    filterset_class = EmbargoesFilterSet
    index_url_name = "archive_embargoes"
    index_results_url_name = "archive_embargoes_results"
    columns = [
        TitleColumn("title", label=_("Title"), get_url=address_of),
        Column("ends_on", label=_("Closed through")),
        Column("review_on", label=_("Think again on")),
        Column("at_end", label=_("After the last day"), accessor="get_at_end_display"),
        Column("who", label=_("Put on by")),
        Column("lifted_at", label=_("Lifted")),
    ]
    list_export = ["title", "ends_on", "review_on", "at_end", "reason", "who", "lifted_at"]

    def get_queryset(self) -> QuerySet[Embargo]:
        self.queryset = embargoes_of(self.request.user)
        return super().get_queryset()


def _changed_by(user: Any, model: Any) -> QuerySet[Any]:
    policy = policy_registry.get_by_type(model)
    return policy.instances_user_has_permission_for(user, "change").order_by().values("pk")
