"""Pure: converts Wagtail's stored rich text to clean HTML, plain text and Portable Text.

Stored links name their target (`<a linktype="page" id="5">`); the caller passes the addresses of
these as `targets`. A link to anything else is reduced to its text. The same text with the same
links always gives the same result, so recent results are cached: callers must not modify them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import Any

import nh3
from bs4 import BeautifulSoup, Comment, NavigableString, Tag

from cms.uri import SCHEMES, is_safe, to_uri

Target = tuple[str, int]  # ("page", 5) or ("document", 7)

KEPT = 2_048  # texts, a few megabytes
DROPPED = {"script", "style", "template", "iframe", "object", "embed", "svg", "math", "noscript"}
DROPPED_WHOLE = DROPPED - {"embed"}  # this one has no end tag, and contains nothing
STYLES = {"h2": "h2", "h3": "h3", "h4": "h4", "h5": "h5", "h6": "h6", "blockquote": "blockquote"}
MARKS = {
    "b": "strong",
    "strong": "strong",
    "i": "em",
    "em": "em",
    "u": "underline",
    "s": "strike-through",
    "del": "strike-through",
    "code": "code",
    "sub": "sub",
    "sup": "sup",
}
LISTS = {"ul": "bullet", "ol": "number"}
LINES = {"p", "li", "div", "tr", "td", "dt", "dd", "figure", "figcaption", "pre", *STYLES}
TAGS = {"p", "br", "hr", "a", "ul", "ol", "li", "pre", "span", *MARKS, *STYLES}
_LINE_TAG = re.compile(rf"</?(?:{'|'.join([*LINES, *LISTS, 'br', 'hr'])})\b[^>]*>", re.IGNORECASE)
# Characters that a database cannot store, and no reader sees.
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\s]+")


@lru_cache(maxsize=KEPT)
def link_targets(source: str) -> tuple[Target, ...]:
    """The targets of the stored links in `source`, sorted."""
    if "linktype" not in source:
        return ()
    anchors = _parsed(source).find_all("a", linktype=True)
    return tuple(sorted({target for anchor in anchors if (target := _target(anchor))}))


def external_links(source: str) -> list[str]:
    """The web addresses that `source` links to, in order."""
    if "http" not in source.lower():
        return []
    hrefs = [_href(anchor, {}) or "" for anchor in _parsed(source).find_all("a", href=True)]
    return [href for href in hrefs if href.lower().startswith(("http://", "https://"))]


def html(source: str, targets: Mapping[Target, str]) -> str:
    """Sanitised HTML; each stored link is resolved, or replaced by its text."""
    return _html(source, _resolved(source, targets))


@lru_cache(maxsize=KEPT)
def text(source: str) -> str:
    """Plain text, one line per paragraph or list item."""
    # Not from the tree: the search reads every text, and this takes a tenth of the time.
    lines = _LINE_TAG.sub(r"\n\g<0>\n", _UNSEEN.sub(" ", source))
    return plain(unescape(nh3.clean(lines, tags=set(), clean_content_tags=DROPPED_WHOLE)))


def plain(text: str) -> str:
    """Plain text as readers see it, without empty lines and invisible characters."""
    lines = (_UNSEEN.sub(" ", line).strip() for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def portable_text(source: str, targets: Mapping[Target, str]) -> list[dict[str, Any]]:
    """Portable Text blocks; their keys number them from the start of the text."""
    return _portable_text(source, _resolved(source, targets))


Resolved = tuple[tuple[Target, str], ...]


def _resolved(source: str, targets: Mapping[Target, str]) -> Resolved:
    return tuple((target, targets[target]) for target in link_targets(source) if target in targets)


@lru_cache(maxsize=KEPT)
def _html(source: str, targets: Resolved) -> str:
    soup, addresses = _parsed(source), dict(targets)
    for anchor in soup.find_all("a"):
        href = _href(anchor, addresses)
        if href is None:
            anchor.unwrap()
        else:
            anchor.attrs = {"href": href}
    return nh3.clean(
        str(soup),
        tags=TAGS,
        clean_content_tags=DROPPED_WHOLE,
        attributes={"a": {"href"}, "span": {"lang"}, "p": {"lang"}},
        url_schemes=SCHEMES,
        link_rel=None,
    )


@dataclass
class _Writer:
    """Collects Portable Text blocks while the tree is walked."""

    targets: Mapping[Target, str]
    blocks: list[dict[str, Any]] = field(default_factory=list)
    current: dict[str, Any] | None = None

    def open(self, style: str, **properties: Any) -> dict[str, Any]:
        self.current = {
            "_type": "block",
            "_key": f"b{len(self.blocks)}",
            "style": style,
            **properties,
            "markDefs": [],
            "children": [],
        }
        self.blocks.append(self.current)
        return self.current

    def write(self, words: str, marks: list[str]) -> None:
        if self.current is None and not words.strip():
            return
        block = self.current or self.open("normal")
        spans = block["children"]
        if spans and spans[-1]["marks"] == marks:
            spans[-1]["text"] += words
        else:
            key = f"{block['_key']}s{len(spans)}"
            spans.append({"_type": "span", "_key": key, "text": words, "marks": marks})

    def link(self, href: str) -> str:
        block = self.current or self.open("normal")
        key = f"{block['_key']}l{len(block['markDefs'])}"
        block["markDefs"].append({"_type": "link", "_key": key, "href": href})
        return key


@lru_cache(maxsize=KEPT)
def _portable_text(source: str, targets: Resolved) -> list[dict[str, Any]]:
    writer = _Writer(dict(targets))
    _walk(_parsed(source), writer, [], [])
    return [block for block in writer.blocks if block["_type"] != "block" or block["children"]]


def _walk(node: Tag, writer: _Writer, marks: list[str], lists: list[str]) -> None:
    for child in node.children:
        if isinstance(child, NavigableString):
            if type(child) is NavigableString:
                writer.write(str(child), marks)
        elif isinstance(child, Tag) and child.name not in DROPPED:
            _element(child, writer, marks, lists)


def _element(tag: Tag, writer: _Writer, marks: list[str], lists: list[str]) -> None:
    name = tag.name
    if name == "br":
        writer.write("\n", marks)
    elif name == "hr":
        writer.blocks.append({"_type": "break", "_key": f"b{len(writer.blocks)}"})
        writer.current = None
    elif name in LISTS:
        _walk(tag, writer, marks, [*lists, LISTS[name]])
        writer.current = None
    elif name == "a":
        href = _href(tag, writer.targets)
        _walk(tag, writer, [*marks, writer.link(href)] if href else marks, lists)
    elif name in MARKS:
        _walk(tag, writer, marks if MARKS[name] in marks else [*marks, MARKS[name]], lists)
    elif name in LINES:
        item = {"listItem": lists[-1], "level": len(lists)} if lists and name == "li" else {}
        writer.open(STYLES.get(name, "normal"), **item)
        _walk(tag, writer, marks, lists)
        writer.current = None
    else:
        _walk(tag, writer, marks, lists)


def _href(anchor: Tag, targets: Mapping[Target, str]) -> str | None:
    """The address of a link; None if it leads nowhere or must not be followed."""
    if anchor.get("linktype"):
        target = _target(anchor)
        return targets.get(target) if target else None
    href = "".join(str(anchor.get("href") or "").split())
    return to_uri(href) if is_safe(href) else None


def _target(anchor: Tag) -> Target | None:
    key = str(anchor.get("id") or "")
    return (str(anchor["linktype"]), int(key)) if key.isdecimal() and len(key) < 10 else None


def _parsed(source: str) -> BeautifulSoup:
    soup = BeautifulSoup(source, "html.parser")
    for comment in soup.find_all(string=lambda string: isinstance(string, Comment)):
        comment.extract()
    return soup
