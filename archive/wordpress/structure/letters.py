"""Pure: the parts of a letter, each taken out of the body only where it is certain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from archive.dates.written import read as read_date
from archive.wordpress.parts import Note

from . import correspondents
from .correspondents import Row
from .passages import Passage, has_link, paragraph, plain

_LONGEST = 255
_ZONE = 14  # paragraphs at either end in which the forms of a letter stand
_SENT = "Faxed|Delivered|Hand-?delivered|Mailed|E-?mailed|Posted|Sent|Transmitted|Handed"
_MEANS = "fax|post|mail|hand|courier|e-?mail|facsimile|registered"
_TRANSMISSION = re.compile(
    rf"(?:{_SENT})\s+(?:\w+\s+){{0,3}}?(?:to|by|via|through|on)\b.{{1,200}}"
    rf"|(?:By|Via)\s+(?:{_MEANS})\b.{{0,200}}"
    r"|.{0,80}(?:FAX|ファクス|ファックス|郵送|メール|手渡し).{0,8}(?:送付|送信|送達|提出|しました|した)"
    r"|.{0,80}(?:팩스|우편|이메일|인편).{0,8}(?:전달|발송|송부)",
    re.IGNORECASE,
)
_SALUTATION = re.compile(
    r"(?:Dear\b.{1,120}|(?:Ladies and )?Gentlemen|(?:Sir|Madam)(?:s| or Madam)?"
    r"|(?:Your |My dear )?(?:Excellenc(?:y|ies)|Majesty|Holiness|Highness|Honou?r)"
    r"|To whom it may concern)\s*[:,]"
    r"|Dear [^.!?]{1,60}|(?:拝啓|謹啓|前略|拝復|冠省)[、。，,]?|(?:존경하는|친애하는) .{1,60}",
    re.IGNORECASE,
)
_CIRCULAR = re.compile(
    r"(?:Dear|Hello),? (?:all|everybody|everyone|(?:\w+ )?(?:readers?|friends?|members?|supporters?"
    r"|colleagues?|visitors?|donors?|volunteers?))\b",
    re.IGNORECASE,
)
_ADVERBS = "sincerely|respectfully|faithfully|cordially|truly"
_CLOSING = re.compile(
    rf"(?:(?:(?:Very |Most )?(?:{_ADVERBS})(?: yours| submitted)?"
    rf"|Yours (?:very |most )?(?:{_ADVERBS})|In solidarity"
    r"|(?:With )?(?:our |my )?(?:(?:best|kind|kindest|warm|warmest) )?(?:regards|wishes|respect))"
    r"\s*[,.]?|敬具|敬白|謹白|草々|早々|かしこ|삼가 올립니다\.?|감사합니다\.?)",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"(?:Re|Subject|件名|題名|제목)\s*[:：]", re.IGNORECASE)


class _Line(NamedTuple):
    passage: int
    number: int
    html: str
    text: str


@dataclass
class Letter:
    """What was found in a letter, and the passages that are left."""

    rest: list[Passage]
    transmission: str = ""
    date: str | None = None  # EDTF
    date_line: str = ""  # as formatted text
    salutation: str = ""
    closing: str = ""
    recipients: list[Row] = field(default_factory=list)
    signatories: list[Row] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    @property
    def is_addressed(self) -> bool:
        """Whether it is to somebody, and not to whoever reads it."""
        return bool(self.recipients and self.salutation and not _CIRCULAR.match(self.salutation))


def read(passages: Sequence[Passage]) -> Letter:
    """The forms of a letter at its two ends; what is between stays as it is."""
    letter = Letter(list(passages))
    _read_head(letter)
    _read_foot(letter)
    return letter


def is_form(text: str) -> bool:
    """Whether a line is one of the forms that letters begin with, and no headline."""
    line = _Line(0, 0, text, text)
    is_date = read_date(text) is not None
    return is_date or _is_whole(_TRANSMISSION, line) or _is_whole(_SALUTATION, line)


def restored(letter: Letter) -> list[Passage]:
    """What is left with the date line in it, for a page whose date does not say the same."""
    return [paragraph([letter.date_line]), *letter.rest] if letter.date_line else letter.rest


def _read_head(letter: Letter) -> None:
    first = next((at for at, passage in enumerate(letter.rest) if passage.lines), 0)
    lines = _zone(letter.rest, range(first, min(first + _ZONE, len(letter.rest))))
    salutation_line = next((line for line in lines if _is_whole(_SALUTATION, line)), None)
    before = lines[: lines.index(salutation_line)] if salutation_line else lines[:6]
    transmission_line = next((line for line in before if _is_whole(_TRANSMISSION, line)), None)
    date_line = next((line for line in before if read_date(line.text)), None)
    sending = [line for line in before if _TRANSMISSION.fullmatch(line.text)]
    address_lines = _addressed([line for line in before if line not in sending], date_line)
    read_lines = []
    if transmission_line:
        letter.transmission = transmission_line.text
        read_lines.append(transmission_line)
    if date_line and not has_link(date_line.html):
        letter.date, letter.date_line = read_date(date_line.text), date_line.html
        read_lines.append(date_line)
    if salutation_line and _are_blocks(address_lines):
        letter.salutation = salutation_line.text
        read_lines.append(salutation_line)
    read_lines += _read_recipients(address_lines, letter, is_greeted=salutation_line is not None)
    letter.rest = _without(letter.rest, read_lines)


def _read_foot(letter: Letter) -> None:
    start = max(0, len(letter.rest) - _ZONE)
    lines = _zone(letter.rest, range(start, len(letter.rest)))
    closings = [at for at, line in enumerate(lines) if _is_whole(_CLOSING, line)]
    if not closings:
        return
    closing, after = lines[closings[-1]], lines[closings[-1] + 1 :]
    read_lines, rows = [closing], []
    for block in _blocks(after):
        signatories = correspondents.signatories([line.text for line in block])
        if signatories is None or any(has_link(line.html) for line in block):
            break
        rows += signatories
        read_lines += block
    if after and not rows:
        words = "; ".join(line.text for line in after)[:300]
        letter.notes.append(Note("letter-signatories", f"Who signed is not certain: “{words}”."))
        return
    letter.closing, letter.signatories = closing.text, rows
    letter.rest = _without(letter.rest, read_lines)


def _zone(passages: Sequence[Passage], places: Iterable[int]) -> list[_Line]:
    """The lines of the paragraphs in these places, as far as they are not empty."""
    lines = (
        _Line(place, number, html, plain(html))
        for place in places
        for number, html in enumerate(passages[place].lines)
    )
    return [line for line in lines if line.text]


def _addressed(before: list[_Line], date_line: _Line | None) -> list[_Line]:
    """The lines that lie between date and salutation, else before both."""
    if date_line in before and before[-1] != date_line:
        before = before[before.index(date_line) + 1 :]
    return [line for line in before if line != date_line and not _SUBJECT.match(line.text)]


def _are_blocks(lines: list[_Line]) -> bool:
    return not lines or all(correspondents.is_block(block) for block in _texts(lines))


def _read_recipients(lines: list[_Line], letter: Letter, *, is_greeted: bool) -> list[_Line]:
    """The lines of the addressees, who then have their rows."""
    if ends := [at for at, line in enumerate(lines) if correspondents.is_honoured(line.text)]:
        lines = lines[: ends[-1] + 1]
    if not lines or not (is_greeted or ends):
        return []
    rows = correspondents.recipients(_texts(lines))
    if rows and not any(has_link(line.html) for line in lines):
        letter.recipients = rows
        return lines
    words = "; ".join(line.text for line in lines)[:300]
    letter.notes.append(Note("letter-addressee", f"The addressee is not certain: “{words}”."))
    return []


def _texts(lines: list[_Line]) -> list[list[str]]:
    return [[line.text for line in block] for block in _blocks(lines)]


def _blocks(lines: list[_Line]) -> list[list[_Line]]:
    return [list(block) for _place, block in groupby(lines, key=lambda line: line.passage)]


def _is_whole(pattern: re.Pattern[str], line: _Line) -> bool:
    if len(line.text) > _LONGEST or has_link(line.html):
        return False
    is_sentence = pattern is _TRANSMISSION and line.text.endswith((".", "。", "?"))
    return bool(pattern.fullmatch(line.text)) and not is_sentence


def _without(passages: Sequence[Passage], read_lines: Sequence[_Line]) -> list[Passage]:
    """The passages without lines that became fields; a paragraph that only had those is gone."""
    places = {line.passage for line in read_lines}
    read_places = {(line.passage, line.number) for line in read_lines}
    remaining = []
    for place, passage in enumerate(passages):
        if place not in places:
            remaining.append(passage)
            continue
        lines = enumerate(passage.lines)
        remaining_lines = [html for number, html in lines if (place, number) not in read_places]
        if any(plain(html) for html in remaining_lines):
            remaining.append(paragraph(remaining_lines))
    return remaining
