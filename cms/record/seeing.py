"""What pages an account of the admin sees: not every title is everybody's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy

from .models import PAGES, PublicObject

# Views that name pages by their keys, and ask no permission before they do.
IN_PATH = {
    "wagtailadmin_choose_page_child": ("parent_page_id",),
    "wagtailadmin_pages:move_confirm": ("page_to_move_id", "destination_id"),
}
IN_QUERY = ("wagtailadmin_choose_page_chosen_multiple", "wagtail_bulk_action")


def seen_by(user: Any) -> Q:
    """Pages that the account may explore, those that readers see, and the root of all."""
    if user.is_superuser:
        return Q(pk__isnull=False)  # all: an empty condition excludes nothing, too
    explorable = PagePermissionPolicy(Page).explorable_instances(user).order_by().values("pk")
    public = PublicObject.objects.filter(subject=PAGES).values("key")
    return Q(pk__in=explorable) | Q(pk__in=public) | Q(depth=1)


def choosable(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """The pages that a chooser offers, for the hook `construct_page_chooser_queryset`.

    At the top also where the account begins, if the way there leads through what it does not see.
    """
    seen = pages.filter(seen_by(request.user))
    match = request.resolver_match
    is_top = match is not None and match.view_name == "wagtailadmin_choose_page"
    begin = PagePermissionPolicy(Page).explorable_root_instance(request.user) if is_top else None
    if begin and begin.get_ancestors().exclude(seen_by(request.user)).exists():
        return seen | Page.objects.filter(pk=begin.pk)
    return seen


class SeenPagesMiddleware:
    """Answers 404 where a view of the admin would name a page that the account does not see."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Any, _arguments: Any, options: dict[str, Any]
    ) -> None:
        pages = _named(request, options)
        if pages is not None and pages.exclude(seen_by(request.user)).exists():
            raise Http404


def _named(request: HttpRequest, options: dict[str, Any]) -> QuerySet[Page] | None:
    match = request.resolver_match
    name = match.view_name if match else ""
    if name in IN_PATH:
        return Page.objects.filter(pk__in=[options[argument] for argument in IN_PATH[name]])
    if name not in IN_QUERY or options.get("model_name", "page") != "page":
        return None
    if "all" not in (keys := request.GET.getlist("id")):
        return Page.objects.filter(pk__in=[int(key) for key in keys if key.isdecimal()])
    above = request.GET.get("childOf", "")
    parent = Page.objects.filter(pk=int(above) if above.isdecimal() else 0).first()
    return parent.get_descendants() if parent else Page.objects.all()
