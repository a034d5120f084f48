"""What formatted text may hold: the editor's buttons, and the same list for imported text."""

from __future__ import annotations

import nh3

from cms.uri import unwrapped

# No headings: a heading is a block of its own, so that it has an anchor and a level.
FEATURES = [
    "bold",
    "italic",
    "superscript",
    "subscript",
    "strikethrough",
    "ol",
    "ul",
    "hr",
    "link",
    "document-link",
]
_TAGS = {"p", "br", "hr", "a", "ol", "ul", "li", "b", "strong", "i", "em", "sup", "sub", "s", "del"}


def sanitised(source: str) -> str:
    """Stored rich text without anything that the editor has no button for.

    A link keeps its words but loses its target where that is neither a page or document of ours nor
    a web, mail or telephone address. Where Google watches it, it leads to where it seems to lead.
    """
    return nh3.clean(
        source,
        tags=_TAGS,
        attributes={"a": {"href", "linktype", "id"}, "*": {"data-block-key"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        attribute_filter=lambda _tag, name, value: unwrapped(value) if name == "href" else value,
    )
