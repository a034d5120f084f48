"""Pure: the spellings of a name, letter by letter and in transcription, in each order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from unicodedata import normalize

from . import kana, katakana, korean
from .letters import APART, HARD, Letters, kind_of, letters_of
from .skeleton import skeleton_of, squeezed, traced_letters

# How passports and machines write them; without their marks they are read anyway.
_LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe"}
_TWO_LETTERS = str.maketrans(
    _LETTERS | {letter.upper(): pair.title() for letter, pair in _LETTERS.items()}
)
_DIVIDED = re.compile(r"[()（）\[\]/;；\n=]+")


class Part:
    """The spellings of a syllable, a character or a word:

    in its own script, and in Latin letters.
    """

    __slots__ = ("latin", "native", "skeletons")

    def __init__(self, native: tuple[str, ...], latin: tuple[str, ...] = ()) -> None:
        self.native, self.latin = native, latin
        self.skeletons = tuple(dict.fromkeys(map(skeleton_of, latin)))


@dataclass(frozen=True, eq=False, repr=False)
class Spelling:
    """The parts of a name in one order.

    It is loose if it transcribes two syllables that can also be ordinary words (“in young”, for
    인영). Of “K. Minji” the first part is an initial, of “Minji K.” the last.
    """

    parts: tuple[Part, ...]
    is_loose: bool = False
    initial: int | None = None  # the index of that part: 0 or -1

    def natives(self) -> set[str]:
        """Its own spellings, as `traced_letters` reads them."""
        names = map("".join, product(*(part.native for part in self.parts)))
        return {traced_letters(name)[0] for name in names} - {""}

    def skeletons(self) -> set[str]:
        return {squeezed(choice) for choice in product(*(part.skeletons for part in self.parts))}


def spellings_of(name: str) -> Iterator[Spelling]:
    """All spellings of a name as somebody typed it; none if it is too short to search."""
    composed = normalize("NFC", name)
    ways = dict.fromkeys((composed, composed.translate(_TWO_LETTERS)))
    for text in (part for way in ways for part in _DIVIDED.split(way)):
        letters = letters_of(text)
        words = [word for word in _words(letters) if word]
        if sum(map(len, words)) < 2:
            continue
        kinds = {kind_of(letter) for word in words for letter in word}
        if kinds == {"hangul"}:
            yield from _hangul(words)
        elif kinds == {"alphabet"}:
            yield from _latin(words, _gaps(letters))
        elif kinds == {"kana"}:
            yield from _kana(words)
        else:
            yield Spelling((Part(("".join(words),)),))


def katakana_of(name: str) -> set[str]:
    """The katakana for a Korean name in Hangul, as `traced_letters` reads it."""
    forms: set[str] = set()
    for text in _DIVIDED.split(name):
        syllables = "".join("".join(_words(letters_of(text))).split())
        if len(syllables) > 1 and {kind_of(syllable) for syllable in syllables} == {"hangul"}:
            twins = [korean.twins(syllables[0], True), *map(korean.twins, syllables[1:])]
            for spelling in map("".join, product(*twins)):
                forms |= {traced_letters(form)[0] for form in katakana.forms_of(spelling)}
    return forms


def _words(letters: Letters) -> list[str]:
    words: list[str] = []
    for place, letter in enumerate(letters.text):
        if letter == HARD or letters.gaps[place] or not words:
            words.append("")
        if letter != HARD:
            words[-1] += letter
    return words


def _gaps(letters: Letters) -> list[int]:
    return [gap for letter, gap in zip(letters.text, letters.gaps, strict=True) if letter != HARD]


def _kana(words: list[str]) -> Iterator[Spelling]:
    """Family first, and family last."""
    parts = []
    for word in words:
        morae = kana.morae(word)
        pairs = zip(morae, ["", *morae], strict=False)
        parts.append([Part((mora,), kana.spellings(mora, before)) for mora, before in pairs])
    yield Spelling(tuple(part for word in parts for part in word))
    if len(parts) > 1:
        yield Spelling(tuple(part for word in parts[::-1] for part in word))


def _hangul(words: list[str]) -> Iterator[Spelling]:
    name = "".join(words)
    family = next((part for part in (name[:2], name[:1]) if _is_family(part, words)), "")
    readings = [tuple((syllable,) for syllable in name[len(family) :])]
    yield from _korean([family], readings)


def _is_family(part: str, words: list[str]) -> bool:
    """Whether a name begins with its family; two syllables alone may be a given name."""
    if len(words) > 1:
        return part == words[0]
    return part in korean.FAMILIES and len(words[0]) > len(part)


def _korean(
    families: Iterable[str], readings: Sequence[tuple[korean.Options, ...]]
) -> Iterator[Spelling]:
    """Family first, and family last; for each part, all possible syllables."""
    first: tuple[Part, ...]
    for reading in readings:
        first_names = tuple(_korean_part(syllables) for syllables in reading)
        for family in families:
            first = tuple(_korean_part((syllable,), True) for syllable in family)
            is_loose = len(first) + len(first_names) < 3
            yield Spelling((*first, *first_names), is_loose)
            if first and first_names:
                yield Spelling((*first_names, *first), is_loose)
            if first and len(first_names) > 1:
                initial = _initial(first[0])
                yield Spelling((initial, *first_names), initial=0)
                yield Spelling((*first_names, initial), initial=-1)


@cache
def _initial(family: Part) -> Part:
    letters = tuple(dict.fromkeys(form[0] for form in family.latin))
    return Part(letters, letters)


@cache
def _korean_part(syllables: korean.Options, is_family: bool = False) -> Part:
    native: dict[str, None] = {}
    latin: dict[str, None] = {}
    for syllable in syllables:
        native |= dict.fromkeys(korean.twins(syllable, is_family))
        latin |= dict.fromkeys(korean.transcriptions(syllable, is_family))
    return Part(tuple(native), tuple(latin))


def _latin(words: list[str], gaps: list[int]) -> Iterator[Spelling]:
    """As typed, with the last word first, with the first word last, and in Korean."""
    yield Spelling((Part(("".join(words),)),))
    if len(words) < 2:
        return
    yield Spelling((Part((words[-1] + "".join(words[:-1]),)),))
    yield Spelling((Part(("".join(words[1:]) + words[0],)),))
    between = [gap for gap in gaps[1:] if gap]
    if APART not in between:
        yield from _korean([""], _readings(words))
    if between[0] == APART:
        yield from _of_family(words[0], words[1:])
    if between[-1] == APART:
        yield from _of_family(words[-1], words[:-1])


def _of_family(family: str, first_names: list[str]) -> Iterator[Spelling]:
    if families := korean.family_names(family):
        readings = _readings(first_names)
        yield from _korean(families, readings) if readings else _literal(families, first_names)


def _literal(families: Iterable[str], first_names: list[str]) -> Iterator[Spelling]:
    """A Korean family name with a foreign given name: Anna Park is Anna Pak, too."""
    first = Part((), ("".join(first_names),))
    for family in families:
        last = tuple(_korean_part((syllable,), True) for syllable in family)
        yield Spelling((*last, first))
        yield Spelling((first, *last))


def _readings(first_names: list[str]) -> list[tuple[korean.Options, ...]]:
    """The syllables that a given name may be, at most two."""
    if len(first_names) > 2:
        return []
    readings = (sum(reading, ()) for reading in product(*map(korean.given_names, first_names)))
    return [reading for reading in readings if len(reading) <= 2]
