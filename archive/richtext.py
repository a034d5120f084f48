"""What rich text may contain: the editor's features, also applied to imported text."""

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
    """Stored rich text without anything that the editor has no feature for.

    A link becomes text unless its target is a page or document of ours, or a web, mail or telephone
    address. Google's redirects are replaced by their targets.
    """
    return nh3.clean(
        source,
        tags=_TAGS,
        attributes={"a": {"href", "linktype", "id"}, "*": {"data-block-key"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
        attribute_filter=lambda _tag, name, value: unwrapped(value) if name == "href" else value,
    )
