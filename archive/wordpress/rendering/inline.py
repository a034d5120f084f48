"""Pure: which inline elements are open, where paragraphs end before they do."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from archive.wordpress.tokens import Token

# What a browser opens again after a paragraph that ended too early (HTML's formatting elements).
_FORMATTING = frozenset(
    (
        *("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike"),
        *("strong", "tt", "u"),
    )
)
_KEPT_OPEN = 8  # of those, per paragraph: more were never meant, and each costs its length again


@dataclass(slots=True)
class _Element:
    tag: Token
    was_shown: bool = False


class Inline:
    """The inline elements that are open; their tags are written when the first word comes."""

    def __init__(self) -> None:
        self._open: list[_Element] = []
        self._shown = 0  # so many of them, from the outermost on, have their tag written
        self._names: Counter[str] = Counter()

    def start(self, tag: Token) -> list[Token]:
        end_tags = self.end("a") if tag.name == "a" else []  # a link ends where the next one begins
        self._open.append(_Element(tag))
        self._names[tag.name] += 1
        return end_tags

    def show(self) -> list[Token]:
        """The start tags that are not written yet."""
        if self._shown == len(self._open):
            return []
        unwritten = self._open[self._shown :]
        for element in unwritten:
            element.was_shown = True
        self._shown = len(self._open)
        return [element.tag for element in unwritten]

    def end(self, name: str) -> list[Token]:
        """Closes an element; those that overlap its end are closed, and open again for the next."""
        if not self._names[name]:
            return []
        place = len(self._open) - 1
        while self._open[place].tag.name != name:
            place -= 1
        end_tags = self._hide(place)
        self._keep(place, self._open[place + 1 :])
        return end_tags

    def end_paragraph(self) -> list[Token]:
        """Closes all; those that a browser would, and those without a word, open again."""
        if not self._open:
            return []
        end_tags = self._hide(0)
        self._keep(0, [e for e in self._open if e.tag.name in _FORMATTING or not e.was_shown])
        return end_tags

    def forget(self) -> None:
        """Forget all open elements, as at the border of a table's cell."""
        self._keep(0, [])

    def awaits_link(self) -> bool:
        """Whether the innermost element is a link in which there is no word so far."""
        last = self._open[-1] if self._open else None
        return last is not None and not last.was_shown and "href" in last.tag.raw.lower()

    def _hide(self, place: int) -> list[Token]:
        names = [element.tag.name for element in self._open[place : self._shown]]
        self._shown = min(self._shown, place)
        return [Token("end", f"</{name}>", name) for name in reversed(names)]

    def _keep(self, place: int, elements: list[_Element]) -> None:
        elements = elements[-_KEPT_OPEN:]
        for element in self._open[place:]:
            self._names[element.tag.name] -= 1
        for element in elements:
            self._names[element.tag.name] += 1
        self._open[place:] = elements
