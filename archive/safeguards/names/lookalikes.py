"""Pure: other readings of a text, in which letters of one script are those of another.

Each is a part of the text. Nobody who reads sees a difference, but a search does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import icu

# Greek and Coptic, Cyrillic, Armenian, Cherokee; phonetic letters, Coptic, Lisu
_SCRIPTS = (
    *((0x370, 0x3FF), (0x400, 0x52F), (0x531, 0x58A), (0x13A0, 0x13F5)),
    *((0x250, 0x2AF), (0x1D00, 0x1D25), (0x2C80, 0x2CF3), (0xA4D0, 0xA4F7)),
)
# As katakana and as a Chinese character.
_PAIRS = {
    "ニ": "二", "カ": "力", "ロ": "口", "エ": "工", "タ": "夕", "ト": "卜", "ハ": "八", "チ": "千",
    "オ": "才", "ミ": "三", "ー": "一", "メ": "乂", "ノ": "丿",
}  # fmt: skip
_TO_KANA = str.maketrans({character: kana for kana, character in _PAIRS.items()})
_TO_CHARACTERS = str.maketrans(_PAIRS)
_KANA, _CHARACTERS = "".join(_PAIRS), "".join(_PAIRS.values())
_AMONG_KANA = re.compile(  # but not カメラ二台, which counts cameras
    f"(?<=[ァ-ヺー])[{_CHARACTERS}]+(?![一-鿿])|(?<![一-鿿])[{_CHARACTERS}]+(?=[ァ-ヺー])"
)
_AMONG_CHARACTERS = re.compile(f"(?<=[一-鿿])[{_KANA}]|[{_KANA}](?=[一-鿿])")
_AROUND = 30  # characters: more than a name


def _latin() -> dict[int, str]:
    """The letters that Unicode's table of confusable characters gives as a Latin one."""
    checker, letters = icu.SpoofChecker(), {}
    for first, last in _SCRIPTS:
        for point in range(first, last + 1):
            skeleton = checker.getSkeleton(0, chr(point))
            if skeleton == "l" and not chr(point).islower():
                skeleton = "I"  # the table has one form of both
            if len(skeleton) == 1 and skeleton.isascii() and skeleton.isalpha():
                letters[point] = skeleton
    return letters


_LATIN = _latin()
_LIKE_LATIN = re.compile(f"[{''.join(map(chr, _LATIN))}]")


def readings_of(text: str) -> Iterator[str]:
    """The parts with letters like Latin ones, and those that mix kana and characters."""
    yield from _around(_LIKE_LATIN, _LATIN, text)
    yield from _around(_AMONG_KANA, _TO_KANA, text)
    yield from _around(_AMONG_CHARACTERS, _TO_CHARACTERS, text)


def _around(mixed: re.Pattern[str], table: dict[int, str], text: str) -> Iterator[str]:
    end = 0
    for match in mixed.finditer(text):
        if match.start() < end:
            continue
        start, end = max(0, match.start() - _AROUND), match.end() + _AROUND
        yield text[start : end + _AROUND].translate(table)
