"""Keeps what somebody has typed if the connection or the session is lost."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from wagtail import hooks


def session(request: HttpRequest) -> JsonResponse:
    """Tell a form that the session is alive, and its current CSRF token.

    Without a session, Wagtail's admin answers 403.
    """
    return JsonResponse({"csrf": get_token(request)}, headers={"Cache-Control": "no-store"})


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    return [path("desk/session/", session, name="desk_session")]


@hooks.register("insert_global_admin_js")
def keep_what_is_typed() -> str:
    return format_html(
        '<script src="{}" data-session="{}" data-login="{}" data-ended="{}" data-again="{}"'
        ' data-offline="{}"></script>',
        static("desk/keep_typed.js"),
        reverse("desk_session"),
        reverse("wagtailadmin_login"),
        _("You are not logged in any more. Nothing that you typed is lost: leave this page open."),
        _("Log in again in another tab, then save here."),
        _("There is no connection. Nothing that you typed is lost: save when it is back."),
    )
