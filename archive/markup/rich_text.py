"""Pure: a body as paragraphs and lists, before it is written as the editor's HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import Any, NamedTuple

from .parts import Note, Part

_NO_MARKS: frozenset[str] = frozenset()


class Style(NamedTuple):
    """The link of words, and their marks: b, i, s, sup, sub, "cite", "code" and "button"."""

    href: str = ""
    marks: frozenset[str] = _NO_MARKS


PLAIN, BOLD = Style(), Style(marks=frozenset("b"))


class Run(NamedTuple):
    """Words of one style."""

    text: str
    style: Style = PLAIN


class Break:
    """A line break within a paragraph."""


Line = list[Run]
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_BLANK = " \N{NO-BREAK SPACE}"
_MARKS = ("b", "i", "s", "sup", "sub")  # from the outermost


@dataclass
class Paragraph:
    """The words of a paragraph, with white space as on the page."""

    leaves: list[Run | Break]
    is_line_only: bool = False  # bold for another reason than being a heading

    @property
    def html(self) -> str:
        return f"<p>{self.inner_html}</p>"

    @property
    def inner_html(self) -> str:
        return "".join([_styled(style, group) for style, group in groupby(self.leaves, _style)])

    @property
    def text(self) -> str:
        return "".join("\n" if isinstance(leaf, Break) else leaf.text for leaf in self.leaves)

    @property
    def runs(self) -> list[Run]:
        """The runs that show anything."""
        return [leaf for leaf in self.leaves if isinstance(leaf, Run) and leaf.text.strip()]

    @property
    def is_bold(self) -> bool:
        """Whether every word is bold."""
        return bool(self.runs) and all("b" in run.style.marks for run in self.runs)

    @property
    def is_code(self) -> bool:
        """Whether all of it is code or preformatted text."""
        return bool(self.runs) and all("code" in run.style.marks for run in self.runs)

    @property
    def links(self) -> list[str]:
        return list(dict.fromkeys(run.style.href for run in self.runs if run.style.href))


@dataclass
class Listing:
    """A list; an entry contains paragraphs and further lists."""

    is_ordered: bool
    entries: list[list[Paragraph | Listing]]

    @property
    def html(self) -> str:
        tag = "ol" if self.is_ordered else "ul"
        return f"<{tag}>{''.join(map(_entry, self.entries))}</{tag}>"

    @property
    def text(self) -> str:
        return "\n".join(block.text for entry in self.entries for block in entry)

    @property
    def links(self) -> list[str]:
        return [href for entry in self.entries for block in entry for href in block.links]


@dataclass(frozen=True)
class Rule:
    """A horizontal rule."""

    html = "<hr/>"
    text = ""


Passage = Paragraph | Listing | Rule | Part


@dataclass
class Converted:
    """The content of a post."""

    passages: list[Passage]
    summary: str = ""  # plain text before <!--more-->
    notes: list[Note] = field(default_factory=list)

    @property
    def parts(self) -> list[Part]:
        return join(self.passages)


def part(kind: str, **value: Any) -> Part:
    return {"type": kind, "value": value}


def join(passages: Iterable[Passage]) -> list[Part]:
    """The passages as a body; adjacent running text becomes one part, as editors write it."""
    parts: list[Part] = []
    for kind, group in groupby(passages, _kind):
        if kind == "text":
            html = "".join([passage.html for passage in group if not isinstance(passage, dict)])
            parts.append(part("paragraph", text=html))
            continue
        parts += [
            passage if isinstance(passage, dict) else part("paragraph", text=passage.html)
            for passage in group
        ]
    return parts


def _kind(passage: Passage) -> str:
    if isinstance(passage, dict):
        return "part"
    return "code" if isinstance(passage, Paragraph) and passage.is_code else "text"


def paragraph(text: str, style: Style | None = None) -> Paragraph:
    """A paragraph of one style; its line breaks are kept."""
    leaves: list[Run | Break] = []
    for number, line in enumerate(text.split("\n")):
        leaves += [Break()] if number else []
        leaves.append(Run(line, style or Style()))
    return Paragraph(leaves)


def paragraphs(leaves: Iterable[Run | Break]) -> list[Paragraph]:
    """The leaves between two blocks as paragraphs: two consecutive breaks begin another one."""
    groups = groupby(map(_trimmed, split_lines(leaves)), bool)
    return [Paragraph(join_lines(group)) for has_words, group in groups if has_words]


def split_lines(leaves: Iterable[Run | Break]) -> list[Line]:
    lines: list[Line] = [[]]
    for leaf in leaves:
        if isinstance(leaf, Break):
            lines.append([])
        else:
            lines[-1].append(leaf)
    return lines


def join_lines(lines: Iterable[Line]) -> list[Run | Break]:
    result: list[Run | Break] = []
    for line in lines:
        result += [Break(), *line] if result else line
    return result


def _trimmed(line: Line) -> Line:
    """A line with collapsed white space and none at its edges; empty without words."""
    texts, ends_in_space = [], True
    for run in line:
        text = _SPACE.sub(" ", run.text)
        text = text.lstrip(" ") if ends_in_space else text
        ends_in_space = text.endswith(" ") if text else ends_in_space
        texts.append(text)
    indexes_with_words = [at for at, text in enumerate(texts) if text.strip(_BLANK)]
    if not indexes_with_words:
        return []
    first, last = indexes_with_words[0], indexes_with_words[-1]
    texts[first] = texts[first].lstrip(" ")
    texts[last] = texts[last].rstrip(" ")
    trimmed_runs = zip(line[first : last + 1], texts[first : last + 1], strict=True)
    return [run if text == run.text else Run(text, run.style) for run, text in trimmed_runs if text]


def _style(leaf: Run | Break) -> Style | None:
    return leaf.style if isinstance(leaf, Run) else None


def _styled(style: Style | None, leaves: Iterable[Run | Break]) -> str:
    if style is None:
        return "<br/>" * len(list(leaves))
    words = "".join([leaf.text for leaf in leaves if isinstance(leaf, Run)])
    text = escape(words, quote=False)
    if style is PLAIN or not words.strip():
        return text
    for mark in reversed(_MARKS):
        text = f"<{mark}>{text}</{mark}>" if mark in style.marks else text
    return f'<a href="{escape(style.href)}">{text}</a>' if style.href else text


def _entry(blocks: list[Paragraph | Listing]) -> str:
    html = ""
    for is_text, group in groupby(blocks, lambda block: isinstance(block, Paragraph)):
        inner = [b.inner_html if isinstance(b, Paragraph) else b.html for b in group]
        html += ("<br/>" if is_text else "").join(inner)
    return f"<li>{html}</li>"
