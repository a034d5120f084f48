"""Pure: whole numbers, most of them primary keys, as a browser or a stored text writes them."""

from __future__ import annotations

from collections.abc import Iterable

LARGEST = 2**63 - 1  # that a column holds; keys of videos are digests of as many bits
_DIGITS = len(str(LARGEST))


def number_in(text: object) -> int | None:
    """The number that a text is; None for any other text, and for a number that is too large."""
    digits = str(text)
    if not digits.isdecimal() or len(digits) > _DIGITS:  # Python reads long ones slowly, or not
        return None
    return number if (number := int(digits)) <= LARGEST else None


def numbers_in(texts: Iterable[object]) -> list[int]:
    """The numbers among these texts."""
    return [number for text in texts if (number := number_in(text)) is not None]
