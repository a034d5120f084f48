"""Whoever may write here could try out which names are sealed: that is limited, and told.

An account that may not look at what is sealed is told where a name stands, never whose it is. Each
name that is found in its words is counted, in the cache, so that nothing that is undone takes the
count along. After a day's most of them it publishes nothing more until the next day, whatever it
writes: an answer that depends on the words would go on telling.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context

from archive.safeguards.people.keepers import write_to_keepers
from archive.safeguards.people.looking import LOOK
from cms.door.letters import later

logger = logging.getLogger(__name__)
MOST = 10  # names in a day: more than a document has, fewer than a list of guesses
_DAY = 60 * 60 * 24
_SALT = "archive.safeguards.naming.probing"


def is_told() -> bool:
    """Whether who is at work may know whose name it is; a command, or the clock, tells a log."""
    user = get_active_log_context().user
    return bool(user and user.has_perm(LOOK))


def note_hits(words: Iterable[str]) -> None:
    """Count what was found in the words of the account at work, each spelling once a day."""
    user = _watched_user()
    if user is None:
        return
    key = _key(user)
    for digest in {salted_hmac(_SALT, word.casefold()).hexdigest() for word in words}:
        # Each by itself: of requests at the same moment, none writes over what another counted.
        if cache.add(f"{key}-{digest}", True, _DAY):
            cache.add(key, 0, _DAY)
            cache.incr(key)
    if is_closed() and cache.add(f"{key}-told", True, _DAY):
        logger.error("Account %s came upon more than %s sealed names today", user.pk, MOST)
        _write_about(user.get_username())


def is_closed() -> bool:
    """Whether the account at work has come upon too many names today."""
    user = _watched_user()
    return user is not None and cache.get(_key(user), 0) > MOST


def refusal() -> str:
    return _(
        "Too many names that must not appear were found in what you wrote today: until tomorrow "
        "somebody who keeps sealed names has to publish it. They were told."
    )


def _watched_user() -> Any:
    user = get_active_log_context().user
    return None if user is None or user.has_perm(LOOK) else user


def _key(user: Any) -> str:
    # The archive's day: an account chooses its own time zone, where it may be tomorrow.
    today = timezone.localdate(timezone=timezone.get_default_timezone())
    return f"sealed-names-found-{user.pk}-{today}"


def _write_about(username: str) -> None:
    def write() -> tuple[str, str]:
        words = _(
            "In the words of the account “%(account)s” more than %(most)d sealed names were found "
            "today. It may be somebody at work on old documents, or somebody who tries out which "
            "names are sealed. It publishes nothing more until tomorrow."
        ) % {"account": username, "most": MOST}
        return _("Many sealed names"), words

    later(lambda: write_to_keepers(write))
