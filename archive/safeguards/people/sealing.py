"""Encrypts what must stay sealed, under keys of its own: the setting SEALING_KEYS, newest first."""

from __future__ import annotations

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(Exception):
    """What was sealed cannot be read with any key of SEALING_KEYS."""


def seal(text: str) -> str:
    """Encrypt a text under the newest key."""
    return seal_bytes(text.encode()).decode()


def seal_bytes(content: bytes) -> bytes:
    return _keys().encrypt(content)


def unseal(token: str) -> str:
    return unseal_bytes(token.encode()).decode()


def unseal_bytes(token: bytes) -> bytes:
    return _with_keys("decrypt", token)


def seal_again(token: str) -> str:
    """Encrypt under the newest key what was sealed under any."""
    return _with_keys("rotate", token.encode()).decode()


def _with_keys(method: str, token: bytes) -> bytes:
    try:
        content: bytes = getattr(_keys(), method)(token)
        return content
    except InvalidToken:
        # Nothing of the cause: a report of the error shows the variables of each frame.
        raise Unreadable("SEALING_KEYS has no key that this was sealed under.") from None


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.SEALING_KEYS])
