"""Pure: looks for many names in a text at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, NoReturn

from ahocorasick_rs import AhoCorasick

from .letters import APART, JOINED, Letters, kind_of, letters_of
from .skeleton import traced_letters, traced_skeleton
from .spellings import Spelling, katakana_of, spellings_of

# What Korean and Japanese write behind a name, without a space.
_PARTICLES_WRITTEN = """
은 는 이 가 을 를 의 에 에게 와 과 도 만 로 으로 씨 님 군 양 께 한테 랑 이랑 하고 라고 이라고 아
야 부터 까지 처럼 보다 이다 입니다 였 이었 인 라는 이라는 は が を に の と も へ や で さん 様 氏
くん ちゃん 君 から まで より だ です
"""
_PARTICLES = tuple(_PARTICLES_WRITTEN.split())
# A name of that many characters is looked for inside of what is written without spaces, too.
_LONG_ENOUGH = {"hangul": 3, "han": 3, "kana": 4}


class Hit(NamedTuple):
    """Which of the names, by its place among them, stands where in the text."""

    name: int
    start: int
    end: int


class SealedNames:
    """An automaton of all spellings of some names."""

    def __init__(self, names: Iterable[str]) -> None:
        literal: dict[str, dict[int, None]] = {}
        foreign: dict[str, dict[int, None]] = {}
        transcribed: dict[str, list[tuple[int, Spelling]]] = {}
        for number, name in enumerate(names):
            for spelling in spellings_of(name):
                for native in spelling.natives():
                    literal.setdefault(native, {})[number] = None
                for skeleton in spelling.skeletons():
                    transcribed.setdefault(skeleton, []).append((number, spelling))
            for form in katakana_of(name):
                foreign.setdefault(form, {})[number] = None
        self._literal = [tuple(numbers) for numbers in (*literal.values(), *foreign.values())]
        self._literals = AhoCorasick([*literal, *foreign], store_patterns=False)
        self._first_foreign = len(literal)  # from here on, all of it has to be in katakana
        self._transcribed = list(transcribed.values())
        self._skeletons = AhoCorasick(list(transcribed), store_patterns=False)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("Sealed names stay in the memory of this process.")

    def hits(self, text: str) -> list[Hit]:
        """Where the text says one of the names, in the order of the text, none within another."""
        letters = letters_of(text)
        hits: set[Hit] = set()
        for number, start, end in {*self._written(letters), *self._transcriptions(letters)}:
            hits.add(Hit(number, letters.spans[start][0], letters.spans[end - 1][1]))
        return _longest(hits)

    def _written(self, letters: Letters) -> Iterator[Hit]:
        """Letter by letter."""
        text, places = traced_letters(letters.text)
        for pattern, first, last in self._literals.find_matches_as_indexes(text, overlapping=True):
            start = places[first]
            end = places[last] if last < len(places) else len(letters.text)
            is_native = pattern < self._first_foreign or all(letters.capitals[start:end])
            if is_native and _is_said(letters, start, end):
                yield from (Hit(number, start, end) for number in self._literal[pattern])

    def _transcriptions(self, letters: Letters) -> Iterator[Hit]:
        """In any way to write it in Latin letters."""
        for pattern, start in self._candidates(letters):
            for number, spelling in self._transcribed[pattern]:
                for end in _ends(spelling, letters.text, start):
                    if _is_said(letters, start, end, spelling.is_loose):
                        yield Hit(number, start, end)

    def _candidates(self, letters: Letters) -> set[tuple[int, int]]:
        """The skeletons that begin and end where a word does, and where."""
        skeleton, lasts = traced_skeleton(letters.text)
        lasts.append(len(letters.text))
        candidates: set[tuple[int, int]] = set()
        matches = self._skeletons.find_matches_as_indexes(skeleton, overlapping=True)
        for pattern, first, last in matches:
            earliest = lasts[first - 1] + 1 if first else 0
            # Letters of no class belong to either side, and a run of one class to two words.
            ends = range(lasts[last - 2] + 2 if last > 1 else 1, lasts[last] + 1)
            if any(letters.gap(place) for place in ends):
                starts = range(earliest, lasts[first] + 1)
                candidates.update((pattern, place) for place in starts if letters.gaps[place])
        return candidates


def _ends(spelling: Spelling, text: str, start: int) -> set[int]:
    """Where the name ends that begins here, in any of its spellings."""
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
    """Whether what stands there is a name and no part of another word."""
    inner_gaps = letters.gaps[start + 1 : end]
    begins, ends = letters.gaps[start] > JOINED, letters.gap(end) > JOINED
    kinds = set(map(kind_of, letters.text[start:end]))
    if kinds <= set(_LONG_ENOUGH):
        ends = ends or letters.text.startswith(_PARTICLES, end)
        is_divided = kinds == {"hangul"} and any(inner_gaps)
        is_long = end - start >= min(_LONG_ENOUGH[kind] for kind in kinds)
        return (begins and ends) or (is_long and not is_divided)
    if is_loose and APART in inner_gaps:
        words = [start, *(start + 1 + n for n, gap in enumerate(inner_gaps) if gap == APART)]
        return begins and ends and all(letters.capitals[place] for place in words)
    return begins and ends


def _longest(hits: Iterable[Hit]) -> list[Hit]:
    """Without those of a name that lie within a longer one of the same name."""
    outermost: list[Any] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if not any(
            hit.name == longer.name and hit.start >= longer.start and hit.end <= longer.end
            for longer in outermost[-8:]
        ):
            outermost.append(hit)
    return outermost
