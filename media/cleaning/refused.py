"""The exception for refused files, and formats that are refused whatever their name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any


class Refused(ValueError):
    """A refused file; the message tells an editor why, and what to do."""

    def __init__(self, sentence: str, **values: Any) -> None:
        super().__init__(sentence)
        self.sentence, self.values = sentence, values

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle with the values, to pass between processes."""
        return partial(Refused, **self.values), (self.sentence,)

    def said(self, translate: Callable[[str], str]) -> str:
        """The message in the language of `translate`, with the values of this file."""
        return translate(self.sentence) % self.values

    def __str__(self) -> str:
        return self.said(str)


def is_markup(content: bytes) -> bool:
    start = content[:1024].replace(b"\0", b"")  # also UTF-16
    return start.lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").startswith(b"<")
