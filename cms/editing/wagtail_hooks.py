"""Puts withdrawing, publishing again and related acts into the admin."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from cms.record.models import PAGES, Change

from .deletion import REFUSAL, refused
from .facts import PageFact
from .renaming.views import AskingMoveBulkAction, AskingMoveConfirmView, ForgetAddressesView
from .second_reader import may_take_back, needs_second_reader
from .withdrawal.acts import may_publish_again, may_withdraw
from .withdrawal.bulk_action import WithdrawBulkAction
from .withdrawal.unpublishing import AskingUnpublishBulkAction, UnpublishView
from .withdrawal.views import DeleteView, PublishAgainView, WithdrawView

hooks.register("register_bulk_action", WithdrawBulkAction)
# Replace Wagtail's own, which is registered before.
hooks.register("register_bulk_action", AskingMoveBulkAction, order=1)
hooks.register("register_bulk_action", AskingUnpublishBulkAction, order=1)
PageViewSet.delete_view_class = DeleteView
PageViewSet.unpublish_view_class = UnpublishView
PageViewSet.move_confirm_view_class = AskingMoveConfirmView


class WithdrawMenuItem(PageMenuItem):
    label = _("Withdraw")
    icon_name = "no-view"
    url_name = "cms_editing_withdraw"
    priority = 36

    def is_shown(self, user: Any) -> bool:
        return may_withdraw(self.page, user)


class PublishAgainMenuItem(PageMenuItem):
    label = _("Publish again")
    icon_name = "undo"
    url_name = "cms_editing_publish_again"
    priority = 37

    def is_shown(self, user: Any) -> bool:
        return may_publish_again(self.page, user)


def _having_left(pages: Collection[Page]) -> Iterable[int]:
    """Those that had another address, or no longer have one."""
    left = Change.objects.filter(kind__in=[Change.Kind.MOVED, Change.Kind.WITHDRAWN])
    keys = [page.pk for page in pages]
    return left.filter(subject=PAGES, key__in=keys).values_list("key", flat=True)


HAS_LEFT = PageFact(_having_left)


class ForgetAddressesMenuItem(PageMenuItem):
    label = _("Forget former addresses")
    icon_name = "no-view"
    url_name = "cms_editing_forget_addresses"
    priority = 38

    def is_shown(self, user: Any) -> bool:
        return may_take_back(self.page, user) and HAS_LEFT.of(self.page)


@hooks.register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path("pages/<int:page_id>/withdraw/", WithdrawView.as_view(), name="cms_editing_withdraw"),
        path(
            "pages/<int:page_id>/publish-again/",
            PublishAgainView.as_view(),
            name="cms_editing_publish_again",
        ),
        path(
            "pages/<int:page_id>/forget-addresses/",
            ForgetAddressesView.as_view(),
            name="cms_editing_forget_addresses",
        ),
    ]


@hooks.register("register_page_listing_more_buttons")
def add_to_listing(page: Page, user: Any, next_url: str | None = None) -> Iterator[PageMenuItem]:
    yield WithdrawMenuItem(page=page, next_url=next_url)
    yield PublishAgainMenuItem(page=page, next_url=next_url)
    yield ForgetAddressesMenuItem(page=page, next_url=next_url)


@hooks.register("register_page_header_buttons")
def add_to_header(
    page: Page, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[PageMenuItem]:
    yield WithdrawMenuItem(page=page, next_url=next_url, priority=61)
    yield PublishAgainMenuItem(page=page, next_url=next_url, priority=62)
    yield ForgetAddressesMenuItem(page=page, next_url=next_url, priority=63)


@hooks.register("before_bulk_action")
def refuse_deletion(
    request: HttpRequest, action: str, objects: Iterable[Any], _view: Any
) -> HttpResponse | None:
    """Refuse a deletion also for page types that do not inherit from `KeptPage`."""
    pages = (
        [instance for instance in objects if isinstance(instance, Page)]
        if action == "delete"
        else []
    )
    if page := refused(pages, request.user):
        messages.error(request, REFUSAL.format(page.get_admin_display_title()))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("before_create_page")
def refuse_publication(request: HttpRequest, _parent: Page, model: type[Page]) -> None:
    """Refuse publication of a new page; Wagtail only checks the permission on its parent."""
    if "action-publish" in request.POST and needs_second_reader(model):
        raise PermissionDenied


@hooks.register("construct_page_action_menu")
def offer_what_is_allowed(menu_items: list[Any], request: HttpRequest, context: Any) -> None:
    named = request.resolver_match.kwargs if request.resolver_match else {}
    if context["view"] != "create" or "content_type_model_name" not in named:
        return
    model = apps.get_model(named["content_type_app_name"], named["content_type_model_name"])
    if needs_second_reader(model):
        menu_items[:] = [item for item in menu_items if item.name != "action-publish"]


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    return Permission.objects.filter(
        content_type__app_label="cms_record", codename="delete_published"
    )
