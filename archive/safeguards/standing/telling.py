"""Who keeps what is sealed is told at once how much is no longer cleared, and where to look."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.safeguards.people.looking import LOOK

from .taking_back import Lapse

logger = logging.getLogger(__name__)
REPORT = "archive_no_longer_cleared"  # the name of the report


def tell(lapses: list[Lapse]) -> None:
    """Write no title and no word: a title may be what must not be said."""
    for lapse in lapses:
        logger.error(
            "Not cleared: %s by %s, %s%s",
            lapse.standing,
            ", ".join(lapse.rules),
            "public" if lapse.standing.is_public else "withdrawn",
            ", written past the safeguards" if lapse.is_unseen else "",
        )
    if lapses:
        withdrawn_count = sum(not lapse.standing.is_public for lapse in lapses)
        write_to_keepers(
            _("No longer cleared"),
            "\n".join(
                [
                    ngettext(
                        "%(count)d page or thing that readers could see is not cleared.",
                        "%(count)d pages or things that readers could see are not cleared.",
                        len(lapses),
                    )
                    % {"count": len(lapses)},
                    _("Withdrawn: %(gone)d. Still public: %(left)d.")
                    % {"gone": withdrawn_count, "left": len(lapses) - withdrawn_count},
                    "",
                    settings.WAGTAILADMIN_BASE_URL + reverse(REPORT),
                ]
            ),
        )


def write_to_keepers(subject: str, words: str) -> None:
    """By mail to whoever may look at what is sealed, and to those who run the server."""
    backend = "django.contrib.auth.backends.ModelBackend"
    keepers = get_user_model()._default_manager.with_perm(LOOK, backend=backend)
    addresses = set(keepers.exclude(email="").values_list("email", flat=True))
    addresses |= {admin[1] for admin in settings.ADMINS}
    for address in sorted(addresses):
        try:
            send_mail(subject, words, None, [address])
        except (OSError, SMTPException):
            logger.exception("An e-mail about what is not cleared could not be sent")
