"""Which web addresses may be requested, whoever entered them."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import NamedTuple
from urllib.parse import quote, urljoin, urlsplit

Address = IPv4Address | IPv6Address

PORTS = {"http": 80, "https": 443}
MOST_CHARACTERS = 4096
CONTROL = re.compile(r"[\x00-\x1f\x7f]")
HOST = re.compile(r"[a-z0-9_-][a-z0-9_.-]*")
RESERVED = "/?#%:@!$&'()*+,;=~[]"  # reserved characters, and percent signs of encoded ones

UNICAST = IPv6Network("2000::/3")  # all of public IPv6 (RFC 4291, section 2.4)
NAT64 = IPv6Network("64:ff9b::/96")  # an IPv4 address in its last 32 bits (RFC 6052)
# Public by their numbers, but used for metadata services of cloud machines.
METADATA = [IPv4Network("192.0.0.0/24"), IPv4Network("168.63.129.16/32")]


class Refused(ValueError):
    """Raised, with a sentence, for an address or an answer that is not acceptable."""


class Target(NamedTuple):
    """A parsed address."""

    scheme: str
    host: str  # as in DNS: in ASCII, in lower case
    port: int
    path: str  # with the query, percent-encoded

    @property
    def default_port(self) -> int:
        return PORTS[self.scheme]

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == self.default_port else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


def parsed(url: str, base: str = "") -> Target:
    """Parse an address, optionally relative to `base`; raises Refused if it is not on the web."""
    url = url.strip()
    if len(url) > MOST_CHARACTERS or CONTROL.search(url):
        raise Refused(f"{url[:80]!r} is not an address on the web.")
    try:
        parts = urlsplit(urljoin(base, url))
        host, port = host_in_ascii(parts.hostname or ""), parts.port
        path = quote(parts.path or "/", safe=RESERVED)
        query = f"?{quote(parts.query, safe=RESERVED)}" if parts.query else ""
    except ValueError as error:
        raise Refused(f"{url[:80]!r} is not an address on the web.") from error
    if parts.scheme not in PORTS or "@" in parts.netloc:
        raise Refused(f"{url[:80]!r} is not an address that can be asked.")
    return Target(parts.scheme, host, PORTS[parts.scheme] if port is None else port, path + query)


def host_in_ascii(host: str) -> str:
    """The host's name in DNS form; raises ValueError if it has none."""
    if ":" in host and "%" not in host:  # a zone is meaningful only on this machine
        return str(ip_address(host))
    if len(host) > 253:  # longer ones would also take the codec long
        raise ValueError("a long name")
    name = host.removesuffix(".").encode("idna").decode("ascii").lower()
    if not HOST.fullmatch(name):
        raise ValueError("no name")
    return name


def is_public(address: Address) -> bool:
    """Whether it is on the public internet, also if IPv6 carries IPv4."""
    if isinstance(address, IPv6Address):
        if address in NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.ipv4_mapped:
            return is_public(address.ipv4_mapped)
        if address not in UNICAST or address.sixtofour:
            return False  # 6to4 may lead anywhere, which Python 3.11 does not know
    elif any(address in network for network in METADATA):
        return False
    return address.is_global and not address.is_multicast
