"""Pure: what WordPress's own shortcodes show, as HTML of the import."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import PurePosixPath
from typing import NamedTuple

from archive.markup.parts import Note
from archive.markup.sentences import message
from archive.markup.tokens import Token
from archive.videos import embeds

from .stored import text_of, tokens, written


@dataclass
class Shortcode:
    """A shortcode as written, its attributes, and the content between its tags, if any."""

    name: str
    source: str  # its opening tag
    attributes: dict[str, str] = field(default_factory=dict)
    bare: list[str] = field(default_factory=list)  # words without a name
    content: str | None = None


class Replacement(NamedTuple):
    """The replacement of a shortcode, and whether it includes the content."""

    tokens: list[Token]
    has_content: bool = False


ATTRIBUTES = r"""(?:[^<>"']++|(?<==)"[^"]*+"|(?<==)'[^']*+')*+>"""  # up to the end of the tag
_IMG = rf"<img(?=[\s/]){ATTRIBUTES}"
_IMAGE = re.compile(rf"<a(?=\s){ATTRIBUTES}\s*+{_IMG}\s*+</a>|{_IMG}", re.IGNORECASE)
_ATTACHMENT = re.compile(r"(?:attachment_)?([0-9]{1,18})", re.ASCII)
_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)
_NEWLINES = re.compile(r"[ \t]*+\n\s*+")
_URL = re.compile(r"""https?://[^\s<>"'\]]+""", re.IGNORECASE)
# By the end of a shortcode's name, the address in which a video's number is inserted.
VIDEOS = {
    "youtube": (re.compile(r"[\w-]{11}", re.ASCII), "https://www.youtube.com/watch?v="),
    "vimeo": (re.compile(r"[0-9]{1,12}", re.ASCII), "https://vimeo.com/"),
}
_SOURCES = (
    *("src", "mp4", "m4v", "webm", "ogv", "flv", "wmv"),
    *("mp3", "m4a", "ogg", "wav", "wma", "flac"),
)


def figure_of(kind: str, inner: str, **data: str) -> Token:
    """A figure of the import's HTML; name data without "data-"."""
    attributes = "".join(f' data-{name}="{escape(value)}"' for name, value in data.items())
    return Token("figure", f'<figure data-wp="{kind}"{attributes}>{inner}</figure>', "figure")


def embed_of(url: str) -> Token:
    """A video or anything else at that address (entities decoded)."""
    return Token("figure", f'<iframe src="{escape(url)}"></iframe>', "iframe")


def figure(code: Shortcode, notes: list[Note]) -> Replacement | None:
    """What it shows; None if it has to stay as written."""
    return FIGURES[code.name](code, notes)


def _caption(code: Shortcode, notes: list[Note]) -> Replacement | None:
    images = _IMAGE.findall(code.content or "")
    if code.content is None or not images:
        return None
    words = _IMAGE.sub(" ", code.content).strip()
    caption = code.attributes.get("caption", "").strip() or words
    caption_html = _NEWLINES.sub("<br />\n", written(tokens(caption)))
    inner = "".join(images) + (f"<figcaption>{caption_html}</figcaption>" if caption_html else "")
    match = _ATTACHMENT.fullmatch(code.attributes.get("id", ""))
    result = [figure_of("caption", inner, **({"attachment": match[1]} if match else {}))]
    if words and caption != words:  # in addition to the caption attribute
        result += tokens(words)
    return Replacement(result, has_content=True)


def _gallery(code: Shortcode, notes: list[Note]) -> Replacement:
    id_list = code.attributes.get("ids") or code.attributes.get("include") or ""
    data = {"ids": ",".join(_NUMBER.findall(id_list))}
    if not data["ids"]:  # otherwise WordPress queries neither
        for name, attribute in (("of", "id"), ("exclude", "exclude")):
            if numbers := _NUMBER.findall(code.attributes.get(attribute, "")):
                data[name] = ",".join(numbers)
    return Replacement([figure_of("gallery", "", **data)])


def _embed(code: Shortcode, notes: list[Note]) -> Replacement | None:
    content = text_of(code.content or "").strip()
    for candidate in (content, code.attributes.get("src", ""), *code.bare):
        if match := _URL.fullmatch(unescape(candidate.lstrip("=").strip())):
            return Replacement([embed_of(match[0])], has_content=candidate == content)
    return None


def _video(code: Shortcode, notes: list[Note]) -> Replacement | None:
    number, page = VIDEOS[code.name]
    if embed := _embed(code, notes):
        return embed
    content = (code.content or "").strip()
    names = [code.attributes.get(name, "") for name in ("id", "v", "clip_id", "video")]
    for candidate in (content, *code.bare, *names):
        written_id = candidate.lstrip("=").strip()
        if _URL.match(written_id):
            return Replacement([embed_of(unescape(written_id))], has_content=candidate == content)
        if number.fullmatch(written_id):
            return Replacement([embed_of(page + written_id)], has_content=candidate == content)
    return None


def _media(code: Shortcode, notes: list[Note]) -> Replacement | None:
    sources = [code.attributes.get(name, "") for name in _SOURCES]
    urls = [unescape(url).strip() for url in dict.fromkeys([*sources, *code.bare]) if "/" in url]
    if code.attributes.get("poster"):
        sentence = message("“%(tag)s” names a picture of its own.")
        notes.append(Note("video-poster", sentence, {"tag": code.source[:300]}))
    return Replacement([_media_of(url) for url in urls]) if urls else None


def _media_of(url: str) -> Token:
    if embeds.video(url):
        return embed_of(url)
    return Token("figure", f'<p><a href="{escape(url)}">{escape(url)}</a></p>', "p")


def named_by(attributes: dict[str, str]) -> list[Token] | None:
    """A link to the file or page, or a video, that an unknown shortcode names; otherwise None."""
    names = ("url", "file", "src", "href", "link", "pdf", "source", "video")
    for name in names:
        url = unescape(attributes.get(name, "")).strip()
        if embeds.video(url):
            return [embed_of(url)]
        if _URL.fullmatch(url) or url.startswith("/wp-content/"):
            own = (attributes.get(name, "") for name in ("text", "title", "label", "name"))
            words = next(filter(None, own), PurePosixPath(url).name or url)
            tag = f'<a href="{escape(url)}">'
            text = escape(unescape(words), quote=False)
            return [Token("start", tag, "a"), Token("text", text), Token("end", "</a>", "a")]
    return None


def _code(code: Shortcode, notes: list[Note]) -> Replacement | None:
    if code.content is None:
        return None
    source = escape(unescape(code.content).strip("\n"), quote=False)
    return Replacement([Token("figure", f"<pre>{source}</pre>", "pre")], has_content=True)


FIGURES: dict[str, Callable[[Shortcode, list[Note]], Replacement | None]] = {
    "audio": _media,
    "caption": _caption,
    **dict.fromkeys(("code", "sourcecode", "codesyntax", "css", "php", "python", "bash"), _code),
    "embed": _embed,
    "gallery": _gallery,
    "video": _media,
    "vimeo": _video,
    "wp_caption": _caption,
    "youtube": _video,
}
