"""Pure: the names of HTML's elements by what they are to a post."""

from __future__ import annotations

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
BLOCKS = HEADINGS | frozenset(
    (
        *("address", "article", "aside", "blockquote", "caption", "center", "dd", "details"),
        *("dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer"),
        *("form", "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav", "ol", "p"),
        *("pre", "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead"),
        *("tr", "ul"),
        *("optgroup", "option", "select"),  # the choices of a form stand on a line each
    )
)
# The attribute in which each names what it plays.
PLAYERS = {"iframe": "src", "frame": "src", "video": "src", "audio": "src", "source": "src"}
PLAYERS |= {"embed": "src", "object": "data"}
# Where plugins keep the address of a picture that is shown late.
LATE = ("data-src", "data-lazy-src", "data-original", "data-orig-file")
# What a browser opens again after a paragraph in which it was not ended.
FORMATTING = frozenset(
    (
        *("a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike"),
        *("strong", "tt", "u"),
    )
)
