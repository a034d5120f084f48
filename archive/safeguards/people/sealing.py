"""Encryption with keys of its own: the setting SEALING_KEYS, newest first."""

from __future__ import annotations

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(Exception):
    """No key in SEALING_KEYS can decrypt it."""


def seal(text: str) -> str:
    """Encrypt a text with the newest key."""
    return seal_bytes(text.encode()).decode()


def seal_bytes(content: bytes) -> bytes:
    return _keys().encrypt(content)


def unseal(token: str) -> str:
    return unseal_bytes(token.encode()).decode()


def unseal_bytes(token: bytes) -> bytes:
    return _with_keys("decrypt", token)


def seal_again(token: str) -> str:
    """Encrypt with the newest key what was sealed with any; unchanged if it was sealed with it."""
    if is_newest(token.encode()):
        return token
    return _with_keys("rotate", token.encode()).decode()


def is_newest(token: bytes) -> bool:
    """Whether it was sealed with the newest key."""
    try:
        Fernet(settings.SEALING_KEYS[0]).decrypt(token)
    except InvalidToken:
        return False
    return True


def _with_keys(method: str, token: bytes) -> bytes:
    try:
        content: bytes = getattr(_keys(), method)(token)
        return content
    except InvalidToken:
        # Without the cause: an error report shows the variables of each frame.
        raise Unreadable("SEALING_KEYS has no key that this was sealed under.") from None


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.SEALING_KEYS])
