"""Pure: Hangul typed letter by letter, as keyboards and some file names have it (ㄱㅣㅁ)."""

from __future__ import annotations

_FIRST = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_LAST = "-ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"


def pattern(between: str) -> str:
    """A regular expression for the letters of one syllable, with that between them."""
    vowel = f"{between}*[{_VOWELS}]"
    return f"[{_FIRST}]{vowel}(?:{between}*[{_LAST[1:]}](?!{vowel}))?"


def syllable_of(letters: str) -> str:
    """The syllable that two or three letters make; whatever else as it is."""
    first, vowel, last = (*letters, "-")[:3] if 2 <= len(letters) <= 3 else "   "
    if first not in _FIRST or vowel not in _VOWELS or last not in _LAST:
        return letters
    number = (_FIRST.index(first) * len(_VOWELS) + _VOWELS.index(vowel)) * len(_LAST)
    return chr(ord("가") + number + _LAST.index(last))
