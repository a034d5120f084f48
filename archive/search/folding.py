"""Pure: the normal form in which the search compares text of documents and queries.

A line is cleaned (NFKC, which turns "㈱" into "(株)", and without invisible characters) and folded
into pieces with a space around each. A word is lower-cased, stripped of accents and, if it is
English, stemmed: " refuge cross ". The dots of an acronym and the commas of a number are dropped.
Chinese characters, kana and Hangul form runs as written, because nothing separates their words: "
2006 年の豆満江 ". What separates a Japanese name, a middle dot or a space, is dropped, because many
writers drop it. So finding a word or phrase in a text is a substring search, and the database does
not need to know the language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from unicodedata import category, normalize

import snowballstemmer

# Radicals, iteration marks, kana, bopomofo, jamo, ideographs, syllables, halfwidth forms.
_CJK = (
    "\u1100-\u11ff\u2e80-\u2fdf\u3005\u3007\u303b\u3041-\u309a\u309d-\u309f\u30a1-\u30fa"
    "\u30fc-\u30ff\u3105-\u318e\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f"
    "\uac00-\ud7ff\uf900-\ufaff\uff66-\uffdc\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
# Unicode's Default_Ignorable_Code_Point, of DerivedCoreProperties.txt.
_IGNORABLE = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufff8\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff"
)
# NFKC would append letters to the word before a trade mark sign.
_UNREAD = re.compile(f"[{_IGNORABLE}™℠]")
_SYLLABLE = "[\uac00-\ud7a3]"
# Korean keyboards' middle dot is an obsolete vowel, which no modern word contains.
_ARAEA = rf"(?<={_SYLLABLE})\u119e(?={_SYLLABLE})"
_CHARACTER = re.compile(rf"(?!{_ARAEA})[{_CJK}]")
_JAPANESE = f"(?!{_SYLLABLE})[{_CJK}]"
_RUN = rf"[{_CJK}]+(?:(?:[=゠·‧∙⋅・]|(?<!{_SYLLABLE}) ++(?={_JAPANESE}))[{_CJK}]+)*"
_WORD = rf"[^\W_{_CJK}]"
_LETTER = rf"[^\W\d_{_CJK}]"
INITIAL = rf"{_LETTER}\."
_ACCENTS = "\u0300-\u036f"
_COMMA = r"(?<=\d)(?<!\d{4}),(?=\d{3}(?!\d))"
_LAST = rf"{_LETTER}(?!{_WORD})"
_ACRONYM = rf"{INITIAL}(?:(?: ?{INITIAL})++(?:{_LAST})?|{_LAST})(?:['’]s(?!{_WORD}))?"
_SOURCE = re.compile(
    rf"{_RUN}|{_ACRONYM}|{_WORD}(?:[{_ACCENTS}]|['’](?={_WORD})|{_COMMA}|{_WORD})*"
)
_INSIDE = re.compile("[., ]|['’](?:s$)?")
_PIECE = re.compile(rf"[{_CJK}]+|{_WORD}+")
_IS_CJK = re.compile(f"[{_CJK}]")
_ACCENT = re.compile(f"[{_ACCENTS}]+")
LONGEST_WORD = 64

_english = snowballstemmer.stemmer("english")

Span = tuple[int, int]


def clean(line: str) -> str:
    """The line after NFKC and without invisible characters."""
    return normalize("NFKC", _UNREAD.sub("", line))


def fold(line: str) -> str:
    """The line's pieces with one space around each; empty if there are none."""
    return joined(text for match in _SOURCE.finditer(clean(line)) for text in _folded(match[0]))


def words(line: str) -> list[str]:
    """The pieces of `fold` as typed: not stemmed."""
    return [piece for match in _SOURCE.finditer(clean(line)) for piece in _pieces(match[0])]


def fold_with_sources(line: str) -> tuple[str, list[Span]]:
    """The result of `fold`, and for each of its characters the part of the line that it stands for.

    Each character of a word stands for the whole word; a space stands for nothing.
    """
    cleaned_line, starts, ends = _aligned(line)
    texts: list[str] = []
    sources: list[Span] = [(0, 0)]
    for match in _SOURCE.finditer(cleaned_line):
        texts += (folded := _folded(match[0]))
        start, end = match.span()
        if is_cjk(match[0]):
            places: Sequence[int] = range(start, end)
            if len(folded[0]) < len(places):
                places = [start + character.start() for character in _CHARACTER.finditer(match[0])]
            sources += [*((starts[place], ends[place]) for place in places), (0, 0)]
        else:
            word_span = (starts[start], ends[end - 1])
            for text in folded:
                sources += [*[word_span] * len(text), (0, 0)]
    return joined(texts), sources


def joined(texts: Iterable[str]) -> str:
    text = " ".join(texts)
    return f" {text} " if text else ""


def needle(texts: Sequence[str]) -> str:
    """The substring by which a folded text contains these pieces in sequence.

    A word is complete, so the spaces around it are included; a run of characters may be a part.
    """
    before = "" if is_cjk(texts[0]) else " "
    after = "" if is_cjk(texts[-1]) else " "
    return f"{before}{' '.join(texts)}{after}"


def tokens(texts: Iterable[str]) -> Iterator[str]:
    """The tokens of folded pieces in the index:

    words, single characters and pairs of characters.
    """
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
    return tuple(map(_stem, _pieces(source)))


def _pieces(source: str) -> list[str]:
    """The pieces of a word or a run of characters before stemming."""
    if is_cjk(source):
        return ["".join(_CHARACTER.findall(source))]
    bare = _ACCENT.sub("", normalize("NFKD", _INSIDE.sub("", source.casefold())))
    return [piece[:LONGEST_WORD] for piece in _PIECE.findall(normalize("NFC", bare))]


def _stem(piece: str) -> str:
    return _english.stemWord(piece) if piece.isascii() and piece.isalpha() else piece


def _aligned(line: str) -> tuple[str, Sequence[int], Sequence[int]]:
    """The clean line, and start and end of the source of each of its characters."""
    cleaned_line = clean(line)
    if len(cleaned_line) == len(line) and not any(map(_continues, line)):
        return cleaned_line, range(len(line)), range(1, len(line) + 1)
    bounds = [place for place, char in enumerate(line) if not place or not _continues(char)]
    spans = [
        span
        for span in pairwise([*bounds, len(line)])
        for _ in range(_clean_length(line[slice(*span)]))
    ]
    return cleaned_line, [start for start, _ in spans], [end for _, end in spans]


@lru_cache(maxsize=10_000)
def _clean_length(part: str) -> int:
    return len(clean(part))


@lru_cache(maxsize=10_000)
def _continues(char: str) -> bool:
    """Whether NFKC may join the character to the previous ones:

    a mark, a jamo that is not first.
    """
    first = normalize("NFKD", char)[0]
    return bool(_UNREAD.match(char)) or category(first)[0] == "M" or "\u1160" <= first <= "\u11ff"
