"""Pure: a body as the passages and lines that a reader sees, with their markup."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from typing import NamedTuple

from archive.wordpress.parts import Part

_TAG = re.compile(r"<[^<>]*>")
_TOKEN = re.compile(r"<[^<>]*>|[^<]+|<")
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_CHARACTER = re.compile(r"&#?[0-9a-zA-Z]{1,32};|.", re.DOTALL)
_PARAGRAPH = re.compile(r"\s*<p(?:\s[^<>]*)?>(.*)</p>\s*", re.DOTALL | re.IGNORECASE)
_EMPTY_PAIR = re.compile(r"<(b|strong|i|em|s|del|sup|sub)>(\s*)</\1>")
_BLOCKS = {"p", "ul", "ol"}
_WITHOUT_END = {"br", "hr", "img"}
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
        if not match or any(name in _BLOCKS for _end, name in _NAME.findall(match[1])):
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
    for token in _TOKEN.findall(html):
        end, name = _name(token)
        if name in _BOLD:
            depth += -1 if end else 1
        elif not name and token.strip():
            if depth <= 0:
                return False
            has_words = True
    return has_words


def has_link(html: str) -> bool:
    return any(name.lower() == "a" for _end, name in _NAME.findall(html))


def match_opening(pattern: re.Pattern[str], html: str) -> tuple[re.Match[str] | None, str]:
    """What a pattern matches in the opening words, and the formatted text that follows it."""
    head = html[:_HEAD].rpartition("<")[0] if len(html) > _HEAD else html
    match = pattern.match(_visible(head or html[:_HEAD]))
    return match, (_without_opening(html, match.end()) if match else html)


def _elements(html: str) -> Iterator[str]:
    """Paragraphs, lists and what lies between them; put together they are the text again."""
    start = depth = 0
    for tag in _TAG.finditer(html):
        end, name = _name(tag[0])
        if name not in _BLOCKS:
            continue
        if not end:
            if depth == 0 and html[start : tag.start()].strip():
                yield html[start : tag.start()]
                start = tag.start()
            depth += 1
        elif depth <= 1:
            yield html[start : tag.end()]
            start, depth = tag.end(), 0
        else:
            depth -= 1
    if start < len(html):
        yield html[start:]


def _lines(html: str) -> Iterator[str]:
    line: list[str] = []
    open_tags: list[tuple[str, str]] = []  # name and start tag
    for token in _TOKEN.findall(html):
        end, name = _name(token)
        if name == "br" and len(open_tags) <= _DEEPEST:
            yield "".join(line + [f"</{tag}>" for tag, _start in reversed(open_tags)])
            line = [start for _tag, start in open_tags]
            continue
        line.append(token)
        if end and open_tags and open_tags[-1][0] == name:
            open_tags.pop()
        elif name and not end and name not in _WITHOUT_END:
            open_tags.append((name, token))
    yield "".join(line)


def _name(token: str) -> tuple[bool, str]:
    """Whether a tag ends something, and its name; "" for what is no tag."""
    match = _NAME.match(token) if token.endswith(">") else None
    return (bool(match[1]), match[2].lower()) if match else (False, "")


def _visible(html: str) -> str:
    """Every character that is shown, white space as it stands and a break as a new line."""
    characters = []
    for token in _TOKEN.findall(html):
        _end, name = _name(token)
        if not name:
            characters += [unescape(character) for character in _CHARACTER.findall(token)]
        elif name in _BREAKS:
            characters.append("\n")
    return "".join(characters)


def _without_opening(html: str, count: int) -> str:
    """Formatted text less so many characters of those that are shown."""
    tokens = []
    for token in _TOKEN.findall(html):
        _end, name = _name(token)
        if name:
            tokens.append("" if name == "br" and count > 0 else token)
            count -= name in _BREAKS
            continue
        for character in _CHARACTER.findall(token):
            tokens.append("" if count > 0 else character)
            count -= len(unescape(character))
    return _EMPTY_PAIR.sub(r"\2", "".join(tokens)).lstrip()
