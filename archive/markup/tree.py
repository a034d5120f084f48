"""Pure: HTML as a tree of blocks whose leaves are styled words, breaks, pictures and players.

Inline tags are not nodes, but the style of a leaf: they may overlap, and enclose blocks. Nesting
beyond any real post is flattened at a limit, so that code may recurse.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Set
from dataclasses import dataclass, field

from . import links
from .elements import BLOCKS, FORMATTING, HEADINGS, LATE, PLAYERS
from .marks import Marks
from .parts import Note
from .rich_text import Break, Run, Style
from .sentences import message
from .styles import OpenTag, OpenTags
from .tokens import feed

DEPTH = 50


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in the text."""

    source: str
    alt: str
    attachment: int | None
    href: str = ""
    is_attachment_link: bool = False  # the link around it leads to the picture's attachment page


@dataclass(frozen=True, slots=True)
class Player:
    """A frame or a media file."""

    tag: str
    url: str


Leaf = Run | Break | Image | Player


@dataclass(slots=True)
class Element:
    """A block; `tag` is the tag that closes it, `name` its meaning."""

    name: str
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Element | Leaf] = field(default_factory=list)
    outside: tuple[OpenTag, ...] = ()  # the inline tags that are open around it

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()


Node = Element | Leaf

_CELLS = {"td", "th", "caption"}
_HOLDERS = _CELLS | {"table", "blockquote", "figure"}
_GROUPS = ("thead", "tbody", "tfoot")
_ROWS = {"tr", *_GROUPS}
# What a start tag closes (the outermost of its kind up to a container), and that container.
_ENDS: dict[str, tuple[Set[str], Set[str]]] = {
    "li": ({"li"}, _HOLDERS | {"ul", "ol", "menu", "dir"}),
    **dict.fromkeys(("dt", "dd"), ({"dt", "dd"}, _HOLDERS | {"dl"})),
    **dict.fromkeys(_CELLS, (_CELLS, {"table", "tr"})),
    "tr": ({"tr", "caption"}, {"table"}),
    **dict.fromkeys(_GROUPS, (_ROWS | {"caption"}, {"table"})),
    **dict.fromkeys(HEADINGS, (HEADINGS, BLOCKS - HEADINGS)),
}
_TABLE_PARTS = {"table"} | _CELLS | _ROWS
_ROLES = {"wp-caption": "figure", "gallery-item": "figure", "wp-caption-text": "figcaption"}
_SCRIPT = "script", message("<%(tag)s> was code, not words, and is left out (%(count)d).")
_FORM = "form", message("<%(tag)s> cannot work here; its words are kept (%(count)d).")
_DRAWING = "drawing", message("<%(tag)s> was a drawing in code and is left out (%(count)d).")
_NAMED = {
    **dict.fromkeys(("script", "style"), _SCRIPT),
    **dict.fromkeys(("form", "input", "textarea", "select"), _FORM),
    **dict.fromkeys(("svg", "canvas"), _DRAWING),
}
_ATTACHMENT = re.compile(r"(?:^|\s)wp-image-(\d{1,15})(?=\s|$)")


def tree(html: str, language: str = "") -> tuple[Element, list[Note]]:
    """The root of the tree, and notes on what could not be included.

    The language is that of quotation marks.
    """
    builder = _Builder(language)
    feed(html, builder)
    return builder.stack[0], builder.notes()


def _role(name: str, attributes: dict[str, str]) -> str:
    if "class" not in attributes:
        return name
    return next((_ROLES[word] for word in attributes["class"].split() if word in _ROLES), name)


class _Builder:
    def __init__(self, language: str) -> None:
        self.stack = [Element("", "")]
        self.marks = Marks(language)
        self.anchors = 0
        self.areas = 0
        self.inline = OpenTags()
        self.beyond: Counter[str] = Counter()  # open blocks beyond the limit
        self.preformatted = 0
        self.is_too_deep = False
        self.unsafe: dict[str, None] = {}
        self.named: Counter[str] = Counter()
        self.meanings: dict[str, None] = {}  # of abbreviations, in their tooltips
        self.posters: dict[str, None] = {}  # pictures of videos before they are played

    def notes(self) -> list[Note]:
        notes = [
            Note(code, sentence, {"tag": name, "count": count}, is_loss=code == "drawing")
            for name, (code, sentence) in _NAMED.items()
            if (count := self.named[name])
        ]
        for href in self.unsafe:
            sentence = message("A link may not lead to “%(href)s”; its words are kept.")
            notes.append(Note("unsafe-link", sentence, {"href": href[:500]}))
        for address in self.posters:
            sentence = message("“%(tag)s” names a picture of its own.")
            tag = f'<video poster="{address[:300]}">'
            notes.append(Note("video-poster", sentence, {"tag": tag}))
        if self.meanings:
            sentence = message("What abbreviations mean was shown under the mouse: %(words)s.")
            notes.append(Note("abbreviation", sentence, {"words": "; ".join(self.meanings)}))
        if self.areas:
            sentence = message(
                "Parts of a picture were links, which stand below it now (%(count)d)."
            )
            notes.append(Note("picture-link", sentence, {"count": self.areas}))
        if self.anchors:
            sentence = message(
                "Links to places within the post, as of footnotes, are words now (%(count)d)."
            )
            notes.append(Note("anchor-link", sentence, {"count": self.anchors}))
        if self.is_too_deep:
            sentence = message(
                "Blocks are nested more than %(depth)d deep; the deeper ones became plain text."
            )
            notes.append(Note("deep-nesting", sentence, {"depth": DEPTH}))
        return notes

    def words(self, text: str) -> None:
        children, style = self.stack[-1].children, self.inline.style
        if not self.preformatted:
            children.append(Run(text, style))
            return
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
            if number:
                children.append(Break())
            children.append(Run(re.sub("(?<= ) |^ |\t", "\N{NO-BREAK SPACE}", line), style))

    def open(self, name: str, attributes: dict[str, str]) -> None:
        if name in _NAMED:
            self.named[name] += 1
        if name in BLOCKS:
            self._open_block(name, attributes)
        elif name == "a":
            self._open_link(attributes)
        elif name == "br":
            self.stack[-1].children.append(Break())
        elif name in ("img", "image"):
            self._image(attributes)
        elif name == "area":
            self._area(attributes)
        elif name in PLAYERS or name == "param":
            self._player(name, attributes)
        else:
            if name in ("abbr", "acronym") and attributes.get("title"):
                self.meanings[attributes["title"]] = None
            self.inline.open(name, attributes)
            self._mark(self.marks.opened(name, attributes, self._last_words()))

    def _mark(self, mark: str) -> None:
        if mark:
            self.stack[-1].children.append(Run(mark, self.inline.style))

    def _last_words(self) -> str:
        last = self.stack[-1].children[-1:]
        return last[0].text if last and isinstance(last[0], Run) else ""

    def _open_block(self, name: str, attributes: dict[str, str]) -> None:
        if self.stack[-1].tag == "p":
            self._pop()
        if name in _ENDS:
            self._end_implied(*_ENDS[name])
        if name in _ROWS and any(element.tag == "table" for element in self.stack):
            while self.stack[-1].tag not in ("table", *_GROUPS):  # a form around its rows
                self._pop()
        if len(self.stack) > DEPTH:
            self.is_too_deep = True
            self.beyond[name] += name != "hr"
            self.stack[-1].children.append(Element("", ""))
            return
        element = Element(_role(name, attributes), name, attributes, [], self.inline.tags)
        self.stack[-1].children.append(element)
        if name != "hr":
            self.stack.append(element)
            self.inline.open(name, {})
            self.preformatted += name == "pre"

    def _end_implied(self, ended_tags: Set[str], containers: Set[str]) -> None:
        target = 0
        for at in range(len(self.stack) - 1, 0, -1):
            if self.stack[at].tag in containers:
                break
            if self.stack[at].tag in ended_tags:
                target = at
        while target and len(self.stack) > target:
            self._pop()

    def _open_link(self, attributes: dict[str, str]) -> None:
        self.inline.open_link(self._href(attributes), attributes)

    def _href(self, attributes: dict[str, str]) -> str:
        """The target of a link; "" if only its text is kept."""
        href = links.written(attributes.get("href", ""))
        if href.startswith("#"):  # the anchors do not exist any more
            self.anchors += len(href) > 1
            return ""
        if not links.is_safe(href):
            self.unsafe[href] = None
            return ""
        return href

    def _area(self, attributes: dict[str, str]) -> None:
        """An area of an image map, as a link in a paragraph of its own."""
        href = self._href(attributes)
        words = attributes.get("alt", "").strip() or href
        if words:
            self.areas += bool(href)
            link = Run(words, Style(href))
            self.stack[-1].children.append(Element("p", "p", children=[link]))

    def _image(self, attributes: dict[str, str]) -> None:
        source = links.written(attributes.get("src", ""))
        if not source or source.startswith("data:"):
            lazy = (attributes.get(name, "") for name in LATE)
            source = next(filter(None, map(links.written, lazy)), source)
        digits = _ATTACHMENT.search(attributes.get("class", ""))
        attachment = links.number(digits[1] if digits else attributes.get("data-id", ""))
        href = self.inline.style.href
        is_page = bool(href) and "attachment" in self.inline.link.get("rel", "")
        alt = " ".join(attributes.get("alt", "").split())
        if source or attachment:
            self.stack[-1].children.append(Image(source, alt, attachment, href, is_page))
        elif alt:  # browsers show these words for a picture without an address
            self.stack[-1].children.append(Run(f" {alt} ", self.inline.style))

    def _player(self, name: str, attributes: dict[str, str]) -> None:
        url = attributes.get(PLAYERS.get(name, ""), "")
        if name == "param" and attributes.get("name", "").lower() in ("movie", "src", "url"):
            url = attributes.get("value", "")
        if poster := links.written(attributes.get("poster", "")):
            self.posters[poster] = None
        if url := links.written(url):
            self.stack[-1].children.append(Player(name, url))

    def close(self, name: str) -> None:
        if name not in BLOCKS:
            self._mark(self.marks.closed(name))
            self.inline.close(name)
            return
        if self.beyond[name]:
            self.beyond[name] -= 1
            self.stack[-1].children.append(Element("", ""))
            return
        for at in range(len(self.stack) - 1, 0, -1):
            tag = self.stack[at].tag
            if tag == name or (tag in HEADINGS and name in HEADINGS):
                while len(self.stack) > at:
                    self._pop()
                return
            if (tag in _CELLS and name not in _TABLE_PARTS) or tag == "table":
                break
        if name == "p":  # it began with the text before it, as in browsers
            self.inline.back_to(self.stack[-1].outside, keeps=FORMATTING)
        self.stack[-1].children.append(Element("", ""))

    def _pop(self) -> None:
        element = self.stack.pop()
        keeps = frozenset[str]() if element.tag in _CELLS else FORMATTING
        self.inline.back_to(element.outside, keeps=keeps)
        self.preformatted -= element.tag == "pre"
        self.beyond.clear()
