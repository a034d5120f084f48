"""Changes to other people's accounts require reauthentication, and the owner is notified."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages

from .letters import tell_of_changed_locks
from .reauthentication import ask_again, reauthenticated


@hooks.register("before_create_user")
@hooks.register("before_edit_user")
@hooks.register("before_delete_user")
def ask_who_it_is(request: HttpRequest, owner: Any = None) -> HttpResponseBase | None:
    """Keep somebody at an unattended screen from creating accounts or changing their passwords."""
    if request.method == "POST" and not reauthenticated(request):
        messages.warning(
            request, _("Nothing was changed. Say again who you are, and then change it.")
        )
        return ask_again(request)
    if owner is not None:
        request.address_before = owner.email  # type: ignore[attr-defined]
    return None


@hooks.register("before_bulk_action")
def ask_before_many(
    request: HttpRequest, _action: str, objects: Iterable[Any], _view: Any
) -> HttpResponseBase | None:
    are_accounts = any(isinstance(row, get_user_model()) for row in objects)
    return ask_who_it_is(request) if are_accounts else None


@hooks.register("after_edit_user")
def tell_owner(request: HttpRequest, owner: Any) -> None:
    address = getattr(request, "address_before", owner.email)
    locks = [gettext_lazy("password")] if request.POST.get("password1") else []
    if owner.email != address:
        locks.append(gettext_lazy("e-mail address"))
    if locks:
        tell_of_changed_locks(owner, address, locks)
