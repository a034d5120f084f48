"""Links in the admin to one's own second factors, and to those of others for administrators."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogActionRegistry

from . import accounts  # noqa: F401 -- registers its own
from .resetting import ACTION, may_reset, reset


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [path("users/<int:user_id>/reset-second-factor/", reset, name="cms_door_reset")]


@hooks.register("insert_global_admin_js")
def begin_without_inline_scripts() -> str:
    return format_html('<script src="{}"></script>', static("door/begin.js"))


@hooks.register("register_account_menu_item")
def own_factors(request: HttpRequest) -> dict[str, Any]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Two-factor authentication"),
        "help_text": _("An app or a security key that is asked for after the password."),
    }


@hooks.register("register_user_listing_buttons")
def reset_button(user: Any, request_user: Any) -> Iterator[Button]:
    if may_reset(request_user, user):
        url = reverse("cms_door_reset", args=[user.pk])
        yield Button(_("Reset two-factor authentication"), url=url, icon_name="lock", priority=30)


@hooks.register("register_log_actions")
def log_resets(actions: LogActionRegistry) -> None:
    actions.register_action(
        ACTION, _("Reset two-factor authentication"), _("Two-factor authentication reset")
    )
