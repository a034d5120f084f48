"""The language in which an account gets its mail and messages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.utils.translation import override
from wagtail.users.models import UserProfile


def language_of(user: Any) -> str:
    """The language that they chose, otherwise the server's; never that of the current request."""
    profile = UserProfile.objects.filter(user=user).first() if user else None
    return (profile.preferred_language if profile else "") or settings.LANGUAGE_CODE


@contextmanager
def in_language_of(user: Any) -> Iterator[None]:
    """Translate into their language within the context."""
    with override(language_of(user)):
        yield


def letters(
    accounts: Iterable[Any], write: Callable[[], tuple[str, str]]
) -> Iterator[tuple[str, str, str]]:
    """Yield address, subject and text for each account with an address, and for each of ADMINS.

    `write` returns subject and text; it is called in the language of each.
    """
    readers: dict[str, Any] = {admin[1]: None for admin in settings.ADMINS}
    readers |= {account.email: account for account in accounts if account.email}
    for address, account in sorted(readers.items()):
        with in_language_of(account):
            subject, words = write()
        yield address, subject, words
