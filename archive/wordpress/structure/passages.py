"""Pure: the words and lines of a body's passages, as a reader sees them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from archive.markup.rich_text import Line, Paragraph, Passage, Run, join_lines, split_lines
from archive.markup.tokens import shown_tokens

# Longer paragraphs are not real; nothing is searched in them.
_LONGEST, _MOST_LINES = 200_000, 1000
_BETWEEN = dict.fromkeys(("p", "ul", "ol", "li", "br", "hr"), " ")


def is_prose(passage: Passage) -> bool:
    """Whether it is running text that can be searched."""
    return not isinstance(passage, dict) and not (
        isinstance(passage, Paragraph) and passage.is_code
    )


def words(passage: Passage) -> str:
    """The words of running text on one line; "" for other blocks."""
    if isinstance(passage, dict) or not is_prose(passage):
        return ""
    return " ".join(passage.text.split())


def lines(passage: Passage) -> list[Line]:
    """The lines of a paragraph; empty for anything else."""
    if not isinstance(passage, Paragraph) or passage.is_code:
        return []
    all_lines = split_lines(passage.leaves)
    return all_lines if len(all_lines) <= _MOST_LINES and len(passage.text) <= _LONGEST else []


def said(line: Line) -> str:
    """The words of a line."""
    return " ".join("".join([run.text for run in line]).split())


def has_link(line: Line) -> bool:
    return any(run.style.href for run in line)


def paragraph(of_lines: Iterable[Line]) -> Paragraph:
    """A paragraph of these lines."""
    return Paragraph(join_lines(of_lines))


def plain(html: str) -> str:
    """The words of rich text on one line."""
    tokens = shown_tokens(html)
    pieces = [
        token.text if token.kind == "text" else _BETWEEN.get(token.name, "") for token in tokens
    ]
    return " ".join("".join(pieces).split())


def match_opening(pattern: re.Pattern[str], line: Line) -> tuple[re.Match[str] | None, Line]:
    """The match of a pattern in the opening words, and the line without it."""
    match = pattern.match("".join([run.text for run in line]))
    if not match:
        return None, line
    count, remaining = match.end(), list[Run]()
    for run in line:
        text = run.text[count:]
        count = max(0, count - len(run.text))
        if text := text if remaining else text.lstrip():
            remaining.append(Run(text, run.style))
    return match, remaining
