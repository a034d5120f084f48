"""Pure: where a document matches a search, as HTML with no other tag than <mark>."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from html import escape

from .columns import Line, lines_by_field
from .folding import Span, fold_with_sources
from .query import SearchQuery

LENGTH = 240  # characters of an excerpt, including the words around a mark
LEAD = 60  # characters before the first mark


def highlights(query: SearchQuery, plain: Mapping[str, str], text: str) -> list[tuple[str, str]]:
    """For each matching field, best first, its name and the line that matches most terms.

    `plain` and `text` are the columns of the document's index row.
    """
    needles = [term.needle for term in query.terms]
    by_field: dict[str, list[Line]] = defaultdict(list)
    for field, lines in lines_by_field(plain, text):
        by_field[field] += lines
    best = {field: _best(needles, lines) for field, lines in by_field.items()}
    return [
        (field, _html(line.plain, spans))
        for field in best
        # A row written by an earlier version may contain what its text no longer does.
        if (line := best[field]) and (spans := _spans(needles, line.plain))
    ]


def _best(needles: list[str], lines: list[Line]) -> Line | None:
    best, most = None, 0
    for line in lines:
        terms = sum(needle in line.folded for needle in needles)
        if terms > most:
            best, most = line, terms
    return best


def _spans(needles: list[str], line: str) -> list[Span]:
    """The parts of the line that match one of these needles."""
    folded, sources = fold_with_sources(line)
    spans = []
    for needle in needles:
        # The spaces at the ends of a needle are word boundaries, not part of the match.
        first, last = len(needle) - len(needle.lstrip()), len(needle.rstrip()) - 1
        for place in _places(needle, folded):
            spans.append((sources[place + first][0], sources[place + last][1]))
    return _merged(spans)


def _places(needle: str, folded: str) -> Iterator[int]:
    place = folded.find(needle)
    while place >= 0:
        yield place
        place = folded.find(needle, place + 1)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _html(line: str, spans: list[Span]) -> str:
    first, last = _excerpt(line, spans)
    parts, place = ["…" if first else ""], first
    for start, end in spans:
        start, end = max(start, first), min(end, last)
        if start < end:
            parts += [escape(line[place:start]), f"<mark>{escape(line[start:end])}</mark>"]
            place = end
    parts += [escape(line[place:last]), "…" if last < len(line) else ""]
    return "".join(parts)


def _excerpt(line: str, spans: list[Span]) -> Span:
    """The excerpt of a long line with most of its marks, ending at word boundaries."""
    if len(line) <= LENGTH:
        return 0, len(line)
    start, end = _densest(spans)
    first = max(0, start - LEAD)
    last = min(len(line), first + LENGTH)
    if first and (space := line.find(" ", first, start)) >= 0:
        first = space + 1
    if last < len(line) and (space := line.rfind(" ", end, last)) >= 0:
        last = space
    return first, last


def _densest(spans: list[Span]) -> Span:
    """The mark at which an excerpt with most marks begins; the first one of equals."""
    reach, best, most, end = LENGTH - LEAD, spans[0], 0, 0
    for number, span in enumerate(spans):
        while end < len(spans) and spans[end][1] <= span[0] + reach:
            end += 1
        if end - number > most:
            best, most = span, end - number
    return best
