"""Writes and sends mail outside of the response, so that its timing reveals nothing."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.db import connections
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cms.language import in_language_of

logger = logging.getLogger(__name__)


def later(write: Callable[[], object]) -> None:
    """Write and send a letter within the next LETTERS_WAIT seconds; at once if that is 0.

    A failure is logged; the recipient can request another letter.
    """
    if settings.LETTERS_WAIT == 0:
        write()
        return
    wait = random.uniform(0, settings.LETTERS_WAIT)  # noqa: S311 -- it hides work, no secret
    threading.Timer(wait, _in_thread, [write]).start()


def tell_of_changed_locks(user: Any, address: str, locks: Iterable[Promise]) -> None:
    """Write to the address that the account had before, as somebody else may have changed it."""
    if address:
        with in_language_of(user):
            values = {"owner": user, "locks": ", ".join(map(str, locks))}
            text = render_to_string("cms_door/email/changed.txt", values)
            subject = _("Changes of your account")
        later(lambda: send_mail(subject, text, None, [address]))


def _in_thread(write: Callable[[], object]) -> None:
    try:
        write()
    except Exception:  # whatever a mail server does, a thread has nobody to report to
        logger.exception("A letter was not sent")
    finally:
        connections.close_all()
