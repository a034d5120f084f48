"""Those who may look at what is sealed, and hear of what concerns it."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail

from .looking import LOOK

logger = logging.getLogger(__name__)


def write_to_keepers(subject: str, words: str) -> None:
    """By mail, and to those who run the server."""
    backend = "django.contrib.auth.backends.ModelBackend"
    keepers = get_user_model()._default_manager.with_perm(LOOK, backend=backend)
    addresses = set(keepers.exclude(email="").values_list("email", flat=True))
    addresses |= {admin[1] for admin in settings.ADMINS}
    for address in sorted(addresses):
        try:
            send_mail(subject, words, None, [address])
        except (OSError, SMTPException):
            logger.exception("An e-mail to those who keep what is sealed could not be sent")
