"""Pure: the names of HTML's elements, by their role in a post."""

from __future__ import annotations

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = HEADINGS | frozenset(
    (
        *("address", "article", "aside", "blockquote", "caption", "center", "dd", "details"),
        *("dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer"),
        *("form", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p"),
        *("pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead"),
        *("tr", "ul"),
        *("optgroup", "option", "select"),  # each choice of a form is a line of its own
    )
)
# The attribute with the address of the media.
PLAYERS = {"iframe": "src", "frame": "src", "video": "src", "audio": "src", "source": "src"}
PLAYERS |= {"embed": "src", "object": "data"}
# Where plugins keep the address of a lazily loaded picture.
LATE = ("data-src", "data-lazy-src", "data-original", "data-orig-file")
# Elements that a browser reopens after the paragraph in which they were not closed.
FORMATTING = frozenset(
    (
        *("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike"),
        *("strong", "tt", "u"),
    )
)
