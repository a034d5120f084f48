"""Which factors a session has proved: a password, a second factor, and when."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest

from .rights import needs_second_factor

# recovery codes only supplement these
DEVICES = {Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN}
PASSWORD, SECOND_FACTOR = "password", "mfa"


def has_device(user: Any) -> bool:
    return Authenticator.objects.filter(user=user, type__in=DEVICES).exists()


def lacks_second_factor(request: HttpRequest, user: Any) -> bool:
    """Whether the session still has to prove a second factor: always if the account has a device,
    otherwise if it needs one.

    What was proved is valid as long as the account has it: resetting it ends its sessions.
    """
    kinds = dict(Authenticator.objects.filter(user=user).values_list("pk", "type"))
    if any(record.get("id") in kinds for record in _records(request, user, SECOND_FACTOR)):
        return False
    return bool(DEVICES.intersection(kinds.values())) or needs_second_factor(user)


def missing_factors(request: HttpRequest) -> Iterator[str]:
    """The factors that were not proved within the last minutes."""
    user: Any = request.user
    oldest = time.time() - settings.REAUTHENTICATION_MINUTES * 60
    for factor in (PASSWORD, SECOND_FACTOR):
        is_recent = any(record["at"] >= oldest for record in _records(request, user, factor))
        if not is_recent and (factor == PASSWORD or has_device(user)):
            yield factor


def _records(request: HttpRequest, user: Any, factor: str) -> list[dict[str, Any]]:
    records = get_authentication_records(request, user)
    return [record for record in records if record["method"] == factor]
