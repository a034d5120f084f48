"""How the lists of what may stay are written, and how objects are copied by them.

A rule takes the copy and a value of the source, and returns the value for the target, or None for
what must not be copied. Indirect objects are copied once, so cycles end.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from decimal import Decimal
from typing import Any, Protocol

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String
from PIL import Image

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?", re.IGNORECASE)
Rule = Callable[["Copy", Any], Any]
Rules = Mapping[str, Rule]


class Shown(Protocol):
    """What pages show of their pictures."""

    def hidden(self, stream: Any, size: tuple[int, int]) -> Image.Image | None:
        """255 in the pixels that no page shows; None if all are shown."""

    def is_unseen(self, stream: Any) -> bool:
        """Whether no page shows anything of it."""


class Unclean(ValueError):
    """No list can keep this."""


class Copy:
    """A document being copied from a source to a target."""

    def __init__(
        self, source: Pdf, target: Pdf, is_hidden: Callable[[Any], bool], looks: Shown
    ) -> None:
        self.source, self.target = source, target
        self.is_hidden = is_hidden  # for an entry /OC
        self.looks = looks  # what its pages show of its pictures
        self.is_unread = False
        # Fonts whose glyphs are drawn: the target's, the source's, and the resources of its user;
        # and the codes that texts show of each font of the target.
        self.drawn_fonts: list[tuple[Any, Any, Any]] = []
        self.shown_codes: dict[tuple[int, int], set[int]] = defaultdict(set)
        self.shows_unknown_font = False  # a form that shows letters in the font of its user
        self._copies: dict[tuple[tuple[int, int], object], Any] = {}

    @contextmanager
    def unread(self) -> Iterator[None]:
        """A context in which letters are refused:

        no library can read those in a pattern or mask.
        """
        before, self.is_unread = self.is_unread, True
        yield
        self.is_unread = before

    def find(self, value: Any, kind: object) -> Any:
        """The copy that was made of an indirect object as this kind."""
        return self._copies.get((value.objgen, kind)) if is_indirect(value) else None

    def remember(self, value: Any, kind: object, copy: Any) -> Any:
        if is_indirect(value):
            self._copies[value.objgen, kind] = copy
        return copy

    def dictionary(self, value: Any, kind: object) -> Dictionary:
        """A new dictionary in place of this one; indirect if it is."""
        new = Dictionary()
        return (
            self.remember(value, kind, self.target.make_indirect(new))
            if is_indirect(value)
            else new
        )

    def stream(self, value: Any, kind: object, data: bytes = b"") -> Stream:
        return self.remember(value, kind, self.target.make_stream(data))


def is_indirect(value: Any) -> bool:
    return isinstance(value, Object) and value.is_indirect


def fill(copy: Copy, new: Object, value: Any, rules: Rules) -> None:
    for key, rule in rules.items():
        if (entry := value.get(key)) is not None and (copied := rule(copy, entry)) is not None:
            new[key] = copied


def entries(rules: Rules) -> Rule:
    """A rule for a dictionary with the entries of this list."""

    def rule(copy: Copy, value: Any) -> Any:
        if not isinstance(value, Dictionary):
            return None
        if (new := copy.find(value, id(rules))) is None:
            new = copy.dictionary(value, id(rules))
            fill(copy, new, value, rules)
        return new

    return rule


def each(item: Rule) -> Rule:
    """A rule for an array, applied to each of its values."""

    def rule(copy: Copy, value: Any) -> Any:
        if not isinstance(value, Array):
            return None
        copied = [item(copy, part) for part in value.as_list()]
        return Array([part for part in copied if part is not None])

    return rule


def either(*rules: Rule) -> Rule:
    def rule(copy: Copy, value: Any) -> Any:
        return next(
            (copied for choice in rules if (copied := choice(copy, value)) is not None), None
        )

    return rule


def one_of(*names: str) -> Rule:
    return lambda _copy, value: anew(name) if (name := plain_name(value)) in names else None


def always(name: str) -> Rule:
    return lambda _copy, _value: Name(name)


def anew(name: str) -> Name:
    """A direct name in the target: an indirect one would be bound to the source."""
    return Name(f"/{name}")


def plain_name(value: Any) -> str:
    """The name without its slash; empty if it is not a name."""
    return str(value)[1:] if isinstance(value, Name) else ""


def number(_copy: Copy, value: Any) -> Any:
    is_number = isinstance(value, (int, float, Decimal)) and not isinstance(value, bool)
    return value if is_number else None


def boolean(_copy: Copy, value: Any) -> Any:
    return value if isinstance(value, bool) else None


def text(_copy: Copy, value: Any) -> Any:
    """Text that readers see or hear."""
    return String(str(value)) if isinstance(value, String) else None


def language(_copy: Copy, value: Any) -> Any:
    """A tag of a language, script and country: "ko", "zh-Hant", "en-GB"."""
    is_tag = isinstance(value, String) and LANGUAGE.fullmatch(str(value))
    return String(str(value)) if is_tag else None


numbers = each(number)
