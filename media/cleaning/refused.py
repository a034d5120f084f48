"""What is not taken, whatever its name says."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any


class Refused(ValueError):
    """A file that is not taken; the sentence says to an editor why, and what to do."""

    def __init__(self, sentence: str, **values: Any) -> None:
        super().__init__(sentence)
        self.sentence, self.values = sentence, values

    def __reduce__(self) -> tuple[Any, ...]:
        """Come out of another process as it went in, values included."""
        return partial(Refused, **self.values), (self.sentence,)

    def said(self, translate: Callable[[str], str]) -> str:
        """Return the sentence as `translate` has it, with the values of this file."""
        return translate(self.sentence) % self.values

    def __str__(self) -> str:
        return self.said(str)


def is_markup(content: bytes) -> bool:
    start = content[:1024].replace(b"\0", b"")  # UTF-16 too
    return start.lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").startswith(b"<")
