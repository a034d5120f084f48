"""Pure: sentences for people, which are English until the admin translates them.

A message is the sentence as catalogues have it, "%(count)d words did not arrive: %(words)s", and
its values are what stands in it. A value may be a sentence itself, or what was said of it in each
language, {"en": "…", "ja": "…"}, where no catalogue has it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

Values = Mapping[str, Any]


class Sentence(NamedTuple):
    """A message and its values."""

    message: str = ""
    values: Values = {}

    def __str__(self) -> str:
        return said(self.as_data())

    def as_data(self) -> dict[str, Any]:
        """The sentence for JSON: {"message": …, "values": {…}}."""
        return {"message": self.message, "values": dict(self.values)}


def said(
    data: Mapping[str, Any], translate: Callable[[str], str] = str, language: str = "en"
) -> str:
    """The sentence of some data: its message and values, or the text alone of an older report."""
    if language in data:
        return str(data[language])
    message, values = data.get("message", data.get("text", "")), data.get("values")
    sentence = translate(message) if message else ""
    if not values:
        return sentence
    return sentence % {
        name: said(value, translate, language) if isinstance(value, Mapping) else value
        for name, value in values.items()
    }


def message(text: str) -> str:
    """Mark a message for the catalogues where it stands in a table."""
    return text
