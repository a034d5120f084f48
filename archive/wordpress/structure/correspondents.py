"""Pure: blocks of lines that name the addressees or signatories of a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from archive.wordpress.profile import Correspondents, Profile

from .countries import is_country

Row = dict[str, str]

_MOST_LINES, _LONGEST_LINE = 12, 150
_LIMITS = {"name": 255, "title": 255, "organisation": 255, "country": 80}
_NAME_WORDS = re.compile(r"[^\W\d_][\w.'’-]*(?:\s[^\W\d_][\w.'’-]*){1,5}")
_EASTERN_NAME = re.compile(r"(?=[^\x00-\x7f])[\w・]{2,20}(?:\s[\w・]{1,10})?")
_TWO_SENTENCES = re.compile(r"[a-z]{3}\.\s+[A-Z]")


def is_block(lines: Sequence[str]) -> bool:
    """Whether lines look like addresses and signatures, not like sentences."""
    if not 1 <= len(lines) <= _MOST_LINES:
        return False
    return not any(len(line) > _LONGEST_LINE or _is_sentence(line) for line in lines)


def is_name(text: str, words: Correspondents) -> bool:
    """Whether these words can only be the name of a person."""
    if len(text) > _LONGEST_LINE or words.office.search(text) or words.body.search(text):
        return False
    if _EASTERN_NAME.fullmatch(text):
        return True
    parts = text.split()
    is_capitalised = all(part[0].isupper() or part in words.particles for part in parts)
    return bool(_NAME_WORDS.fullmatch(text)) and is_capitalised


class CorrespondentReader:
    """Reads blocks of lines using the words of a profile."""

    def __init__(self, profile: Profile) -> None:
        self._words, self._countries = profile.correspondents, profile.countries

    def is_honoured(self, line: str) -> bool:
        """Whether a line ends like a Japanese or Korean addressee's."""
        return bool(self._words.honorific_behind.fullmatch(line))

    def recipients(self, blocks: Sequence[Sequence[str]]) -> list[Row] | None:
        """A row for each addressee; None if it is not certain who they are."""
        if not all(is_block(block) for block in blocks):
            return None
        lines_by_addressee = self._one_each(blocks)
        if not all(self._is_addressee(lines) for lines in lines_by_addressee):
            return None
        rows = [self._recipient(lines) for lines in lines_by_addressee]
        return rows if all(_fits(row) for row in rows) else None

    def signatories(self, lines: Sequence[str]) -> list[Row] | None:
        """The rows of a block of signatures; None if it is not certain who signed."""
        if not is_block(lines) or any(self._words.reached_by.search(line) for line in lines):
            return None
        if len(lines) > 1 and all(", " in line for line in lines):
            rows = [
                self._signatory([part.strip() for part in line.split(", ", 1)]) for line in lines
            ]
        elif len(lines) == 1:
            rows = [self._signatory([part.strip() for part in lines[0].split(", ", 1)])]
        else:
            rows = [self._signatory(lines)]
        certain = [row for row in rows if row is not None and _fits(row)]
        return certain if len(certain) == len(rows) else None

    def _one_each(self, blocks: Sequence[Sequence[str]]) -> list[list[str]]:
        """The lines of each addressee.

        A block of several lines is one addressee; single lines continue until the next name.
        """
        lines = [line for block in blocks for line in block]
        if any(map(self.is_honoured, lines)):
            ends = [at + 1 for at, line in enumerate(lines) if self.is_honoured(line)]
            return [lines[start:end] for start, end in pairwise([0, *ends])]
        if any(len(block) > 1 for block in blocks):
            return [list(block) for block in blocks]
        groups: list[list[str]] = []
        for line in lines:
            if groups and not self._words.honorific.match(line):
                groups[-1].append(line)
            else:
                groups.append([line])
        return groups

    def _is_addressee(self, lines: Sequence[str]) -> bool:
        """A single line could be a headline, so it has to name a person or an office."""
        first = lines[0]
        names_somebody = (
            self._words.honorific.match(first)
            or self._words.office.search(first)
            or self._words.body.search(first)
        )
        return (
            len(lines) > 1
            or bool(names_somebody)
            or self.is_honoured(first)
            or is_name(first, self._words)
        )

    def _recipient(self, lines: Sequence[str]) -> Row:
        name, *further_lines = reversed(lines) if self.is_honoured(lines[-1]) else lines
        if self.is_honoured(name):
            further_lines.reverse()
        row = {"name": name, "title": "", "organisation": "", "address": "", "country": ""}
        if further_lines and is_country(further_lines[-1], self._countries):
            row["country"] = further_lines.pop()
        offices: list[str] = []
        while further_lines and not self._words.address.match(further_lines[0]):
            line = further_lines.pop(0)
            if not row["country"] and is_country(line, self._countries):
                row["country"] = line
            else:
                offices.append(line)
        return row | self._offices(offices) | {"address": "\n".join(further_lines)}

    def _signatory(self, lines: Sequence[str]) -> Row | None:
        """Name first, or as in Japanese and Korean letters: organisation, office, name."""
        last = self._words.office_then_name.fullmatch(lines[-1])
        if last and len(lines) <= 2:
            name, offices = last[2], [*lines[:-1], last[1]]
        else:
            name, offices = lines[0], list(lines[1:])
        if not is_name(name, self._words):
            return None
        country = offices.pop() if offices and is_country(offices[-1], self._countries) else ""
        if not all(
            self._words.office.search(line) or self._is_organisation(line) for line in offices
        ):
            return None
        return {"name": name, **self._offices(offices), "country": country}

    def _is_organisation(self, line: str) -> bool:
        is_acronym = all(word.isupper() for word in line.split())
        return is_acronym or bool(self._words.body.search(line))

    def _offices(self, lines: Sequence[str]) -> Row:
        """The office and the organisation in the lines between name and address."""
        titles: list[str] = []
        organisations: list[str] = []
        goes_on = False
        for line in lines:
            is_office = goes_on or bool(self._words.office.search(line))
            (titles if is_office else organisations).append(line)
            goes_on = is_office and bool(self._words.goes_on.match(line))
        return {"title": self._joined(titles), "organisation": self._joined(organisations)}

    def _joined(self, lines: Sequence[str]) -> str:
        text = "".join(lines[:1])
        for line in lines[1:]:
            goes_on = self._words.goes_on.match(text) or not text.isascii()
            text += f" {line}" if goes_on else f", {line}"
        return text


def _is_sentence(line: str) -> bool:
    if line.endswith("."):
        return len(line.split()) > 8 or bool(_TWO_SENTENCES.search(line))
    return line.endswith(("。", "!", "?", "？", "！"))


def _fits(row: Row) -> bool:
    return bool(row["name"]) and all(len(row[key]) <= _LIMITS[key] for key in row.keys() & _LIMITS)
