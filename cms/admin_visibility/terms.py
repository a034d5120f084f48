"""Which tags, categories and places the admin suggests: none that only hidden pages use."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest, JsonResponse
from taggit.models import TagBase
from wagtail.admin.views.tags import TAGS_AUTOCOMPLETE_LIMIT
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
)

_registered: dict[type[Model], Callable[[Any], QuerySet[Any]]] = {}


def register(model: type[Model], visible_to: Callable[[Any], QuerySet[Any]]) -> None:
    """Let `visible_to(user)` choose which rows of a model an account sees."""
    _registered[model] = visible_to


def terms_for(user: Any, model: type[Model]) -> QuerySet[Any]:
    """The terms of a model that the account sees: all, if it may change them."""
    label = f"{model._meta.app_label}.change_{model._meta.model_name}"
    if user.is_superuser or user.has_perm(label) or model not in _registered:
        return model._default_manager.all()
    return _registered[model](user)


def suggest(
    request: HttpRequest, app_name: str = "taggit", model_name: str = "tag"
) -> JsonResponse:
    """Wagtail's `autocomplete` view, for the tags that the account sees.

    A tag is found by any part of its name in any language.
    """
    try:
        model = apps.get_model(app_name, model_name)
    except LookupError as unknown:
        raise Http404 from unknown
    if not issubclass(model, TagBase):
        raise Http404
    term = request.GET.get("term", "")
    has_name = Q(name__icontains=term)
    if hasattr(model, "names"):
        has_name |= Q(names__name__icontains=term)
    tags = terms_for(request.user, model).filter(has_name).order_by("name").distinct()
    names = tags.values_list("name", flat=True)[:TAGS_AUTOCOMPLETE_LIMIT]
    return JsonResponse(list(names) if term else [], safe=False)


class _Listed:
    request: HttpRequest
    model_class: type[Model]

    def get_object_list(self) -> QuerySet[Any]:
        return terms_for(self.request.user, self.model_class)


class _Chosen:
    request: HttpRequest
    model_class: type[Model]

    def get_object(self, pk: str) -> Any:
        return terms_for(self.request.user, self.model_class).get(pk=pk)

    def get_objects(self, pks: list[str]) -> QuerySet[Any]:
        return terms_for(self.request.user, self.model_class).filter(pk__in=pks)


class TermChooserViewSet(SnippetChooserViewSet):
    """Offers the terms that the account sees."""

    choose_view_class = type("ChooseTerm", (_Listed, ChooseView), {})
    choose_results_view_class = type("ChooseTermResults", (_Listed, ChooseResultsView), {})
    chosen_view_class = type("ChosenTerm", (_Chosen, SnippetChosenView), {})
    chosen_multiple_view_class = type("ChosenTerms", (_Chosen, SnippetChosenMultipleView), {})
