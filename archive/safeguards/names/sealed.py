"""Pure: searches a text for many names at once."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple, NoReturn

from ahocorasick_rs import AhoCorasick

from .letters import APART, JOINED, Letters, kind_of, letters_of
from .skeleton import traced_letters, traced_skeleton
from .spellings import Part, Spelling, katakana_of, spellings_of

# What Korean and Japanese append to a name without a space.
_PARTICLES_WRITTEN = """
은 는 이 가 을 를 의 에 에게 와 과 도 만 로 으로 씨 님 군 양 께 한테 랑 이랑 하고 라고 이라고 아
야 부터 까지 처럼 보다 이다 입니다 였 이었 인 라는 이라는 は が を に の と も へ や で さん 様 氏
くん ちゃん 君 から まで より だ です
"""
_PARTICLES = tuple(_PARTICLES_WRITTEN.split())
# Names with at least this many characters are also found within text without spaces.
_LONG_ENOUGH = {"hangul": 3, "han": 3, "kana": 4}

_WORDS_OF_A_LETTER = "aio"
_LONGEST = 30  # letters of a given name with an initial

# By search key, the numbers of names or of their spellings (“7.0 9.2”): a few strings load at once,
# whereas the garbage collector would scan many objects again and again.
Places = dict[str, str]


class Hit(NamedTuple):
    """The index of a name, and its position in the text."""

    name: int
    start: int
    end: int


class SealedNames:
    """An automaton of all spellings of some names."""

    def __init__(self, names: Iterable[str]) -> None:
        names = tuple(names)
        entry_lists: tuple[dict[str, list[str]], ...] = ({}, {}, {}, {})
        for number, name in enumerate(names):
            for entries_of, entries in zip(entry_lists, _entries(number, name), strict=True):
                for pattern, entry in entries:
                    entries_of.setdefault(pattern, []).append(entry)
        self._make(names, *map(_joined, entry_lists))

    def changed(self, dropped: Collection[int], new: Iterable[str]) -> SealedNames:
        """Remove some names, by index, and append others; the other indexes do not change.

        Its cost is reading everything, but spelling out only the new names.
        """
        names, places = list(self._parts[0]), [dict(part) for part in self._parts[1:]]
        for number in dropped:
            for entries_of, entries in zip(places, _entries(number, names[number]), strict=True):
                _take_out(entries_of, entries)
            names[number] = ""
        for name in new:
            for entries_of, entries in zip(places, _entries(len(names), name), strict=True):
                for pattern, entry in entries:
                    entries_of[pattern] = f"{entries_of.get(pattern, '')} {entry}".strip()
            names.append(name)
        changed = type(self).__new__(type(self))
        changed._make(names, *places)
        return changed

    def _make(
        self,
        names: Sequence[str],
        literal: Places,
        foreign: Places,
        transcribed: Places,
        initials: Places,
    ) -> None:
        self._parts = names, literal, foreign, transcribed, initials
        self._first_foreign = len(literal)
        # Caches: the spellings of a skeleton, and those of a name.
        self._spelled: dict[str, list[tuple[int, Spelling]]] = {}
        self._of_name: dict[int, tuple[Spelling, ...]] = {}

    @cached_property
    def _literal(self) -> list[str]:
        return [*self._parts[1].values(), *self._parts[2].values()]

    @cached_property
    def _literals(self) -> AhoCorasick:
        return AhoCorasick([*self._parts[1], *self._parts[2]], store_patterns=False)

    @cached_property
    def _transcribed(self) -> Skeletons:
        return Skeletons(self._parts[3])

    @cached_property
    def _with_initials(self) -> Skeletons:
        return Skeletons(self._parts[4])

    def packed(self) -> str:
        """Everything as unencrypted text, for the code that encrypts it."""
        return json.dumps(self._parts, ensure_ascii=False)

    @classmethod
    def unpacked(cls, text: str) -> SealedNames:
        """Restore what was packed, in a tenth of the time that building takes."""
        names = cls.__new__(cls)
        names._make(*json.loads(text))
        return names

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("Sealed names stay in the memory of this process.")

    def hits(self, text: str) -> list[Hit]:
        """All occurrences of names in the text, in order, without those inside another."""
        letters = letters_of(text)
        hits: set[Hit] = set()
        transcribed = chain(self._transcriptions(letters), self._initials(letters, text))
        for number, start, end in {*self._written(letters), *transcribed}:
            hits.add(Hit(number, letters.spans[start][0], letters.spans[end - 1][1]))
        return _longest(hits)

    def _written(self, letters: Letters) -> Iterator[Hit]:
        """Matches letter by letter."""
        text, places = traced_letters(letters.text)
        for pattern, first, last in self._literals.find_matches_as_indexes(text, overlapping=True):
            start = places[first]
            end = places[last] if last < len(places) else len(letters.text)
            is_native = pattern < self._first_foreign or all(letters.capitals[start:end])
            if is_native and _is_said(letters, start, end):
                yield from (
                    Hit(number, start, end) for number in map(int, self._literal[pattern].split())
                )

    def _transcriptions(self, letters: Letters) -> Iterator[Hit]:
        """Matches in any Latin transcription."""
        for hit, spelling in self._spelled_out(letters, self._transcribed.candidates(letters)):
            if _is_said(letters, hit.start, hit.end, spelling.is_loose):
                yield hit

    def _initials(self, letters: Letters, text: str) -> Iterator[Hit]:
        """Matches of a given name with an initial, only around letters that may be one."""
        places = list(_possible_initials(letters, text))
        initials = set(places)
        for around in _surroundings(places):
            candidates = self._with_initials.candidates(letters, around)
            for hit, spelling in self._spelled_out(letters, candidates):
                place = hit.end - 1 if spelling.initial else hit.start
                if place in initials and _is_said(letters, hit.start, hit.end):
                    yield hit

    def _spelled_out(
        self, letters: Letters, candidates: Iterable[tuple[str, int]]
    ) -> Iterator[tuple[Hit, Spelling]]:
        """The candidates that are a spelling of a name, letter by letter."""
        # Many names begin with the same syllable: check each only once at a position.
        begins: dict[tuple[int, Part], bool] = {}
        for entries, start in candidates:
            for number, spelling in self._spellings(entries):
                first = start, spelling.parts[0]
                if first not in begins:
                    forms = spelling.parts[0].latin
                    begins[first] = any(letters.text.startswith(form, start) for form in forms)
                if begins[first]:
                    for end in _ends(spelling, letters.text, start):
                        yield Hit(number, start, end), spelling

    def _spellings(self, entries: str) -> list[tuple[int, Spelling]]:
        """The names and spellings that these entries stand for."""
        if entries not in self._spelled:
            pairs = [pair.split(".") for pair in entries.split()]
            self._spelled[entries] = [
                (int(number), self._spellings_of(int(number))[int(place)])
                for number, place in pairs
            ]
        return self._spelled[entries]

    def _spellings_of(self, number: int) -> tuple[Spelling, ...]:
        if number not in self._of_name:
            self._of_name[number] = tuple(spellings_of(self._parts[0][number]))
        return self._of_name[number]


class Skeletons:
    """An automaton of the skeletons of spellings."""

    def __init__(self, places: Places) -> None:
        self._entries = list(places.values())
        self._automaton = AhoCorasick(list(places), store_patterns=False)

    def candidates(self, letters: Letters, part: slice = slice(0, None)) -> set[tuple[str, int]]:
        """The skeletons that begin and end at word boundaries, with their positions."""
        skeleton, lasts = traced_skeleton(letters.text[part])
        lasts = [part.start + last for last in [*lasts, len(letters.text[part])]]
        candidates: set[tuple[str, int]] = set()
        matches = self._automaton.find_matches_as_indexes(skeleton, overlapping=True)
        for pattern, first, last in matches:
            earliest = lasts[first - 1] + 1 if first else part.start
            # Letters without a class belong to either side, and a run of one class to two words.
            ends = range(lasts[last - 2] + 2 if last > 1 else part.start + 1, lasts[last] + 1)
            if any(letters.gap(place) for place in ends):
                starts = range(earliest, lasts[first] + 1)
                entries = self._entries[pattern]
                candidates.update((entries, place) for place in starts if letters.gaps[place])
        return candidates


Entries = list[tuple[str, str]]  # search key, and what it stands for


def _entries(number: int, name: str) -> tuple[Entries, Entries, Entries, Entries]:
    """The entries of a name: letter by letter, as Japanese writes it, and its skeletons.

    Skeletons with an initial are apart.
    """
    natives: dict[str, None] = {}
    transcribed: Entries = []
    initials: Entries = []
    for place, spelling in enumerate(spellings_of(name)):
        natives |= dict.fromkeys(spelling.natives())
        entries = transcribed if spelling.initial is None else initials
        entries += [(skeleton, f"{number}.{place}") for skeleton in spelling.skeletons()]
    literal = [(native, str(number)) for native in natives]
    foreign = [(form, str(number)) for form in dict.fromkeys(katakana_of(name))]
    return literal, foreign, transcribed, initials


def _take_out(places: Places, entries: Entries) -> None:
    for pattern, entry in entries:
        left = [other for other in places.get(pattern, "").split() if other != entry]
        if left:
            places[pattern] = " ".join(left)
        else:
            places.pop(pattern, None)


def _joined(places: dict[str, list[str]]) -> Places:
    return {text: " ".join(numbers) for text, numbers in places.items()}


def _ends(spelling: Spelling, text: str, start: int) -> set[int]:
    """The possible ends of a name that begins here, in any of its spellings."""
    places = {start}
    for part in spelling.parts:
        places = {
            place + len(form)
            for place in places
            for form in part.latin
            if text.startswith(form, place)
        }
        if not places:
            break
    return places - {start}


def _is_said(letters: Letters, start: int, end: int, is_loose: bool = False) -> bool:
    """Whether the match is a name, and not part of another word."""
    inner_gaps = letters.gaps[start + 1 : end]
    begins, ends = letters.gaps[start] > JOINED, letters.gap(end) > JOINED
    kinds = set(map(kind_of, letters.text[start:end]))
    if kinds <= set(_LONG_ENOUGH):
        ends = ends or letters.text.startswith(_PARTICLES, end)
        is_divided = kinds == {"hangul"} and any(inner_gaps)
        is_long = end - start >= min(_LONG_ENOUGH[kind] for kind in kinds)
        return (begins and ends) or (is_long and not is_divided)
    if kind_of(letters.text[end - 1]) in _LONG_ENOUGH:
        ends = ends or letters.text.startswith(_PARTICLES, end)
    if is_loose and APART in inner_gaps:
        words = [start, *(start + 1 + n for n, gap in enumerate(inner_gaps) if gap == APART)]
        return begins and ends and all(letters.capitals[place] for place in words)
    return begins and ends


def _possible_initials(letters: Letters, text: str) -> Iterator[int]:
    """The places of single capital letters that are no words, or have a full stop."""
    for place, is_capital in enumerate(letters.capitals):
        if is_capital and letters.gaps[place] > JOINED and letters.gap(place + 1) > JOINED:
            is_a_word = letters.text[place] in _WORDS_OF_A_LETTER
            if not is_a_word or text.startswith((".", "．"), letters.spans[place][1]):
                yield place


def _surroundings(places: Iterable[int]) -> Iterator[slice]:
    """The parts of a text around these places, in order, each letter at most once."""
    start = end = 0
    for place in places:
        if place - _LONGEST > end:
            if end:
                yield slice(start, end)
            start = place - _LONGEST
        end = place + _LONGEST
    if end:
        yield slice(start, end)


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Remove matches of a name that are within a longer one of the same name."""
    outermost: list[Any] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not any(
            hit.name == longer.name and hit.start >= longer.start and hit.end <= longer.end
            for longer in outermost[-8:]
        ):
            outermost.append(hit)
    return outermost
