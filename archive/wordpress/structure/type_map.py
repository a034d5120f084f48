"""Pure: the types that an editor sets by hand, applied before any rule."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import NamedTuple

from archive.markup.sentences import Sentence
from archive.wordpress.profile import ACTIVITY_REPORT, FILM_EVENT, LETTER, PAGE, REPORT

from .type_rules import Kind

_REPORTS = (
    *("field report", "border report", "fact finding", "interview"),
    *("speech", "statement", "news", "article"),
)
TYPES = {
    "letter": Kind(LETTER),
    "activity report": Kind(ACTIVITY_REPORT),
    "film event": Kind(FILM_EVENT),
    "page": Kind(PAGE),
    **{name: Kind(REPORT, name.replace(" ", "_")) for name in _REPORTS},
}


def name_of(model: str, report_kind: str) -> str:
    """The name of a type in the file; "" if it is none of them."""
    types = TYPES.items()
    return next((name for name, kind in types if kind[:2] == (model, report_kind)), "")


class UnreadableMap(ValueError):
    """A line that cannot match any post; the message is for its author."""


class _Line(NamedTuple):
    number: int
    by: str
    value: str
    kind: Kind


@dataclass(frozen=True)
class TypeMap:
    """The lines of a file that sets types; the first that matches a post decides.

    The file is CSV in UTF-8: the kind of match, its value, and the type. A title may contain * for
    any characters and ? for one; case is ignored. Lines that begin with # are skipped.

        post,106,letter
        category,field-notes,border report
        title,"*Seoul Train*",film event
    """

    lines: tuple[_Line, ...] = ()

    @classmethod
    def read(cls, text: str) -> TypeMap:
        """Parse a file; raises UnreadableMap with the number of the line."""
        rows = csv.reader(text.removeprefix("\ufeff").splitlines(), strict=True)
        lines = []
        try:
            for row in rows:
                if any(row) and not row[0].lstrip().startswith("#"):
                    lines.append(_line(rows.line_num, [cell.strip() for cell in row]))
        except csv.Error as error:
            raise UnreadableMap(f"Line {rows.line_num} is no CSV: {error}.") from error
        return cls(tuple(lines))

    def kind(self, post: int, title: str, categories: Collection[str]) -> Kind | None:
        """The type for this post, by ID, title or slug of a category."""
        by = {"post": str(post), "title": _folded(title[:500])}
        slugs = {_folded(slug) for slug in categories}
        for line in self.lines:
            if line.by == "category":
                fits = line.value in slugs
            else:
                fits = fnmatchcase(by[line.by], line.value)
            if fits:
                why = Sentence("Line %(line)d of the type map says so.", {"line": line.number})
                return line.kind._replace(why=why)
        return None


def _line(number: int, cells: list[str]) -> _Line:
    if len(cells) != 3 or not all(cells):
        raise UnreadableMap(
            f"Line {number} has to be three words with commas between, as in “post,106,letter”."
        )
    by, value = cells[0].lower(), cells[1]
    name = " ".join(cells[2].lower().replace("_", " ").split())
    if by not in ("post", "category", "title"):
        raise UnreadableMap(f"Line {number}: “{cells[0]}” has to be post, category or title.")
    if by == "post" and not (value.isascii() and value.isdigit()):
        raise UnreadableMap(f"Line {number}: “{value}” is no ID of a post, which is a number.")
    if name not in TYPES:
        raise UnreadableMap(
            f"Line {number}: “{cells[2]}” is no type. Choose one of: {', '.join(TYPES)}."
        )
    value = str(int(value)) if by == "post" else _folded(value)
    return _Line(number, by, value.replace("[", "[[]"), TYPES[name])


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()
