"""The language in which an account is written to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.utils.translation import override
from wagtail.users.models import UserProfile


def language_of(user: Any) -> str:
    """The one that they chose, or the server's; never that of whoever is at work now."""
    profile = UserProfile.objects.filter(user=user).first() if user else None
    return (profile.preferred_language if profile else "") or settings.LANGUAGE_CODE


@contextmanager
def in_language_of(user: Any) -> Iterator[None]:
    """Translate for them within: a letter, or what is written for them beside their request."""
    with override(language_of(user)):
        yield


def letters(
    accounts: Iterable[Any], write: Callable[[], tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Address, subject and words for those that have an address, and for who runs the server.

    `write` gives the last two, in the language of each.
    """
    readers: dict[str, Any] = {admin[1]: None for admin in settings.ADMINS}
    readers |= {account.email: account for account in accounts if account.email}
    for address, account in sorted(readers.items()):
        with in_language_of(account):
            subject, words = write()
        yield address, subject, words
