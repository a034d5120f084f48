"""The language in which an account is written to."""

from __future__ import annotations

from collections.abc import Iterator
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
