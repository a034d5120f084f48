"""Pure: a body as the passages and lines that a reader sees, with their markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import NamedTuple

from archive.wordpress.elements import VOID
from archive.wordpress.parts import Part
from archive.wordpress.tokens import SHOWN, Token, Tokenizer

_CHARACTER = re.compile(r"&#?[0-9a-zA-Z]{1,32};|.", re.DOTALL)
_PARAGRAPH = re.compile(r"\s*<p(?:\s[^<>]*)?>(.*)</p>\s*", re.DOTALL | re.IGNORECASE)
_EMPTY_PAIR = re.compile(r"<(b|strong|i|em|s|del|sup|sub)>(\s*)</\1>")
_BLOCKS = {"p", "ul", "ol"}
_BREAKS = {*_BLOCKS, "li", "br", "hr"}
_BOLD = {"b", "strong"}
_DEEPEST = 8  # nobody writes deeper, and each level is opened again on every line
# Nobody writes longer paragraphs either; in one that is, nothing is looked for.
_LONGEST, _MOST_LINES = 200_000, 1000
_HEAD = 4000  # characters of markup in which opening words stand


class Passage(NamedTuple):
    """A paragraph or list of a body, or one of its other blocks."""

    html: str = ""
    part: Part | None = None

    @property
    def lines(self) -> list[str]:
        """The lines of a paragraph as formatted text; none where it is anything else."""
        if self.part or len(self.html) > _LONGEST or self.html.count("<br") > _MOST_LINES:
            return []
        match = _PARAGRAPH.fullmatch(self.html)
        if not match or any(piece.name in _BLOCKS for piece in _pieces(match[1])):
            return []
        return list(_lines(match[1]))

    @property
    def text(self) -> str:
        """The words of running text on one line; "" for other blocks."""
        return plain(self.html)


def split(parts: Iterable[Part]) -> list[Passage]:
    """The passages of a body in order."""
    passages = []
    for part in parts:
        is_prose = part["type"] == "paragraph" and not part.get("is_code")
        text = part["value"].get("text") if is_prose else None
        if isinstance(text, str):
            # What no tag ends would run into the words of the next part.
            ended_text = text if text.endswith(">") else f"{text}\n"
            passages += [Passage(element) for element in _elements(ended_text)]
        else:
            passages.append(Passage(part=part))
    return passages


def join(passages: Iterable[Passage]) -> list[Part]:
    """The passages as a body, neighbouring running text in one block."""
    parts: list[Part] = []
    running: list[str] = []
    for passage in [*passages, None]:
        if passage and passage.part is None:
            running.append(passage.html)
            continue
        if any(html.strip() for html in running):
            parts.append({"type": "paragraph", "value": {"text": "".join(running)}})
        running = []
        if passage and passage.part is not None:
            parts.append(passage.part)
    return parts


def paragraph(lines: Sequence[str]) -> Passage:
    """A paragraph of these lines of formatted text."""
    return Passage(f"<p>{'<br/>'.join(lines)}</p>")


def plain(html: str) -> str:
    """The words of formatted text on one line."""
    return " ".join(_visible(html).split())


def is_bold(html: str) -> bool:
    """Whether every word of formatted text is bold."""
    depth, has_words = 0, False
    for piece in _pieces(html):
        if piece.name in _BOLD:
            depth += 1 if piece.kind == "start" else -1
        elif piece.kind == "text" and piece.raw.strip():
            if depth <= 0:
                return False
            has_words = True
    return has_words


def has_link(html: str) -> bool:
    return any(piece.name == "a" for piece in _pieces(html))


def match_opening(pattern: re.Pattern[str], html: str) -> tuple[re.Match[str] | None, str]:
    """What a pattern matches in the opening words, and the formatted text that follows it."""
    head = html[:_HEAD].rpartition("<")[0] if len(html) > _HEAD else html
    match = pattern.match(_visible(head or html[:_HEAD]))
    return match, (_without_opening(html, match.end()) if match else html)


def _pieces(html: str) -> Iterator[Token]:
    """Tags and text that make up the whole."""
    return Tokenizer(html, SHOWN).tokens()


def _elements(html: str) -> Iterator[str]:
    """Paragraphs, lists and what lies between them; put together they are the text again."""
    element, depth = "", 0
    for piece in _pieces(html):
        is_block = piece.name in _BLOCKS
        if is_block and piece.kind == "start":
            if depth == 0 and element.strip():
                yield element
                element = ""
            depth += 1
        element += piece.raw
        if is_block and piece.kind == "end":
            depth -= 1
            if depth <= 0:
                yield element
                element, depth = "", 0
    if element:
        yield element


def _lines(html: str) -> Iterator[str]:
    line: list[str] = []
    open_tags: list[Token] = []
    for piece in _pieces(html):
        if piece.name == "br" and len(open_tags) <= _DEEPEST:
            yield "".join([*line, *(f"</{tag.name}>" for tag in reversed(open_tags))])
            line = [tag.raw for tag in open_tags]
            continue
        line.append(piece.raw)
        if piece.kind == "end" and open_tags and open_tags[-1].name == piece.name:
            open_tags.pop()
        elif piece.kind == "start" and piece.name not in VOID:
            open_tags.append(piece)
    yield "".join(line)


def _visible(html: str) -> str:
    """Every character that is shown, white space as it stands and a break as a new line."""
    return "".join(
        piece.text if piece.kind == "text" else "\n" * (piece.name in _BREAKS)
        for piece in _pieces(html)
    )


def _without_opening(html: str, count: int) -> str:
    """Formatted text less so many characters of those that are shown."""
    remaining: list[str] = []
    for piece in _pieces(html):
        if piece.kind != "text":
            remaining += [] if piece.name == "br" and count > 0 else [piece.raw]
            count -= piece.name in _BREAKS
            continue
        for character in _CHARACTER.findall(piece.raw):
            remaining += [] if count > 0 else [character]
            count -= len(unescape(character))
    return _EMPTY_PAIR.sub(r"\2", "".join(remaining)).lstrip()
