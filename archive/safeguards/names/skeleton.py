"""Pure: the part that all spellings of a name share.

All transcriptions of a syllable have the same consonants, in a few classes, around a vowel: that is
their skeleton. It is made letter by letter, so the skeleton of a whole is that of its parts in
sequence, without repetitions. Other scripts have one spelling, except for what lengthens a vowel in
kana, which is omitted.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from . import kana
from .letters import HARD, kind_of

_VOWEL = "a"
_CLASSES = {
    **dict.fromkeys("aeiouwy", _VOWEL),
    **dict.fromkeys("gkq", "k"),
    **dict.fromkeys("jcz", "c"),
    **dict.fromkeys("dt", "t"),
    **dict.fromkeys("bpv", "p"),
    **dict.fromkeys("lr", "r"),
    **{letter: letter for letter in "mnsx"},
    **dict.fromkeys("hf", ""),
}

# a text, and for each letter the index of the last source letter that it stands for
Trace = tuple[str, list[int]]


@lru_cache(maxsize=50_000)
def skeleton_of(word: str) -> str:
    return traced_skeleton(word)[0]


def traced_skeleton(text: str) -> Trace:
    """The skeleton of Latin letters; other characters divide it."""
    letters: list[str] = []
    lasts: list[int] = []
    last = ""
    for place, letter in enumerate(text):
        part = _CLASSES.get(letter, HARD)
        if part and part == last:
            lasts[-1] = place
        elif part:
            letters.append(part)
            lasts.append(place)
            last = part
    return "".join(letters), lasts


def traced_letters(text: str) -> Trace:
    """The letters unchanged, except that kana loses what lengthens its vowels."""
    if not kana.is_in(text):
        return text, list(range(len(text)))
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        if not (place and kind_of(letter) == "kana" and kana.lengthens(text[place - 1], letter)):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def squeezed(parts: Iterable[str]) -> str:
    """Concatenate skeletons."""
    text = ""
    for part in parts:
        text += part[1:] if part and text.endswith(part[0]) else part
    return text
