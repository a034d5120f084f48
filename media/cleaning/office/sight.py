"""Detects colours that hide text."""

from __future__ import annotations

BLACK, WHITE = (0, 0, 0), (255, 255, 255)
SAME = 16  # of 255: colours this close look the same
Colour = tuple[int, ...]  # red, green and blue


def look_the_same(words: Colour, ground: Colour) -> bool:
    return max(abs(over - below) for over, below in zip(words, ground, strict=True)) <= SAME


def in_parts(digits: str) -> Colour:
    """The colour in the last six hexadecimal digits."""
    return tuple(bytes.fromhex(digits[-6:]))
