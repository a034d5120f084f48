"""Opens embargoes that were set to open automatically; all others are listed as due."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from .acts import ChangedMeanwhile, close, lift
from .models import Embargo
from .terms import AtEnd, Terms


def open_what_ended() -> int:
    """Lift each embargo that has ended and opens automatically; return how many.

    What another safeguard keeps closed stays closed, and is listed as due.
    """
    count = 0
    for embargo in Embargo.objects.over().filter(at_end=AtEnd.OPEN).order_by("pk"):
        try:
            lift(embargo, _("Its last day is over."))
        except ChangedMeanwhile:
            continue
        except ValidationError as refused:
            today = timezone.localdate()
            close(embargo.held, Terms(embargo.ends_on, today), " ".join(refused.messages))
        else:
            count += 1
    return count
