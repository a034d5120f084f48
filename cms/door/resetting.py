"""Removes the second factor of somebody who lost it; they set up another at their next login."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.log_actions import log

from .reauthentication import reauthentication_required

ACTION = "cms_door.reset_second_factor"


def may_reset(account: Any, owner: Any) -> bool:
    """Users who may change accounts may;

    for a superuser only another superuser, as for deletion.
    """
    keeps_accounts = account.has_perm("auth.change_user")
    return keeps_accounts and account != owner and (account.is_superuser or not owner.is_superuser)


def reset(request: HttpRequest, user_id: int) -> HttpResponseBase:
    """Ask, reset, notify the owner, and log who did it. Sessions proved with it are no longer
    valid.
    """
    owner = get_object_or_404(get_user_model(), pk=user_id)
    if not may_reset(request.user, owner):
        raise PermissionDenied
    return _reset(request, owner)


@reauthentication_required
def _reset(request: HttpRequest, owner: Any) -> HttpResponse:
    if request.method != "POST":
        return TemplateResponse(request, "cms_door/reset.html", {"owner": owner})
    Authenticator.objects.filter(user=owner).delete()
    log(owner, ACTION, user=request.user)
    get_adapter().send_notification_mail("cms_door/email/reset", owner)
    messages.success(
        request,
        _("%(owner)s sets up another second factor at the next login.") % {"owner": owner},
    )
    return redirect("wagtailusers_users:index")
