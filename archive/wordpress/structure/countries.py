"""Pure: names of countries in the languages of the archive."""

from __future__ import annotations

import unicodedata
from functools import cache

from babel import Locale

_LANGUAGES = ("en", "ja", "ko")
# What letterheads write and the Unicode consortium does not.
_ALSO = {
    *("republic of korea", "korea", "rok", "democratic people's republic of korea", "dprk"),
    *("people's republic of china", "prc", "republic of china", "myanmar", "burma"),
    *("united states of america", "usa", "u.s.a", "u.s", "uk", "u.k", "great britain"),
    *("russian federation", "lao pdr", "kingdom of thailand", "viet nam"),
    *("大韓民国", "朝鮮民主主義人民共和国", "中華人民共和国", "日本国", "米国", "英国"),
    *("대한민국", "조선민주주의인민공화국", "중화인민공화국", "미합중국"),
}


def is_country(name: str) -> bool:
    """Whether these words are the name of a country and nothing else."""
    return _folded(name).removeprefix("the ") in _names()


@cache
def _names() -> frozenset[str]:
    territories = (Locale(language).territories.items() for language in _LANGUAGES)
    names = {_folded(name) for pairs in territories for code, name in pairs if code.isalpha()}
    return frozenset(names | _ALSO)


def _folded(name: str) -> str:
    text = unicodedata.normalize("NFKC", name[:100]).casefold().replace("’", "'")
    return text.strip(" .,;")
