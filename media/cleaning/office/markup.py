"""The XML of Office files: parsed without entities, with the prefixes used here."""

from __future__ import annotations

from typing import Any

from lxml import etree

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "o": "urn:schemas-microsoft-com:office:office",
    "v": "urn:schemas-microsoft-com:vml",
}
_PREFIXES = {uri: prefix for prefix, uri in NAMESPACES.items()}
Element = Any  # lxml has no types


def parsed(content: bytes) -> Element:
    """The root of a part;

    raises ValueError for a document type declaration, which Office never has.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(content, parser)
    if root.getroottree().docinfo.doctype:
        raise ValueError("a document type")
    return root


def name_of(element: Element) -> str:
    """Its prefixed name as in the specifications ("w:p"); the full name in a foreign namespace."""
    if not isinstance(element.tag, str):
        raise ValueError("an entity")
    name = etree.QName(element)
    prefix = _PREFIXES.get(name.namespace or "")
    return f"{prefix}:{name.localname}" if prefix else str(element.tag)


def qualified(name: str) -> str:
    """The name in lxml's notation: "w:val" with the namespace in braces."""
    prefix, _, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def value_of(element: Element | None, attribute: str = "w:val") -> str | None:
    return None if element is None else element.get(qualified(attribute))


def child(element: Element | None, *path: str) -> Element | None:
    """The descendant at this path, by first children; None if there is none."""
    for name in path:
        element = None if element is None else element.find(qualified(name))
    return element


def whole_number(text: str | None, default: int = 0) -> int:
    """Office's value where an integer is expected, with fractions truncated."""
    try:
        return int(float(text or default))
    except (ValueError, OverflowError):
        return default
