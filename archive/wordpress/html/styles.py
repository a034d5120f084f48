"""Pure: how words are set while inline tags open and close, in whatever order they do it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set

from archive.wordpress.rich_text import PLAIN, Style

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
# Word writes <b style="mso-bidi-font-weight:normal"> for what is bold.
_NOT_BOLD = re.compile(r"(?<![\w-])font-weight:\s*(?:normal|[1-5]00)", re.IGNORECASE)


class OpenTags:
    """The inline tags that are open, and the style that comes of them."""

    def __init__(self) -> None:
        self.opened: dict[str, list[tuple[str, ...]]] = {name: [] for name in _TRACKED}
        self.counts: Counter[str] = Counter()
        self.style = PLAIN
        self._depths: dict[str, int] | None = {}  # None where it is to be counted again
        self.link: dict[str, str] = {}  # the attributes of the link that is open

    def open(self, name: str, attributes: dict[str, str]) -> None:
        if name not in _TRACKED:
            return
        css = attributes.get("style", "")
        marks = {mark for mark, pattern in _WRITTEN.items() if css and pattern.search(css)}
        # Documents pasted from Google stand in <b style="font-weight:normal">.
        if name in _MARKS and not (_MARKS[name] == "b" and _NOT_BOLD.search(css)):
            marks.add(_MARKS[name])
        self._push(name, tuple(marks))
        self._restyle(self.style.href)

    def open_link(self, href: str, attributes: dict[str, str]) -> None:
        """A link ends the one before it."""
        self.close("a")
        marks = ("button",) if "wp-block-file__button" in attributes.get("class", "") else ()
        self._push("a", marks)
        self.link = attributes
        self._restyle(href)

    def close(self, name: str) -> None:
        if self.opened.get(name):
            self._drop(name)
            self._restyle("" if name == "a" else self.style.href)

    def depths(self) -> dict[str, int]:
        """What is open now, to come back to; never changed."""
        if self._depths is None:
            self._depths = {name: len(stack) for name, stack in self.opened.items() if stack}
        return self._depths

    def back_to(self, depths: dict[str, int], *, keeps: Set[str]) -> None:
        """Close what was opened since but for these; what was closed meanwhile stays closed."""
        if self.depths() == depths:
            return
        for name, stack in self.opened.items():
            while name not in keeps and len(stack) > depths.get(name, 0):
                self._drop(name)
        self._restyle(self.style.href if self.opened["a"] else "")

    def _push(self, name: str, marks: tuple[str, ...]) -> None:
        self.opened[name].append(marks)
        self._count(marks, 1)

    def _drop(self, name: str) -> None:
        self._count(self.opened[name].pop(), -1)

    def _count(self, marks: tuple[str, ...], change: int) -> None:
        self._depths = None
        for mark in marks:
            self.counts[mark] += change

    def _restyle(self, href: str) -> None:
        marks = frozenset([mark for mark, count in self.counts.items() if count])
        self.style = Style(href, marks)
