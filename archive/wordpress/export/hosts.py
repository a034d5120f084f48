"""Pure: recognises addresses of other hosts as the site's own.

* a former domain, which somebody names;
* SITE.files.wordpress.com/2010/06/x.jpg, where WordPress.com keeps wp-content/uploads;
* i0.wp.com/HOST/…, which serves a site's pictures in other sizes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from urllib.parse import SplitResult

from .addresses import split_url

_RESIZED = re.compile(r"^(?:https?:)?//i[0-9]\.wp\.com/", re.IGNORECASE)
_OF_WORDPRESS_COM = ".files.wordpress.com"
_FILE = re.compile(r"/(?:wp-content/uploads/)?([0-9]{4}/[0-9]{2}/[^/]+)")
# Hosts in addresses within a text; an address of uploads can only be that of a WordPress site.
_UPLOADED = re.compile(r"https?://([\w.-]+)/(?:[\w/-]*/)?wp-content/uploads/", re.IGNORECASE)


class Hosts:
    """The hosts of one site; those in its addresses are counted."""

    def __init__(self, former: Collection[str] = ()) -> None:
        self._former = {host_of(f"//{name}") for name in former}
        self._files: set[str] = set()  # hosts of WordPress.com that have this site's files
        self._site = SplitResult("", "", "", "", "")
        self._others = Counter[str]()

    def begin(self, site_url: str) -> None:
        """Set the site's own address, before any other is read."""
        self._site = split_url(site_url)
        name = host_of(site_url)
        if name.endswith(".wordpress.com"):
            self._files.add(name.replace(".wordpress.com", _OF_WORDPRESS_COM))

    def learn(self, *addresses: str, content: str = "") -> None:
        """Count the hosts of an item:

        in its own addresses, and in those of uploads that it names.
        """
        for address in filter(None, addresses):
            name = host_of(_RESIZED.sub("//", address))
            if name.endswith(_OF_WORDPRESS_COM):
                self._files.add(name)
            else:
                self._count(name)
        if "wp-content/uploads/" in content:
            for name in {*_UPLOADED.findall(content)}:
                self._count(host_of(f"//{name}"))

    @property
    def unnamed(self) -> list[tuple[str, int]]:
        """Hosts that may have been the site's, with the number of items that name them."""
        return self._others.most_common(20)

    def own(self, address: str) -> str:
        """The address at the site's present host if it is one of the site's; otherwise unchanged.

        A relative address stays unchanged.
        """
        full_size = _RESIZED.sub("//", address.strip())
        split = split_url(full_size)
        name = host_of(full_size)
        if name in self._files and (file := _FILE.fullmatch(split.path)):
            path = f"{self._site.path.rstrip('/')}/wp-content/uploads/{file[1]}"
            return self._site._replace(path=path).geturl()
        if name in self._former:
            return split._replace(scheme=self._site.scheme, netloc=self._site.netloc).geturl()
        return full_size if name and name == host_of(self._site.geturl()) else address

    def _count(self, name: str) -> None:
        if name and name not in {*self._former, host_of(self._site.geturl())}:
            self._others[name] += 1


def host_of(address: str) -> str:
    """The host of an address, without "www."; "" if it has none."""
    split = split_url(address)
    try:
        return (split.hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:
        return ""
