"""Pure: which inline elements are open, where paragraphs end before they do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .tokens import Kind, Token

# What a browser opens again after a paragraph that ended too early (HTML's formatting elements).
_FORMATTING = frozenset(
    (
        *("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike"),
        *("strong", "tt", "u"),
    )
)
_KEPT_OPEN = 8  # of those, per paragraph: more were never meant, and each costs its length again


@dataclass
class _Element:
    tag: Token
    was_shown: bool = False


class Inline:
    """The inline elements that are open; their tags are written when the first word comes."""

    def __init__(self) -> None:
        self._open: list[_Element] = []
        self._shown = 0  # so many of them, from the outermost on, have their tag written
        self._names: Counter[str] = Counter()

    def start(self, tag: Token) -> Iterator[Token]:
        if tag.name == "a":  # a link ends where the next one begins
            yield from self.end("a")
        self._open.append(_Element(tag))
        self._names[tag.name] += 1

    def show(self) -> Iterator[Token]:
        """The start tags that are not written yet."""
        for element in self._open[self._shown :]:
            element.was_shown = True
            yield element.tag
        self._shown = len(self._open)

    def end(self, name: str) -> Iterator[Token]:
        """Closes an element; those that overlap its end are closed, and open again for the next."""
        if not self._names[name]:
            return
        place = len(self._open) - 1
        while self._open[place].tag.name != name:
            place -= 1
        yield from self._hide(place)
        self._keep(place, self._open[place + 1 :])

    def end_paragraph(self) -> Iterator[Token]:
        """Closes all; those that a browser would, and those without a word, open again."""
        yield from self._hide(0)
        self._keep(0, [e for e in self._open if e.tag.name in _FORMATTING or not e.was_shown])

    def forget(self) -> None:
        """Nothing is open from here on, as at the border of a table's cell."""
        self._keep(0, [])

    def awaits_link(self) -> bool:
        """Whether the innermost element is a link in which there is no word so far."""
        last = self._open[-1] if self._open else None
        return last is not None and not last.was_shown and "href" in last.tag.raw.lower()

    def _hide(self, place: int) -> Iterator[Token]:
        for element in reversed(self._open[place : self._shown]):
            yield Token(Kind.END, f"</{element.tag.name}>", element.tag.name)
        self._shown = min(self._shown, place)

    def _keep(self, place: int, kept: list[_Element]) -> None:
        kept = kept[-_KEPT_OPEN:]
        self._names.subtract(element.tag.name for element in self._open[place:])
        self._open[place:] = kept
        self._names.update(element.tag.name for element in kept)
