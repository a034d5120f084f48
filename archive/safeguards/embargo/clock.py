"""Opens embargoes that were set to open automatically; all others are listed as due."""

from __future__ import annotations

from contextlib import suppress

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.clock.failures import Failures

from .acts import ChangedMeanwhile, close, lift
from .models import Embargo
from .terms import AtEnd, Terms


def open_what_ended() -> int:
    """Lift each embargo that has ended and opens automatically; return how many.

    What another safeguard keeps closed stays closed, and is listed as due.
    """
    count, failures = 0, Failures()
    for embargo in Embargo.objects.over().filter(at_end=AtEnd.OPEN).order_by("pk"):
        with failures.passing_over(f"embargo {embargo.pk}"), suppress(ChangedMeanwhile):
            count += _open(embargo)
    failures.tell("Not opened")
    return count


def _open(embargo: Embargo) -> bool:
    """Lift it if that is allowed; otherwise it is due from today."""
    try:
        lift(embargo, _("Its last day is over."))
    except ValidationError as refused:
        today = timezone.localdate()
        close(embargo.held, Terms(embargo.ends_on, today), " ".join(refused.messages))
        return False
    return True
