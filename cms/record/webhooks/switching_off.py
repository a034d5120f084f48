"""Switches off an endpoint that accepts nothing, and notifies its owner."""

from __future__ import annotations

import logging
from functools import partial
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.language import letters

from .models import Delivery, Endpoint

logger = logging.getLogger(__name__)


def switch_off(endpoint: Endpoint, delivery: Delivery) -> None:
    """Switch an endpoint off; an e-mail says so once that is committed."""
    endpoint.is_on = False
    endpoint.save(update_fields=["is_on"])
    logger.error("Webhook %s is switched off: it takes nothing", endpoint.pk)
    makers = [endpoint.created_by] if endpoint.created_by else []
    for letter in letters(makers, partial(_letter, endpoint, delivery)):
        transaction.on_commit(partial(_send, *letter))


def _letter(endpoint: Endpoint, delivery: Delivery) -> tuple[str, str]:
    """Subject and body."""
    since, status = f"{endpoint.failing_since:%Y-%m-%d %H:%M} UTC", delivery.status
    link = reverse("webhooks:edit", args=[endpoint.pk])
    lines = [
        endpoint.address,
        "",
        _("It has taken no change of %(site)s since %(since)s, and is told of none from now on.")
        % {"site": settings.WAGTAIL_SITE_NAME, "since": since},
        _("The last answer: %(answer)s") % {"answer": status or delivery.answer},
        "",
        _("What it missed is kept. Once its server is well, switch it on again:"),
        f"{settings.WAGTAILADMIN_BASE_URL}{link}",
    ]
    return _("A webhook is switched off"), "\n".join(lines)


def _send(address: str, subject: str, words: str) -> None:
    try:
        send_mail(subject, words, None, [address])
    except (OSError, SMTPException):
        logger.exception("The e-mail about a webhook could not be sent")
