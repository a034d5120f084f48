"""A code of an app is valid once, in all processes and after a restart: its time step is stored.

django-allauth stores used codes in the cache, which may be separate for each process. Codes of the
previous and next step are accepted, as a telephone's clock may be half a minute off, but never one
of a step that was used, or of an earlier one (RFC 6238, section 5.2).
"""

from __future__ import annotations

import time

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from allauth.mfa.utils import decrypt
from django.db import transaction

STEP = "step"  # stored beside the secret: the last step with a used code


@transaction.atomic
def use(totp: TOTP, code: str) -> bool:
    """Use up a code, which is valid for its time step; False if that step was used already."""
    row = Authenticator.objects.select_for_update().get(pk=totp.instance.pk)
    secret = decrypt(row.data["secret"])
    steps = [
        step
        for step in yield_hotp_counters_from_time()
        if compare_user_code(actual=code, expected=format_hotp_value(hotp_value(secret, step)))
    ]
    return bool(steps) and _note(row, max(steps))


def note_enrolment(row: Authenticator) -> None:
    """The code that set it up is used, too."""
    _note(row, int(time.time()) // app_settings.TOTP_PERIOD)


def _note(row: Authenticator, step: int) -> bool:
    if row.data.get(STEP, 0) >= step:
        return False
    row.data[STEP] = step
    row.save(update_fields=["data"])
    return True


TOTP._mark_code_used = use
