"""Pure: visible content that is only in a block's attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Any

from archive.markup.tokens import Token

from .shortcode_figures import figure_of
from .stored import text_of, tokens, written

# Two words, or one in a script without spaces.
_PROSE = re.compile(r"\w{2,}\W*\s\W*\w{2,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2}")
_URL = re.compile(r"""https?://[^\s<>"']++""", re.IGNORECASE)
_WORDS = ("title", "label", "content", "text", "value", "quote", "citation", "caption", "alt")


def cover(attributes: dict[str, Any]) -> list[Token]:
    """The picture that a block names; empty if it names none."""
    url, alt, id = (attributes.get(name) for name in ("url", "alt", "id"))
    if not isinstance(url, str) or not url:
        return []
    alt = escape(alt) if isinstance(alt, str) else ""
    class_ = f' class="wp-image-{id}"' if isinstance(id, int) else ""
    return [figure_of("caption", f'<img src="{escape(url)}" alt="{alt}"{class_} />')]


def words(attributes: dict[str, Any]) -> list[Token]:
    """A paragraph of the words in attributes, and one of each field that contains any."""
    values = [attributes[name] for name in _WORDS if isinstance(attributes.get(name), str)]
    text = " ".join(written(tokens(value)) for value in values if value)
    url = attributes.get("url")
    if isinstance(url, str) and url:
        text = f'<a href="{escape(url)}">{text or escape(url)}</a>'
    html = f"<p>{text}</p>" if text else ""
    html += "".join(f"<div>{written(tokens(value))}</div>" for value in _prose(attributes))
    return [Token("figure", html, "div")] if html else []


def _prose(attributes: dict[str, Any]) -> Iterator[str]:
    """The fields of ACF that contain words and not a setting, in order."""
    fields = attributes.get("data")
    for name, value in fields.items() if isinstance(fields, dict) else ():
        is_words = isinstance(value, str) and _PROSE.search(text_of(value))
        if is_words and not name.startswith("_") and not _URL.fullmatch(value):
            yield value
