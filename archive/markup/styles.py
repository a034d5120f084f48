"""Pure: the style of words within inline tags, which may open and close in any order."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass

from .rich_text import PLAIN, Style

_MARKS = {"b": "b", "strong": "b", "dt": "b", "i": "i", "em": "i", "s": "s", "strike": "s"}
_MARKS |= {"del": "s", "sup": "sup", "sub": "sub", "cite": "cite", "footer": "cite"}
_MARKS |= {"pre": "code", "code": "code"}
_TRACKED = {*_MARKS, "span", "font", "a"}
_WRITTEN = {
    "b": re.compile(r"(?<![\w-])font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE),
    "i": re.compile(r"font-style:\s*italic", re.IGNORECASE),
    "s": re.compile(r"text-decoration:[^;]*line-through", re.IGNORECASE),
    "sup": re.compile(r"vertical-align:\s*super", re.IGNORECASE),
    "sub": re.compile(r"vertical-align:\s*sub\b", re.IGNORECASE),
}
# Word writes <b style="mso-bidi-font-weight:normal"> for bold text.
_NOT_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:normal|[1-5]00)", re.IGNORECASE)


_MOST_OPEN = 100  # more do not occur; a tag left open at every word gives no style


@dataclass(frozen=True, eq=False, slots=True)
class OpenTag:
    """An open inline tag, with its effect on the words in it."""

    name: str
    marks: Set[str]
    href: str = ""


class OpenTags:
    """The open inline tags, and the resulting style."""

    def __init__(self) -> None:
        self.tags: tuple[OpenTag, ...] = ()
        self.style = PLAIN
        self.link: dict[str, str] = {}  # the attributes of the open link

    def open(self, name: str, attributes: dict[str, str]) -> None:
        if name not in _TRACKED or len(self.tags) >= _MOST_OPEN:
            return
        css = attributes.get("style", "")
        marks = {mark for mark, pattern in _WRITTEN.items() if css and pattern.search(css)}
        # Text pasted from Google Docs is within <b style="font-weight:normal">.
        if name in _MARKS and not (_MARKS[name] == "b" and _NOT_BOLD.search(css)):
            marks.add(_MARKS[name])
        self._set((*self.tags, OpenTag(name, marks)))

    def open_link(self, href: str, attributes: dict[str, str]) -> None:
        """Open a link, which closes the previous one."""
        is_button = "wp-block-file__button" in attributes.get("class", "")
        link = OpenTag("a", {"button"} if is_button else set(), href)
        self.link = attributes
        self._set((*(tag for tag in self.tags if tag.name != "a"), link))

    def close(self, name: str) -> None:
        last = next((tag for tag in reversed(self.tags) if tag.name == name), None)
        if last:
            self._set(tuple(tag for tag in self.tags if tag is not last))

    def back_to(self, outside: tuple[OpenTag, ...], *, keeps: Set[str]) -> None:
        """Close what was opened since, except for these;

        what was closed in between stays closed.
        """
        if self.tags is not outside:
            around = set(outside)
            self._set(tuple(tag for tag in self.tags if tag in around or tag.name in keeps))

    def _set(self, tags: tuple[OpenTag, ...]) -> None:
        self.tags = tags
        href = next((tag.href for tag in tags if tag.name == "a"), "")
        self.style = Style(href, frozenset().union(*(tag.marks for tag in tags))) if tags else PLAIN
