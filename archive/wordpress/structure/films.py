"""Pure: the film that a film event is about."""

from __future__ import annotations

import re

_QUOTED = re.compile(
    '“([^“”]{1,255})”|"([^"]{1,255})"|『([^『』]{1,255})』|「([^「」]{1,255})」'
    "|《([^《》]{1,255})》|〈([^〈〉]{1,255})〉|‘([^‘’]{1,255})’"
)


def film_title(title: str) -> str:
    """The one title in quotation marks within the title of a post; "" for none or several."""
    titles = [next(filter(None, match.groups())) for match in _QUOTED.finditer(title[:1000])]
    return titles[0].strip(" ,.、") if len(titles) == 1 else ""
