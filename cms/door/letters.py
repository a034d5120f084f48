"""Letters, written and sent beside the answer: its time says nothing of whether one goes out."""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable

from django.conf import settings
from django.db import connections

logger = logging.getLogger(__name__)


def later(write: Callable[[], object]) -> None:
    """Write and send a letter some time within the next LETTERS_WAIT seconds; at once if 0.

    What fails is logged: whoever waits for the letter asks for another.
    """
    if settings.LETTERS_WAIT == 0:
        write()
        return
    wait = random.uniform(0, settings.LETTERS_WAIT)  # noqa: S311 -- it hides work, no secret
    threading.Timer(wait, _in_thread, [write]).start()


def _in_thread(write: Callable[[], object]) -> None:
    try:
        write()
    except Exception:  # whatever a mail server does, a thread has nobody to tell
        logger.exception("A letter was not sent")
    finally:
        connections.close_all()
