"""Messages about a paste for the editor, one for each kind of thing."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

COUNTED: dict[str, Any] = {
    "footnotes": ngettext_lazy(
        "%(count)d footnote stands at the end.",
        "%(count)d footnotes stand at the end.",
        "count",
    ),
    "pictures": ngettext_lazy(
        "%(count)d picture was left out: upload it and add it as a picture.",
        "%(count)d pictures were left out: upload them and add them as pictures.",
        "count",
    ),
    "text_boxes": ngettext_lazy(
        "%(count)d text box was left out with its words.",
        "%(count)d text boxes were left out with their words.",
        "count",
    ),
    "comments": ngettext_lazy(
        "%(count)d comment was left out.", "%(count)d comments were left out.", "count"
    ),
    "deletions": ngettext_lazy(
        "%(count)d passage that somebody had deleted was left out.",
        "%(count)d passages that somebody had deleted were left out.",
        "count",
    ),
    "hidden": ngettext_lazy(
        "%(count)d hidden passage was left out.",
        "%(count)d hidden passages were left out.",
        "count",
    ),
    "underlined": ngettext_lazy(
        "%(count)d passage is underlined no more.",
        "%(count)d passages are underlined no more.",
        "count",
    ),
}
_BELOW = _("Links in headings, tables and quotations now stand below them.")
_TAKEN_APART = _("A table was taken apart into paragraphs.")
FLATTENED = _("Headings, tables and quotations became paragraphs; a body holds them as they were.")
_CODE = _("Forms, drawings and code were left out.")
_PLAYER = _("A video or a sound that cannot be shown became a link.")
NOTED: dict[str, Any] = {
    **{f"link-in-{place}": _BELOW for place in ("heading", "table", "quote", "caption")},
    **dict.fromkeys(["layout-table", "large-table"], _TAKEN_APART),
    **dict.fromkeys(["script", "form", "drawing"], _CODE),
    **dict.fromkeys(["unknown-embed", "media-file"], _PLAYER),
    "unsafe-link": _("A link that readers could not follow is words only."),
    "merged-cells": _("A table has merged cells: their words stand in the first one."),
    "list-start": _("A numbered list did not begin at 1; here it does."),
    "long-heading": _("A heading was too long and became a paragraph."),
    "deep-nesting": _("What was nested too deeply became plain text."),
}


def said_of(counts: Mapping[str, int], codes: Collection[str]) -> list[str]:
    """The messages, each once, for counts and for the converter's notes."""
    counted = [COUNTED[name] % {"count": counts[name]} for name in COUNTED if name in counts]
    return [*counted, *dict.fromkeys(str(NOTED[code]) for code in NOTED if code in codes)]
