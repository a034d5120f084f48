"""Words that the admin suggests: none that stands only on what an account does not see."""

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

_named: dict[type[Model], Callable[[Any], QuerySet[Any]]] = {}


def register(model: type[Model], named: Callable[[Any], QuerySet[Any]]) -> None:
    """Let `named` say which rows of a model an account is told, by what they stand on."""
    _named[model] = named


def named_to(user: Any, model: type[Model]) -> QuerySet[Any]:
    """Whoever sees everything, or keeps these words, is told all."""
    label = f"{model._meta.app_label}.change_{model._meta.model_name}"
    if user.is_superuser or user.has_perm(label) or model not in _named:
        return model._default_manager.all()
    return _named[model](user)


def suggest(
    request: HttpRequest, app_name: str = "taggit", model_name: str = "tag"
) -> JsonResponse:
    """What Wagtail's `autocomplete` answers, of tags that the account is told.

    A tag is found by what it is called in any language, and by a part of that.
    """
    try:
        model = apps.get_model(app_name, model_name)
    except LookupError as unknown:
        raise Http404 from unknown
    if not issubclass(model, TagBase):
        raise Http404
    term = request.GET.get("term", "")
    is_called = Q(name__icontains=term)
    if hasattr(model, "names"):
        is_called |= Q(names__name__icontains=term)
    tags = named_to(request.user, model).filter(is_called).order_by("name").distinct()
    names = tags.values_list("name", flat=True)[:TAGS_AUTOCOMPLETE_LIMIT]
    return JsonResponse(list(names) if term else [], safe=False)


class _Listed:
    request: HttpRequest
    model_class: type[Model]

    def get_object_list(self) -> QuerySet[Any]:
        return named_to(self.request.user, self.model_class)


class _Chosen:
    request: HttpRequest
    model_class: type[Model]

    def get_object(self, pk: str) -> Any:
        return named_to(self.request.user, self.model_class).get(pk=pk)

    def get_objects(self, pks: list[str]) -> QuerySet[Any]:
        return named_to(self.request.user, self.model_class).filter(pk__in=pks)


class WordChooserViewSet(SnippetChooserViewSet):
    """Offers the words that the account is told."""

    choose_view_class = type("ChooseWord", (_Listed, ChooseView), {})
    choose_results_view_class = type("ChooseWordResults", (_Listed, ChooseResultsView), {})
    chosen_view_class = type("ChosenWord", (_Chosen, SnippetChosenView), {})
    chosen_multiple_view_class = type("ChosenWords", (_Chosen, SnippetChosenMultipleView), {})
