"""Pure: text as the search compares it, the same for documents, queries and highlights.

A line is folded into pieces with a space around each. A word is lower-cased, freed of accents and,
where it is English, stemmed: " refuge cross ". Chinese characters, kana and Hangul stand together
as they were written, since nothing divides their words: " 2006 年の豆満江 ". Whether a text holds a
word or a phrase is then one substring search, and no database has to know a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

import snowballstemmer

# Radicals, marks of repetition, kana, bopomofo, jamo, ideographs, syllables, halfwidth forms.
_CJK = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005\u3007\u303b\u3041-\u309a\u309d-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u3105-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_WORD = rf"[^\W_{_CJK}]"
_ACCENTS = "\u0300-\u036f"
_SOURCE = re.compile(rf"[{_CJK}]+|{_WORD}(?:[{_ACCENTS}]|['’](?={_WORD})|{_WORD})*")
_PIECE = re.compile(rf"[{_CJK}]+|{_WORD}+")
_IS_CJK = re.compile(f"[{_CJK}]")
_ACCENT = re.compile(f"[{_ACCENTS}]+")
_APOSTROPHE = re.compile("['’](?:s$)?")
LONGEST_WORD = 64

_english = snowballstemmer.stemmer("english")


class Piece(NamedTuple):
    """A folded word or run of characters, and the place in its line that it stands for."""

    text: str
    start: int
    end: int


def pieces(line: str) -> Iterator[Piece]:
    for match in _SOURCE.finditer(line):
        for text in _folded(match[0]):
            yield Piece(text, match.start(), match.end())


def fold(line: str) -> str:
    """The line's pieces with one space around each; empty where it has none."""
    return joined(piece.text for piece in pieces(line))


def joined(texts: Iterable[str]) -> str:
    text = " ".join(texts)
    return f" {text} " if text else ""


def needle(texts: Sequence[str]) -> str:
    """What a folded text holds where it holds these pieces, one after another.

    A word is whole, so the spaces around it belong to it; a run of characters may be a part.
    """
    before = "" if is_cjk(texts[0]) else " "
    after = "" if is_cjk(texts[-1]) else " "
    return f"{before}{' '.join(texts)}{after}"


def tokens(texts: Iterable[str]) -> Iterator[str]:
    """What the index keeps of folded pieces: words, single characters and pairs of characters."""
    for text in texts:
        if is_cjk(text):
            yield from text
            yield from pairs(text)
        else:
            yield text


def pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run) - 1)]


def is_cjk(piece: str) -> bool:
    return _IS_CJK.match(piece) is not None


@lru_cache(maxsize=50_000)
def _folded(source: str) -> tuple[str, ...]:
    if is_cjk(source):
        return tuple(_PIECE.findall(normalize("NFKC", source)))
    bare = _ACCENT.sub("", normalize("NFKD", _APOSTROPHE.sub("", source.casefold())))
    return tuple(_stem(piece) for piece in _PIECE.findall(normalize("NFC", bare)))


def _stem(piece: str) -> str:
    short = piece[:LONGEST_WORD]
    return _english.stemWord(short) if short.isascii() and short.isalpha() else short
