"""Pure: paragraphs and lists, as the editor stores them and as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from itertools import groupby

from archive.wordpress.html.styles import Style
from archive.wordpress.html.tree import Break, Run

Line = list[Run | Break]

_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_BLANK = " \N{NO-BREAK SPACE}"
_MARKS = ("b", "i", "s", "sup", "sub")  # from the outermost


@dataclass
class Paragraph:
    """Words of a paragraph, its white space already that of the page."""

    leaves: Line
    is_line_only: bool = False  # bold for another reason than being a heading

    @property
    def html(self) -> str:
        return "".join(_styled(self.leaves))

    @property
    def text(self) -> str:
        return "".join("\n" if isinstance(leaf, Break) else leaf.text for leaf in self.leaves)

    @property
    def runs(self) -> list[Run]:
        """The runs that show anything."""
        return [leaf for leaf in self.leaves if isinstance(leaf, Run) and leaf.text.strip()]

    @property
    def links(self) -> list[str]:
        return list(dict.fromkeys(run.style.href for run in self.runs if run.style.href))


@dataclass
class Listing:
    """A list; an entry holds paragraphs and further lists."""

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


def paragraph(text: str, style: Style | None = None) -> Paragraph:
    """A paragraph of one style; its line breaks are kept."""
    leaves: Line = []
    for number, line in enumerate(text.split("\n")):
        leaves += [Break()] if number else []
        leaves.append(Run(line, style or Style()))
    return Paragraph(leaves)


def paragraphs(leaves: Iterable[Run | Break]) -> Iterator[Paragraph]:
    """The leaves between two blocks as paragraphs: two breaks in a row begin another one."""
    lines: list[list[Run]] = [[]]
    for leaf in leaves:
        if isinstance(leaf, Break):
            lines.append([])
        else:
            lines[-1].append(leaf)
    trimmed = (list(_trimmed(line)) for line in lines)
    for has_words, group in groupby(trimmed, bool):
        if has_words:
            yield Paragraph(list(_joined(group)))


def _joined(lines: Iterable[list[Run]]) -> Iterator[Run | Break]:
    for number, line in enumerate(lines):
        if number:
            yield Break()
        yield from line


def _trimmed(line: list[Run]) -> Iterator[Run]:
    """A line with its white space collapsed, and none at its edges; empty without words."""
    texts, ends_in_space = [], True
    for run in line:
        text = _SPACE.sub(" ", run.text)
        text = text.lstrip(" ") if ends_in_space else text
        ends_in_space = text.endswith(" ") if text else ends_in_space
        texts.append(text)
    first, last = _filled(texts), _filled(reversed(texts))
    if first is None or last is None:
        return
    stop = len(texts) - last
    texts[first] = texts[first].lstrip(" ")
    texts[stop - 1] = texts[stop - 1].rstrip(" ")
    for run, text in zip(line[first:stop], texts[first:stop], strict=True):
        if text:
            yield Run(text, run.style)


def _filled(texts: Iterable[str]) -> int | None:
    return next((at for at, text in enumerate(texts) if text.strip(_BLANK)), None)


def _styled(leaves: Line) -> Iterator[str]:
    for style, group in groupby(leaves, lambda leaf: getattr(leaf, "style", None)):
        if style is None:
            yield "<br/>" * len(list(group))
            continue
        words = "".join(leaf.text for leaf in group if isinstance(leaf, Run))
        marks = [mark for mark in _MARKS if mark in style.marks] if words.strip() else []
        opened = "".join(f"<{mark}>" for mark in marks)
        closed = "".join(f"</{mark}>" for mark in reversed(marks))
        text = f"{opened}{escape(words, quote=False)}{closed}"
        has_link = style.href and words.strip()
        yield f'<a href="{escape(style.href)}">{text}</a>' if has_link else text


def _entry(blocks: list[Paragraph | Listing]) -> str:
    html = ""
    for is_text, group in groupby(blocks, lambda block: isinstance(block, Paragraph)):
        html += ("<br/>" if is_text else "").join(block.html for block in group)
    return f"<li>{html}</li>"
