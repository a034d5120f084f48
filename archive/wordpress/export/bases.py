"""Pure: finds the bases of term lists in addresses, by the links of posts.

WordPress has "category" and "tag" there, or other words by a setting: "/topics/news/". An export
does not contain the setting; but links that lead to no item and end in a term's slug reveal it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from urllib.parse import unquote

_HREF = re.compile(r"""href=["']([^"'#?\s]+/[^"'#?\s]*)["']""", re.IGNORECASE)
_FILE = re.compile(r"\.\w{2,4}/?$|/wp-(?:content|includes|admin)/", re.IGNORECASE)
_ENDPOINT = re.compile(r"(?:/page/[0-9]+|/feed(?:/\w+)?)+$")
_MOST = 20_000  # distinct addresses
_KNOWN = {"category", "tag", "author", "type", "page", "feed"}


class LinkedPaths:
    """The paths of the old site that its posts link to, as far as they may be lists."""

    def __init__(self) -> None:
        self._paths = Counter[tuple[str, ...]]()  # segments below the site's root

    def learn(self, addresses: Iterable[str], key: Callable[[str], str | None], root: str) -> None:
        """Add links; `key` returns the path of one, None for another site."""
        for address in addresses:
            if _FILE.search(address) or len(self._paths) >= _MOST:
                continue
            place = _ENDPOINT.sub("", key(address) or "")
            if place and "?" not in place:
                segments = [unquote(part) for part in place.removeprefix(root).split("/") if part]
                if segments and segments[0] not in _KNOWN and not segments[0].isdecimal():
                    self._paths[tuple(segments)] += 1

    def bases(
        self, is_item: Callable[[str], bool], domain_of: Callable[[str], str]
    ) -> dict[str, str]:
        """The taxonomy of each base; "" is the base of a site whose lists have none.

        `domain_of` returns the taxonomy that has a term with this slug, or "". A base is accepted
        if most of its links that lead to no item lead to a term.
        """
        domains: dict[str, Counter[str]] = {}
        for segments in self._paths:
            if not is_item("/".join(segments)):
                base = segments[0] if len(segments) > 1 else ""
                domains.setdefault(base, Counter())[domain_of(segments[-1])] += 1
        domain_by_base: dict[str, str] = {}
        for base, counts in domains.items():
            elsewhere = counts.pop("", 0)
            if counts and (not base or counts.total() > elsewhere):
                domain_by_base[base] = counts.most_common(1)[0][0]
        return domain_by_base


def hrefs(content: str) -> list[str]:
    """The addresses of a post's links, as written."""
    return _HREF.findall(content) if "href=" in content else []
