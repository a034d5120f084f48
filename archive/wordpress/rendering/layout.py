"""Pure: shortcodes of page builders, which contain text, pictures and links in attributes.

Their number is unlimited: known are the prefixes of their names, and the attributes for words,
pictures and links. What remains of one is a block on its own.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import unquote

from archive.markup.tokens import Token
from archive.videos import embeds

from .shortcode_figures import VIDEOS, Shortcode, embed_of, figure_of
from .stored import tokens

_OF_BUILDERS = re.compile(
    r"(?:vc|wpb|et_pb|fusion|av|avia|cs|x|mk|nectar|qode|eltdf|edgtf|ultimate|su|dt|themify|tatsu"
    r"|kc|bt|thb|ux|cmsms|rs|mpc|tm|stag|wolf|vcex|fl)_[a-z0-9_-]+"
)
# Ordinary words: shortcodes only in pairs or with an assignment.
_ORDINARY = re.compile(
    r"(?:inner_)?(?:row|columns?|col|section|container|tabs?|tabgroup|accordions?|toggles?|spoiler)"
    r"(?:[_-]\w+)?|(?:one|two|three|four|five)[_-](?:half|third|fourth|fifth|sixth)s?(?:[_-]last)?"
    r"|button|divider|spacer|clear|dropcap|highlight|heading|alert|message|expand|pullquote|box"
)
_HEADINGS = ("title", "heading")
_WORDS = (
    *("text", "subtitle", "subheading", "question", "answer", "label", "caption", "description"),
    *("message", "quote", "author", "cite", "name", "job_title", "company", "company_name"),
)
_PICTURES = ("image", "img", "image_url", "photo", "attachment", "src", "picture", "image_src")
_PICTURE_LISTS = ("images", "gallery_ids", "ids", "image_ids")
_LINKS = ("href", "url", "button_url", "link")
_ENCODED = {"vc_raw_html", "fusion_code"}
_NUMBERS = re.compile(r"[0-9]{1,18}", re.ASCII)
_PICTURE_FILE = re.compile(r"(?i)(?:https?:)?//[^\s<>\"']+\.(?:jpe?g|png|gif|webp|avif)(?:\?\S*)?")
_IN_LINE = {"dropcap", "highlight", "su_highlight", "su_dropcap", "x_highlight", "fusion_highlight"}
_IN_LINE |= {"fusion_dropcap", "av_dropcap1", "av_dropcap2", "vc_dropcap", "tooltip", "su_tooltip"}
SEPARATOR = Token("figure", "<div></div>", "div")


def is_of_builder(name: str) -> bool:
    return bool(_OF_BUILDERS.fullmatch(name))


def is_in_line(name: str) -> bool:
    """Whether it can be within a word."""
    return name in _IN_LINE


def is_ordinary(name: str) -> bool:
    return bool(_ORDINARY.fullmatch(name))


def shown(code: Shortcode) -> list[Token]:
    """The pictures, words and links of a builder's opening tag."""
    return [SEPARATOR, *_pictures(code), *_videos(code), *_words(code), SEPARATOR]


def linked(code: Shortcode) -> list[Token] | None:
    """Its content as the text of its link; None if it has none, or more than words."""
    words, link = (code.content or "").strip(), _link(code)
    has_own_words = any(_value(code, name) for name in (*_HEADINGS, "button_text", *_WORDS))
    if (
        not link
        or has_own_words
        or not words
        or re.search(r"[\[\n]|<(?!/?(?:b|i|em|strong)>)", words)
    ):
        return None
    return [_block(f'<p><a href="{escape(link)}">{words}</a></p>')]


def decoded(code: Shortcode) -> list[Token] | None:
    """The HTML that some keep in Base64; None for any other."""
    if code.name not in _ENCODED or not code.content:
        return None
    try:
        html = unquote(b64decode(code.content.strip(), validate=True).decode())
    except ValueError:  # not encoded
        return None
    return [SEPARATOR, *tokens(html), SEPARATOR]


def picture(address: str) -> Token | None:
    """The image, if an address between two tags is one."""
    address = unescape(address.strip())
    if not _PICTURE_FILE.fullmatch(address):
        return None
    return _block(f'<p><img src="{escape(address)}" /></p>')


def _pictures(code: Shortcode) -> Iterator[Token]:
    for name in _PICTURE_LISTS:
        if numbers := _NUMBERS.findall(code.attributes.get(name, "")):
            yield figure_of("gallery", "", ids=",".join(numbers))
    for name in _PICTURES:
        value = unescape(code.attributes.get(name, "")).strip()
        alt = escape(code.attributes.get("alt", ""))
        if _NUMBERS.fullmatch(value):
            yield _block(f'<p><img class="wp-image-{value}" alt="{alt}" /></p>')
            return
        if _PICTURE_FILE.fullmatch(value):
            yield _block(f'<p><img src="{escape(value)}" alt="{alt}" /></p>')
            return


def _words(code: Shortcode) -> Iterator[Token]:
    link = _link(code)
    if linked(code):
        return
    for name in (*_HEADINGS, "button_text", *_WORDS):
        words = _value(code, name)
        if words and link:
            yield _block(f'<p><a href="{escape(link)}">{words}</a></p>')
            link = ""
        elif words:
            is_heading = name in _HEADINGS or (name == "text" and code.name.endswith("heading"))
            yield _block(f"<h3>{words}</h3>" if is_heading else f"<p>{words}</p>")
    if link:
        yield _block(f'<p><a href="{escape(link)}">{escape(link)}</a></p>')


def _value(code: Shortcode, name: str) -> str:
    """The words of an attribute, as HTML; empty if it is a switch or a number."""
    words = unescape(unquote(code.attributes.get(name, ""))).strip()
    is_word = any(character.isalpha() for character in words)
    is_switch = words.casefold() in ("on", "off", "yes", "no", "true", "false", "none", "default")
    return escape(words, quote=False) if is_word and not is_switch else ""


def _link(code: Shortcode) -> str:
    """Its target; WPBakery writes "url:https%3A%2F%2Fa.example|title:…"."""
    for name in _LINKS:
        value = unescape(code.attributes.get(name, "")).strip()
        if value.startswith("url:"):
            value = unquote(value.removeprefix("url:").partition("|")[0])
        if value.startswith(("http://", "https://", "/", "mailto:")):
            is_shown = _PICTURE_FILE.fullmatch(value) or embeds.video(value)
            return "" if is_shown else value
    return ""


def _videos(code: Shortcode) -> Iterator[Token]:
    for name in ("src", "link", "url", "video", "video_url", "video_link", "href", "id"):
        value = unescape(code.attributes.get(name, "")).strip()
        for provider, (number, page) in VIDEOS.items():
            if name == "id" and code.name.endswith(provider) and number.fullmatch(value):
                value = page + value
        if embeds.video(value):
            yield embed_of(value)
            return


def _block(html: str) -> Token:
    return Token("figure", html, "p")
