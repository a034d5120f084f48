"""Pure: the HTML of WordPress's blocks of pictures, files and videos in the import's vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import escape, unescape
from typing import Any

from archive.wordpress.tokens import Token, tokens, written

from .shortcode_figures import ATTRIBUTES, TAG, embed_of, figure_of

_FIGURE = re.compile(rf"<figure(?=[\s>]){ATTRIBUTES}", re.IGNORECASE)
_IMAGE_CLASS = re.compile(r"\bwp-image-([0-9]{1,18})\b", re.ASCII)
_IDS = (  # the surest first
    re.compile(r'\bdata-attachment="([0-9]{1,18})"', re.ASCII),
    _IMAGE_CLASS,
    re.compile(r'\bdata-id="([0-9]{1,18})"', re.ASCII),
)
_CAPTION = re.compile(
    rf"<figcaption(?=[\s>]){ATTRIBUTES}((?:[^<]++|<(?!/figcaption))*+)</figcaption>", re.IGNORECASE
)
_URL = re.compile(r"""https?://[^\s<>"']++""", re.IGNORECASE)
# Two words, or one in a script that has no spaces between them.
_PROSE = re.compile(r"\w{2,}\W*\s\W*\w{2,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]{2}")
# What readers see of a block that keeps its words in its attributes.
_WORDS = ("title", "label", "content", "text", "value", "quote", "citation", "caption", "alt")

FIGURES = frozenset(("image", "gallery", "embed", "file"))


def figure_block(name: str, html: str, attributes: dict[str, Any]) -> Token | None:
    """The block as one figure; None where its HTML is no such thing."""
    make = {"image": _image, "gallery": _gallery, "embed": _embed, "file": _file}[name]
    return make(html, attributes)


def cover(attributes: dict[str, Any]) -> Token | None:
    """The picture of a block that names it in its attributes only."""
    url, alt = attributes.get("url"), attributes.get("alt")
    if not isinstance(url, str) or not url:
        return None
    alt = escape(alt) if isinstance(alt, str) else ""
    number = _number(attributes.get("id"))
    data = {"attachment": number} if number else {}
    return figure_of("caption", f'<img src="{escape(url)}" alt="{alt}" />', **data)


def words(attributes: dict[str, Any]) -> Token | None:
    """A paragraph of what readers see of attributes; None where that is nothing."""
    values = [attributes[name] for name in _WORDS if isinstance(attributes.get(name), str)]
    text = " ".join(written(tokens(value)) for value in values if value)
    url = attributes.get("url")
    if isinstance(url, str) and url:
        text = f'<a href="{escape(url)}">{text or escape(url)}</a>'
    html = f"<p>{text}</p>" if text else ""
    html += "".join(f"<div>{written(tokens(value))}</div>" for value in _prose(attributes))
    return Token("figure", html, "div") if html else None


def _prose(attributes: dict[str, Any]) -> Iterator[str]:
    """The fields of ACF that hold words and not a setting, in their order."""
    fields = attributes.get("data")
    for name, value in fields.items() if isinstance(fields, dict) else ():
        is_words = isinstance(value, str) and _PROSE.search(TAG.sub(" ", value))
        if is_words and not name.startswith("_") and not _URL.fullmatch(value):
            yield value


def _image(html: str, attributes: dict[str, Any]) -> Token | None:
    if "<img" not in html.lower():
        return None
    by_class = _IMAGE_CLASS.search(html)
    number = _number(attributes.get("id")) or (by_class[1] if by_class else "")
    return _as_figure("caption", html, {"attachment": number} if number else {})


def _gallery(html: str, attributes: dict[str, Any]) -> Token | None:
    id_list = attributes.get("ids")
    ids = list(filter(None, map(_number, id_list))) if isinstance(id_list, list) else []
    ids_by_pattern = (list(dict.fromkeys(pattern.findall(html))) for pattern in _IDS)
    ids = ids or next(filter(None, ids_by_pattern), [])
    if not ids and "<img" not in html.lower():
        return None
    return _as_figure("gallery", html, {"ids": ",".join(ids)}, only_first=True)


def _as_figure(kind: str, html: str, data: dict[str, str], only_first: bool = False) -> Token:
    """The HTML's own figure with our attributes, or a figure around it."""
    html = html.strip()
    match = _FIGURE.match(html) if only_first else _FIGURE.search(html)
    if not match:
        return figure_of(kind, html, **data)
    start = match.start() + len("<figure")
    attributes = "".join(f' data-{name}="{value}"' for name, value in {"wp": kind, **data}.items())
    return Token("figure", html[:start] + attributes + html[start:], "figure")


def _embed(html: str, attributes: dict[str, Any]) -> Token | None:
    caption = _CAPTION.search(html)
    remaining_text = TAG.sub(" ", _CAPTION.sub(" ", html)).strip()
    url_attribute = attributes.get("url")
    url = (
        url_attribute
        if isinstance(url_attribute, str) and url_attribute
        else unescape(remaining_text)
    )
    if not _URL.fullmatch(url):
        return None
    embed = embed_of(url, caption[1].strip() if caption else "")
    if not remaining_text or _URL.fullmatch(unescape(remaining_text)):
        return embed
    return replace(embed, raw=f"{embed.raw}<p>{remaining_text}</p>")


def _file(html: str, attributes: dict[str, Any]) -> Token | None:
    number = _number(attributes.get("id"))
    start = html.find("<div")
    if not number or start < 0:
        return None
    start += len("<div")
    return Token("figure", f'{html[:start]} data-attachment="{number}"{html[start:]}', "div")


def _number(value: Any) -> str:
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    return text if re.fullmatch(r"[0-9]{1,18}", text, re.ASCII) else ""
