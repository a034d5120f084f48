"""Pure: the parts of a letter, taken out of the body only if they are certain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from archive.dates.written import read as read_date
from archive.markup.parts import Note
from archive.markup.rich_text import Line, Passage
from archive.markup.sentences import message
from archive.wordpress.profile import Pattern, Profile

from .correspondents import CorrespondentReader, Row, is_block
from .passages import has_link, lines, paragraph, said

_LONGEST = 255
_ZONE = 14  # paragraphs at either end that may contain the forms of a letter


class _Line(NamedTuple):
    passage: int
    number: int
    line: Line
    text: str


@dataclass
class Letter:
    """What was found in a letter, and the remaining passages."""

    rest: list[Passage]
    transmission: str = ""
    date: str | None = None  # EDTF
    date_line: Line = field(default_factory=list)
    salutation: str = ""
    closing: str = ""
    recipients: list[Row] = field(default_factory=list)
    signatories: list[Row] = field(default_factory=list)
    is_circular: bool = False  # to no particular reader
    notes: list[Note] = field(default_factory=list)

    @property
    def is_addressed(self) -> bool:
        """Whether it is addressed to somebody."""
        return bool(self.recipients and self.salutation and not self.is_circular)


class LetterReader:
    """Finds the forms of a letter using the words of a profile."""

    def __init__(self, profile: Profile) -> None:
        self._words, self._dates = profile.letters, profile.dates
        self._correspondents = CorrespondentReader(profile)

    def read(self, passages: Sequence[Passage]) -> Letter:
        """The forms at the two ends of a letter; what is between stays unchanged."""
        letter = Letter(list(passages))
        self._read_head(letter)
        self._read_foot(letter)
        return letter

    def is_form(self, text: str) -> bool:
        """Whether a line is one of the forms that letters begin with, not a headline."""
        line = _Line(0, 0, [], text)
        is_date = read_date(text, self._dates) is not None
        return is_date or self._is_transmission(line) or _is_whole(self._words.salutation, line)

    def _read_head(self, letter: Letter) -> None:
        first = next((at for at, passage in enumerate(letter.rest) if lines(passage)), 0)
        head = _zone(letter.rest, range(first, min(first + _ZONE, len(letter.rest))))
        salutation_line = next(
            (line for line in head if _is_whole(self._words.salutation, line)), None
        )
        before = head[: head.index(salutation_line)] if salutation_line else head[:6]
        transmission_line = next((line for line in before if self._is_transmission(line)), None)
        date_line = next((line for line in before if read_date(line.text, self._dates)), None)
        sending = [line for line in before if self._words.transmission.fullmatch(line.text)]
        address_lines = self._addressed([line for line in before if line not in sending], date_line)
        read_lines = []
        if transmission_line:
            letter.transmission = transmission_line.text
            read_lines.append(transmission_line)
        if date_line and not has_link(date_line.line):
            letter.date, letter.date_line = read_date(date_line.text, self._dates), date_line.line
            read_lines.append(date_line)
        if salutation_line and self._are_blocks(address_lines):
            letter.salutation = salutation_line.text
            letter.is_circular = bool(self._words.circular.match(letter.salutation))
            read_lines.append(salutation_line)
        read_lines += self._read_recipients(
            address_lines, letter, is_greeted=salutation_line is not None
        )
        letter.rest = _without(letter.rest, read_lines)

    def _read_foot(self, letter: Letter) -> None:
        start = max(0, len(letter.rest) - _ZONE)
        foot = _zone(letter.rest, range(start, len(letter.rest)))
        closings = [at for at, line in enumerate(foot) if _is_whole(self._words.closing, line)]
        if not closings:
            return
        closing, after = foot[closings[-1]], foot[closings[-1] + 1 :]
        read_lines, rows = [closing], []
        for block in _blocks(after):
            signatories = self._correspondents.signatories([line.text for line in block])
            if signatories is None or any(has_link(line.line) for line in block):
                break
            rows += signatories
            read_lines += block
        if after and not rows:
            words = "; ".join(line.text for line in after)[:300]
            sentence = message("Who signed is not certain: “%(words)s”.")
            letter.notes.append(Note("letter-signatories", sentence, {"words": words}))
            return
        letter.closing, letter.signatories = closing.text, rows
        letter.rest = _without(letter.rest, read_lines)

    def _addressed(self, before: list[_Line], date_line: _Line | None) -> list[_Line]:
        """The lines between date and salutation, otherwise before both."""
        if date_line in before and before[-1] != date_line:
            before = before[before.index(date_line) + 1 :]
        return [
            line
            for line in before
            if line != date_line and not self._words.subject.match(line.text)
        ]

    def _are_blocks(self, before: list[_Line]) -> bool:
        return not before or all(is_block(block) for block in _texts(before))

    def _read_recipients(
        self, before: list[_Line], letter: Letter, *, is_greeted: bool
    ) -> list[_Line]:
        """The lines of the addressees that became rows."""
        if ends := [
            at for at, line in enumerate(before) if self._correspondents.is_honoured(line.text)
        ]:
            before = before[: ends[-1] + 1]
        if not before or not (is_greeted or ends):
            return []
        rows = self._correspondents.recipients(_texts(before))
        if rows and not any(has_link(line.line) for line in before):
            letter.recipients = rows
            return before
        words = "; ".join(line.text for line in before)[:300]
        sentence = message("The addressee is not certain: “%(words)s”.")
        letter.notes.append(Note("letter-addressee", sentence, {"words": words}))
        return []

    def _is_transmission(self, line: _Line) -> bool:
        is_sentence = line.text.endswith((".", "。", "?"))
        return not is_sentence and _is_whole(self._words.transmission, line)


def restored(letter: Letter) -> list[Passage]:
    """The remaining passages with the date line, for a page with a different date."""
    return [paragraph([letter.date_line]), *letter.rest] if letter.date_line else letter.rest


def _zone(passages: Sequence[Passage], places: Iterable[int]) -> list[_Line]:
    """The nonempty lines of the paragraphs at these places."""
    zone_lines = (
        _Line(place, number, line, said(line))
        for place in places
        for number, line in enumerate(lines(passages[place]))
    )
    return [line for line in zone_lines if line.text]


def _texts(of_lines: list[_Line]) -> list[list[str]]:
    return [[line.text for line in block] for block in _blocks(of_lines)]


def _blocks(of_lines: list[_Line]) -> list[list[_Line]]:
    return [list(block) for _place, block in groupby(of_lines, key=lambda line: line.passage)]


def _is_whole(pattern: Pattern, line: _Line) -> bool:
    is_short = len(line.text) <= _LONGEST and not has_link(line.line)
    return is_short and bool(pattern.fullmatch(line.text))


def _without(passages: Sequence[Passage], read_lines: Sequence[_Line]) -> list[Passage]:
    """The passages without lines that became fields, and without paragraphs emptied by that."""
    places = {line.passage for line in read_lines}
    read_places = {(line.passage, line.number) for line in read_lines}
    remaining = []
    for place, passage in enumerate(passages):
        if place not in places:
            remaining.append(passage)
            continue
        numbered = enumerate(lines(passage))
        remaining_lines = [line for number, line in numbered if (place, number) not in read_places]
        if any(map(said, remaining_lines)):
            remaining.append(paragraph(remaining_lines))
    return remaining
