"""Pure: how kana is written in Latin letters, with each spelling of long vowels."""

from __future__ import annotations

import re
from functools import cache

import icu

LONG = "ー"
_LONG_VOWELS = ("aa", "ii", "uu", "ee", "oo", "ou")
_KANA = re.compile(f"[ぁ-ゖ{LONG}]")
_SMALL = "ぁぃぅぇぉゃゅょゎ"
_MORA = re.compile(f"[ぁ-ゖ][{_SMALL}]?|{LONG}")
# Spellings besides Hepburn (Kunrei and others), by how a syllable begins.
_BEGINNINGS = {
    "sh": ("sy", "s"),
    "ch": ("ty", "t"),
    "ts": ("t",),
    "f": ("h",),
    "j": ("zy", "z", "jy"),
    "dj": ("j", "zi", "di", "d"),
    "dz": ("z", "d"),
}


def is_in(text: str) -> bool:
    return _KANA.search(text) is not None


def morae(word: str) -> list[str]:
    return _MORA.findall(word)


@cache
def lengthens(before: str, letter: str) -> bool:
    """Whether a letter only lengthens the vowel before it: う after と; a mark after anything."""
    vowel = romanized(letter)
    return letter == LONG or (romanized(before)[-1:] + vowel in _LONG_VOWELS and len(vowel) == 1)


@cache
def spellings(mora: str, before: str) -> tuple[str, ...]:
    """The Latin spellings of a mora after another."""
    if mora == LONG:
        return ("", *"auioeh")
    latin = romanized(mora)
    if mora == "っ":
        return ("", *"kstpcgdbzjfh")
    forms = [latin, *_kunrei(latin)]
    if mora == "ん":
        forms.append("m")
    if lengthens(before, mora):
        forms += ["", "h"]
    return tuple(dict.fromkeys(forms))


@cache
def romanized(mora: str) -> str:
    if mora in ("", LONG):
        return ""
    text = icu.Transliterator.createInstance("Hiragana-Latin").transliterate(mora)
    return re.sub("[^a-z]", "", text)


def _kunrei(latin: str) -> list[str]:
    forms = []
    for beginning, alternatives in _BEGINNINGS.items():
        if latin.startswith(beginning):
            tail = latin[len(beginning) :]
            forms += [alternative + tail for alternative in alternatives]
    return forms
