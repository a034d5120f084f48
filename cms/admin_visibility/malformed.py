"""Refuses what no form of the admin sends: a count that is not there, a key that is no number.

Wagtail reads both without asking, and the result would be a server error.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import IntegerField, Model
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import gettext as _
from wagtail.admin.views.generic.chooser import CreateViewMixin, CreationFormMixin
from wagtail.admin.widgets import BaseChooser
from wagtail.blocks.base import BlockWidget
from wagtail.models import Page

from cms.numbers import number_in

from .policy import sees_pages

# Fields that a view of Wagtail uses before it asks whether they are there.
NEEDED = {
    "wagtailadmin_choose_page_external_link": ("external-link-chooser-url",),
    "wagtailredirects:process_import": ("import_file_name", "input_format"),
}


class MalformedMiddleware:
    """Answers 400, with a sentence, to a request to the admin that is malformed."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _arguments: Any, _options: Any
    ) -> HttpResponse | None:
        if not _is_admin(request):  # the API refuses a form before anything reads it
            return None
        following = request.POST.get("next") or request.GET.get("next") or "/"
        # Django takes what has neither for the name of a view.
        is_address = "/" in following or "." in following
        return None if is_address else refuse(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not _is_admin(request) or isinstance(exception, Http404 | PermissionDenied):
            return None
        view = request.resolver_match.view_name if request.resolver_match else ""
        is_missing = any(name not in request.POST for name in NEEDED.get(view, ()))
        is_malformed = isinstance(exception, BadRequest | MultiValueDictKeyError)
        return refuse(request) if is_malformed or is_missing else None


def _is_admin(request: HttpRequest) -> bool:
    return request.path.startswith(reverse("wagtailadmin_home"))


def refuse(request: HttpRequest) -> HttpResponse:
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"error": _("The form arrived incomplete.")}, status=400)
    return render(request, "cms_admin_visibility/malformed.html", status=400)


def refuse_copies_to_nowhere(request: HttpRequest, _page: Page) -> None:
    """Raise Http404 if a copy is to go below what is no page, or none that the account sees."""
    if request.method == "POST" and "new_parent_page" in request.POST:
        key = number_in(request.POST["new_parent_page"])
        parent = Page.objects.filter(pk=key)
        if key is None or not parent or not sees_pages(request.user, parent):
            raise Http404


def _has_numbers(model: type[Model]) -> bool:
    """Whether its primary keys are whole numbers."""
    key: Any = model._meta.pk
    while key.remote_field:  # a page type has the key of its page
        key = key.target_field
    return isinstance(key, IntegerField)


def refuse_other_keys() -> None:
    """Let each chooser refuse what is no key, and those without a form create nothing."""
    read: Any = BaseChooser.value_from_datadict
    may_create: Any = CreationFormMixin.can_create

    def value_from_datadict(widget: BaseChooser, data: Any, files: Any, name: str) -> Any:
        value = read(widget, data, files, name)
        if value and number_in(value) is None and _has_numbers(widget.model_class):
            raise BadRequest
        return value

    def can_create(view: CreateViewMixin) -> bool:
        return bool(may_create(view)) and view.get_creation_form_class() is not None

    BaseChooser.value_from_datadict = value_from_datadict
    CreationFormMixin.can_create = can_create


def refuse_other_counts() -> None:
    """Let streams and lists of blocks refuse a count or an order that is no number."""
    read: Any = BlockWidget.value_from_datadict

    def value_from_datadict(widget: BlockWidget, data: Any, files: Any, name: str) -> Any:
        try:
            return read(widget, data, files, name)
        except ValueError as error:  # nothing but the request is read here
            raise BadRequest from error

    BlockWidget.value_from_datadict = value_from_datadict
