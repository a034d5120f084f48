"""Pure: messages in English that the admin translates.

A message is the string in the catalogues, "%(count)d words did not arrive: %(words)s", with its
values. A value may be a message itself, or a text in each language, {"en": "…", "ja": "…"}, if no
catalogue has it.
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
    """The message in some data: its message and values, or only the text of an older report."""
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
    """Mark a message in a table for the catalogues."""
    return text
