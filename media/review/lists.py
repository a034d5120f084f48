"""Shows reviews in the lists and choosers of pictures and files, and filters by them."""

from __future__ import annotations

from typing import Any

import django_filters
from django import forms
from django.urls import URLPattern, path
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import BaseMediaFilterSet
from wagtail.admin.ui.tables import BaseColumn, Column
from wagtail.documents.views import chooser as document_chooser
from wagtail.documents.views import documents
from wagtail.images.views import chooser as image_chooser
from wagtail.images.views import images

from cms.visibility.holds import with_words
from media.models import Review


class ReviewColumn(Column):
    """The review, and what else keeps it from readers."""

    cell_template_name = "media/reviewed_cell.html"


class ShowsReview:
    """Adds a column for it; a grid of pictures shows it in its template."""

    def get_base_queryset(self) -> Any:
        return with_words(super().get_base_queryset())  # type: ignore[misc]

    def get_object_list(self) -> Any:
        return with_words(super().get_object_list())  # type: ignore[misc]

    @cached_property
    def columns(self) -> list[BaseColumn]:
        columns: list[BaseColumn] = super().columns  # type: ignore[misc]
        return [*columns, ReviewColumn("review", label=_("Review"))] if columns else []


class ReviewFilterSet(BaseMediaFilterSet):
    """Filters by one or more answers."""

    review = django_filters.MultipleChoiceFilter(
        label=_("Review"),
        choices=Review.choices,
        widget=forms.CheckboxSelectMultiple,
        distinct=False,
    )


class ImagesFilterSet(ReviewFilterSet, images.ImagesFilterSet):
    """For pictures."""


class DocumentsFilterSet(ReviewFilterSet, documents.DocumentsFilterSet):
    """For files."""


class ImagesView(ShowsReview, images.IndexView):
    """Lists pictures."""

    filterset_class = ImagesFilterSet


class DocumentsView(ShowsReview, documents.IndexView):
    """Lists files."""

    filterset_class = DocumentsFilterSet


class ReviewFilterForm(forms.Form):
    """Filters by an answer, in addition to a chooser's own filters."""

    review = forms.ChoiceField(
        label=_("Review"),
        choices=[("", _("All")), *Review.choices],
        required=False,
        widget=forms.Select(attrs={"data-chooser-modal-search-filter": True}),
    )

    def filter(self, objects: Any) -> Any:
        if review := self.cleaned_data["review"]:
            objects = objects.filter(review=review)
        return super().filter(objects)  # type: ignore[misc]


class ChoosesByReview(ShowsReview):
    """Filters a chooser by review."""

    def get_filter_form_class(self) -> Any:
        bases = (ReviewFilterForm, super().get_filter_form_class())  # type: ignore[misc]
        return type("FilterForm", bases, {})

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        form: Any = self.filter_form  # type: ignore[attr-defined]
        context = super().get_context_data(**options)  # type: ignore[misc]
        return context | {"is_filtering_by_review": form.is_valid() and form.cleaned_data["review"]}


class ImageChooseView(ChoosesByReview, image_chooser.ImageChooseView):
    """Opens the chooser of pictures."""


class ImageChooseResultsView(ChoosesByReview, image_chooser.ImageChooseResultsView):
    """The results in it."""


class DocumentChooseView(ChoosesByReview, document_chooser.DocumentChooseView):
    """Opens the chooser of files."""


class DocumentChooseResultsView(ChoosesByReview, document_chooser.DocumentChooseResultsView):
    """The results in it."""


def addresses() -> list[URLPattern]:
    """The addresses of Wagtail's own views, which these override."""
    return [
        path("images/", ImagesView.as_view()),
        path("images/results/", ImagesView.as_view(results_only=True)),
        path("documents/", DocumentsView.as_view()),
        path("documents/results/", DocumentsView.as_view(results_only=True)),
    ]


def set_choosers() -> None:
    """Replace Wagtail's choosers everywhere: there is no setting for their views."""
    image_chooser.viewset.choose_view_class = ImageChooseView
    image_chooser.viewset.choose_results_view_class = ImageChooseResultsView
    document_chooser.viewset.choose_view_class = DocumentChooseView
    document_chooser.viewset.choose_results_view_class = DocumentChooseResultsView
