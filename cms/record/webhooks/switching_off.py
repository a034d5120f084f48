"""An endpoint that takes nothing is switched off, and who cares for it is told."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse

from .models import Delivery, Endpoint

logger = logging.getLogger(__name__)
WORDS = """\
{address}

has taken no change of {site} since {since}, and is told of none from now on.
The last answer: {answer}

What it missed is kept. Once its server is well, switch it on again:
{link}
"""


def switch_off(endpoint: Endpoint, delivery: Delivery) -> None:
    """Switch an endpoint off; an e-mail says so once that is committed."""
    endpoint.is_on = False
    endpoint.save(update_fields=["is_on"])
    logger.error("Webhook %s is switched off: it takes nothing", endpoint.pk)
    link = reverse("webhooks:edit", args=[endpoint.pk])
    message = WORDS.format(
        address=endpoint.address,
        site=settings.WAGTAIL_SITE_NAME,
        since=f"{endpoint.failing_since:%Y-%m-%d %H:%M} UTC",
        answer=f"status {delivery.status}" if delivery.status else delivery.answer,
        link=f"{settings.WAGTAILADMIN_BASE_URL}{link}",
    )
    recipients = [address[1] for address in settings.ADMINS]
    if endpoint.created_by and endpoint.created_by.email:
        recipients.append(endpoint.created_by.email)
    transaction.on_commit(lambda: _send(message, recipients))


def _send(words: str, recipients: list[str]) -> None:
    try:
        send_mail("A webhook is switched off", words, None, recipients)
    except (OSError, SMTPException):
        logger.exception("The e-mail about a webhook could not be sent")
