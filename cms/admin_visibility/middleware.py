"""Keeps Wagtail's admin views from naming pages that an account does not see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.numbers import number_in, numbers_in

from .policy import sees_pages
from .terms import suggest

# The names of URL arguments that are primary keys of pages.
PAGE_ARGUMENTS = (
    "page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk",
)  # fmt: skip
BULK = "wagtail_bulk_action"
CHOSEN = "wagtailadmin_choose_page_chosen_multiple"
CHOOSER_BELOW = "wagtailadmin_choose_page_child"
SUGGESTIONS = ("wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete")


class SeenPagesMiddleware:
    """Answers 404 if a view of the admin would name a page that the account does not see."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _arguments: Any, options: dict[str, Any]
    ) -> HttpResponse | None:
        view = request.resolver_match.view_name if request.resolver_match else ""
        user: Any = request.user
        if view in SUGGESTIONS and user.has_perm("wagtailadmin.access_admin"):
            return suggest(request, **options)
        if not request.path.startswith(reverse("wagtailadmin_home")) or not _is_restricted(user):
            return None
        keys = {options[name] for name in PAGE_ARGUMENTS if name in options}
        if view == CHOOSER_BELOW:
            below = Page.objects.filter(pk__in=keys)
            # The chooser opens beside the chosen page; at the top if that is hidden or gone.
            if not below or not sees_pages(user, below):
                top = reverse("wagtailadmin_choose_page")
                return redirect(f"{top}?{request.META['QUERY_STRING']}")
        if view in (BULK, CHOSEN):
            _refuse_no_keys(request)
        if view == CHOSEN:
            keys |= _keys(request)
        if keys and not sees_pages(user, Page.objects.filter(pk__in=keys)):
            raise Http404
        if view == BULK and not _sees_rows(request, options):
            raise Http404
        return None


def _is_restricted(user: Any) -> bool:
    return user.has_perm("wagtailadmin.access_admin") and not user.is_superuser


def _refuse_no_keys(request: HttpRequest) -> None:
    """Raise Http404 for what is no key here but is one to the database, such as “ 5” or “+5”."""
    if any(number_in(key) is None and key != "all" for key in request.GET.getlist("id")):
        raise Http404


def _keys(request: HttpRequest) -> set[int]:
    return set(numbers_in(request.GET.getlist("id")))


def _sees_rows(request: HttpRequest, options: dict[str, Any]) -> bool:
    """Whether the account may do something with each of the rows of a bulk action."""
    try:
        model: type[Model] = apps.get_model(options["app_label"], options["model_name"])
    except LookupError:
        return True  # Wagtail's own 404
    if issubclass(model, Page):
        return sees_pages(request.user, _pages(request))
    policy = policy_registry.get_by_type(model)
    actions = {"add", "change", "delete", "view", "choose"}
    theirs = policy.instances_user_has_any_permission_for(request.user, actions).order_by()
    if "all" in request.GET.getlist("id"):
        # Wagtail itself only accepts images and files that they may use
        return bool(theirs.exists())
    rows = model._default_manager.filter(pk__in=_keys(request))
    return not rows.exclude(pk__in=theirs.values("pk")).exists()


def _pages(request: HttpRequest) -> QuerySet[Page]:
    if "all" not in request.GET.getlist("id"):
        return Page.objects.filter(pk__in=_keys(request))
    above = number_in(request.GET.get("childOf", "")) or 0
    parent = Page.objects.filter(pk=above).first()
    return parent.get_descendants() if parent else Page.objects.all()
