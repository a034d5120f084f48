"""Limits and reports attempts to find out which names are sealed by writing them.

An account that may not see sealed identities learns where a name is, never whose it is. Each name
found in its words is counted in the cache, so a rollback does not undo the count. After a day's
maximum the account publishes nothing until the next day, whatever it writes: an answer that
depended on the words would keep leaking.
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
MOST = 10  # names per day: more than a document has, fewer than a list of guesses
_DAY = 60 * 60 * 24
_SALT = "archive.safeguards.naming.probing"


def is_told() -> bool:
    """Whether the current user may know whose name it is;

    for a command or the clock a log is told.
    """
    user = get_active_log_context().user
    return bool(user and user.has_perm(LOOK))


def note_hits(words: Iterable[str]) -> None:
    """Count what was found in the words of the current account, each spelling once a day."""
    user = _watched_user()
    if user is None:
        return
    key = _key(user)
    for digest in {salted_hmac(_SALT, word.casefold()).hexdigest() for word in words}:
        # One cache key each, so that simultaneous requests do not overwrite each other's counts.
        if cache.add(f"{key}-{digest}", True, _DAY):
            cache.add(key, 0, _DAY)
            cache.incr(key)
    if is_closed() and cache.add(f"{key}-told", True, _DAY):
        logger.error("Account %s came upon more than %s sealed names today", user.pk, MOST)
        _write_about(user.get_username())


def is_closed() -> bool:
    """Whether the current account has found too many names today."""
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
    # In the archive's time zone: an account chooses its own, where it may be tomorrow already.
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
