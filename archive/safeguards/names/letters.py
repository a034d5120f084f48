"""Pure: the letters of a text in a normal form, with their positions, for comparison."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from unicodedata import category, normalize

from . import jamo
from .kanji import plain_form

# The distance between two consecutive letters.
JOINED, TIGHT, APART, FAR = range(4)
HARD = "\n"  # no name continues across it

_CONTINUED = "[\u0300-\u036f\u1160-\u11ff\u20d0-\u20ff\u3099\u309a\uff9e\uff9f]"
_UNSEEN = (
    "[\u00ad\u034f\u061c\u115f\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0]"
)
_CLUSTER = re.compile(f"{jamo.pattern(_UNSEEN)}|[\\s\\S](?:{_UNSEEN}*{_CONTINUED})*")
# Letters that look like Latin ones, in folded form: Cyrillic, Greek, small capitals.
_LOOKALIKES = str.maketrans(
    "авекмнорстухіјѕһԁԛԝӏαβεικορτυχνıɡøłđðᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢ",
    "abekmhopctyxijshdqwlabeikoptuxvigolddabcdefghijklmnoprstuvwyz",
)
_FILLERS = "\u034f\u115f\u1160\u3164\uffa0"
_KATAKANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_APOSTROPHES = "'’‘ʼʻ`´′＇"
_DASHES = "-‐‑‒–—―−_·・･‧∙•=゠/+.\\&"
_ENDS = "!?;:。！？；：|<>"
_FULL_STOP = re.compile(r"\w{3}\.\s$")  # not after “Ms.” or an initial
_FARTHEST = 4  # characters between two parts of a name


@dataclass(repr=False)
class Letters:
    """The letters of a text, each with its position, distance to the previous one, and case.

    Katakana counts as upper case, as Japanese uses it for foreign words.
    """

    text: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    capitals: list[bool] = field(default_factory=list)

    def gap(self, place: int) -> int:
        """The distance between the letter at an index and the one before it."""
        return self.gaps[place] if place < len(self.gaps) else FAR


@lru_cache(maxsize=50_000)
def kind_of(letter: str) -> str:
    """The script of a folded letter; words end where it changes."""
    if "가" <= letter <= "힣":
        return "hangul"
    if "ぁ" <= letter <= "ゖ" or letter == "ー":
        return "kana"
    if letter.isdecimal():
        return "digit"
    return "han" if "CJK" in _block(letter) else "alphabet"


def _block(letter: str) -> str:
    is_han = "\u3400" <= letter <= "\u9fff" or letter >= "\U00020000" or letter in "々〆"
    return "CJK" if is_han else ""


def letters_of(text: str) -> Letters:
    """Read a text in the form in which names are compared."""
    letters = Letters()
    folded: list[str] = []
    gap, distance, last_raw = FAR, 0, ""
    for match in _CLUSTER.finditer(text):
        raw = match[0]
        piece = _folded(raw)
        if piece is None:
            gap, distance = max(gap, _gap_of(raw, text, match.end(), gap)), distance + 1
            continue
        if gap == FAR or distance > _FARTHEST:
            _add(letters, folded, HARD, match.start(), FAR, False)
        for number, letter in enumerate(piece):
            if number or gap >= APART or not folded:
                width = gap if number == 0 else JOINED
            else:
                width = max(gap, _between(last_raw, raw, folded[-1], letter))
            _add(letters, folded, letter, match.start(), width, _is_large(raw[0]), match.end())
        if piece:
            gap, distance, last_raw = JOINED, 0, raw[0]
    letters.text = "".join(folded)
    return letters


def _add(
    letters: Letters,
    folded: list[str],
    letter: str,
    start: int,
    gap: int,
    large: bool,
    end: int = 0,
) -> None:
    folded.append(letter)
    letters.spans.append((start, end or start))
    letters.gaps.append(gap)
    letters.capitals.append(large)


def _is_large(raw: str) -> bool:
    return raw.isupper() or "ァ" <= raw <= "ヿ" or "ｦ" <= raw <= "ﾟ"


def _between(last_raw: str, raw: str, last: str, letter: str) -> int:
    """The distance: words end where the script changes, and before the capital in “letterKim”."""
    if kind_of(last) != kind_of(letter) or (last_raw.islower() and raw[0].isupper()):
        return TIGHT
    return JOINED


def _gap_of(raw: str, text: str, end: int, gap: int) -> int:
    if raw in _APOSTROPHES:
        is_possessive = text[end : end + 1] in ("s", "S") and not text[end + 1 : end + 2].isalpha()
        return TIGHT if is_possessive else JOINED
    if raw in _DASHES:
        return TIGHT
    if raw in _ENDS or (raw == "\n" and text[end : end + 1] == "\n"):
        return FAR
    is_end_of_sentence = raw.isspace() and _FULL_STOP.search(text, max(0, end - 5), end)
    return FAR if is_end_of_sentence else APART


@lru_cache(maxsize=50_000)
def _folded(raw: str) -> tuple[str, ...] | str | None:
    """The letters of a character with its marks;

    empty if it is invisible, None if it is no letter.
    """
    if len(raw) == 1 and "a" <= raw <= "z":
        return raw
    text = normalize("NFKC", jamo.syllable_of("".join(char for char in raw if _is_seen(char))))
    if not text or all(category(char) in ("Mn", "Me") for char in text):
        return ""
    text = text.casefold().translate(_KATAKANA)
    bare = "".join(
        char if "ぁ" <= char <= "ヿ" or "가" <= char <= "힣" else _without_marks(char)
        for char in text
    )
    piece = tuple(
        plain_form(char) if _block(char) else char for char in bare.translate(_LOOKALIKES)
    )
    is_word = all(char.isalnum() or char in "ー々〆" for char in piece)
    return piece if piece and is_word else None


def _is_seen(char: str) -> bool:
    return category(char) != "Cf" and char not in _FILLERS


def _without_marks(char: str) -> str:
    decomposed = normalize("NFD", char)
    return normalize("NFC", "".join(part for part in decomposed if category(part) != "Mn"))
