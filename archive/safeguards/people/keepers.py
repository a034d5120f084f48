"""The users who may see what is sealed, and are told of what concerns it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from smtplib import SMTPException

from django.contrib.auth import get_user_model
from django.core.mail import send_mail

from cms.language import letters

from .looking import LOOK

logger = logging.getLogger(__name__)


def write_to_keepers(write: Callable[[], tuple[str, str]]) -> None:
    """E-mail them and the administrators of the server; subject and body in each one's language."""
    backend = "django.contrib.auth.backends.ModelBackend"
    keepers = get_user_model()._default_manager.with_perm(LOOK, backend=backend)
    for address, subject, words in letters(keepers, write):
        try:
            send_mail(subject, words, None, [address])
        except (OSError, SMTPException):
            logger.exception("An e-mail to those who keep what is sealed could not be sent")
