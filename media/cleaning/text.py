"""Plain text and CSV, which hide nothing if they are what they claim to be."""

from __future__ import annotations

import re

from .refused import Refused, is_markup

# Tab, line feed, form feed, carriage return, and the escape character of ISO-2022-JP.
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


def clean_text(content: bytes) -> bytes:
    """The unchanged text; raises Refused for another kind of file with a text's suffix."""
    if is_markup(content):
        raise Refused("This is HTML or XML under the name of a text. Save it as a PDF.")
    if CONTROL.search(content) or b"%PDF-" in content[:1024]:
        raise Refused("This is no plain text. Save the text as UTF-8, or the file as a PDF.")
    return content
