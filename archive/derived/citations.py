"""Pure: how a document is cited, as a line of text, in BibTeX and as CSL-JSON."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class CitedDocument:
    """The data of a citation."""

    reference_code: str
    title: str
    subtitle: str
    authors: Sequence[str]
    publisher: str
    edtf: str  # "2006-10", "2005-12-08/2005-12-10"
    date_display: str
    url: str
    language: str
    genre: str  # "Letter", "Report", …


_CSL_TYPES = {"Letter": "personal_communication", "FilmEvent": "event"}
_ESCAPED = {character: f"\\{character}" for character in "&%$#_"} | {
    # BibTeX counts braces, even escaped ones.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "\\": r"\textbackslash{}",
}


def as_text(cited: CitedDocument) -> str:
    """One line, author first: "LFNKR. Title: subtitle. 19 October 2006. LF-L-2006-001. https://…"."""
    parts = [_full_title(cited), cited.date_display, cited.reference_code]
    authors = ", ".join(cited.authors) or cited.publisher
    publisher = [cited.publisher] if cited.authors and cited.publisher else []
    sentences = [authors, *parts[:1], *publisher, *parts[1:]]
    return " ".join(_sentence(words) for words in sentences if words) + f" {cited.url}"


def as_bibtex(cited: CitedDocument) -> str:
    """A `@misc` entry under the reference code; year and month as far as known."""
    year, month, day = _moment(cited)
    fields = {
        "author": " and ".join(f"{{{_tex(name)}}}" for name in _authors(cited)),
        "title": f"{{{_tex(_full_title(cited))}}}",
        "year": year,
        "month": month,
        "day": day,
        "date": cited.edtf,
        "publisher": _tex(cited.publisher),
        "number": _tex(cited.reference_code),
        "url": cited.url,
        "langid": {"en": "english", "ja": "japanese", "ko": "korean"}.get(cited.language, ""),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    key = re.sub(r"[^A-Za-z0-9-]", "", cited.reference_code)
    return f"@misc{{{key},\n" + ",\n".join(lines) + "\n}"


def as_csl_json(cited: CitedDocument) -> dict[str, Any]:
    """An item of the Citation Style Language's JSON; dates exactly as precise as known."""
    item = {
        "id": cited.reference_code,
        "type": _CSL_TYPES.get(cited.genre, "report"),
        "title": _full_title(cited),
        "author": [{"literal": name} for name in _authors(cited)],
        "issued": {"date-parts": _date_parts(cited)},
        "publisher": cited.publisher,
        "number": cited.reference_code,
        "URL": cited.url,
        "language": cited.language,
        "genre": cited.genre,
    }
    return {name: value for name, value in item.items() if value}


def _authors(cited: CitedDocument) -> list[str]:
    return list(cited.authors) or ([cited.publisher] if cited.publisher else [])


def _full_title(cited: CitedDocument) -> str:
    return f"{cited.title}: {cited.subtitle}" if cited.subtitle else cited.title


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!", "。")) else f"{words}."


def _tex(words: str) -> str:
    return "".join(_ESCAPED.get(character, character) for character in words)


def _date_parts(cited: CitedDocument) -> list[list[int]]:
    """The known numbers of a day, or of the first and the last day of a span."""
    return [[int(number) for number in part.split("-")] for part in cited.edtf.split("/")]


def _moment(cited: CitedDocument) -> list[str]:
    """Year, month and day as far as known; for a span the year of its beginning."""
    first, *last = _date_parts(cited)
    year, *month_and_day = first[:1] if last else first
    return [f"{year:04}", *map(str, month_and_day), "", ""][:3]
