"""Pure: web addresses as browsers may follow them, and as HTTP, BibTeX and JSON-LD write them.

People read and type IRIs (RFC 3987): "/ko/한국/". Addresses that are given out are URIs (RFC 3986):
"/ko/%ED%95%9C%EA%B5%AD/". A `path` stays readable; whatever is called an address, URL or location
goes through `to_uri`.
"""

from __future__ import annotations

import re
from contextlib import suppress
from urllib.parse import parse_qs, quote, urlsplit

SCHEMES = {"http", "https", "mailto", "tel"}
_RESERVED = "!#$&'()*+,/:;=?@[]~"  # RFC 3986, section 2.2, and one more that Python omits
_PLAIN = re.compile(r"[A-Za-z0-9._/:?&=#-]*")
_GOOGLE = re.compile(r"(?:www\.)?google\.(?:com|[a-z]{2}|com?\.[a-z]{2})")
_LONE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def to_uri(address: str) -> str:
    """The address in ASCII: UTF-8, percent-encoded; existing encoding is kept."""
    if _PLAIN.fullmatch(address):
        return address
    with suppress(ValueError):
        parts = urlsplit(address)
        if parts.scheme and not parts.netloc.isascii():
            address = parts._replace(netloc=_ascii_host(parts.netloc)).geturl()
    return quote(_LONE_PERCENT.sub("%25", address), safe=f"{_RESERVED}%")


def is_safe(address: str) -> bool:
    """Whether a browser may follow it: no script, and no disguised host."""
    if not address or address.startswith(("//", "\\", "/\\")) or not address.isprintable():
        return False
    head = address.split("/", 1)[0].split("?", 1)[0].split("#", 1)[0]
    return ":" not in head or head.split(":", 1)[0].lower() in SCHEMES


def web_address(address: str) -> str | None:
    """The URI of a web address with a host; None for anything else, or if it is not safe."""
    with suppress(ValueError):
        parts = urlsplit(address)
        if is_safe(address) and parts.scheme in ("http", "https") and parts.hostname:
            return to_uri(address)
    return None


def unwrapped(address: str) -> str:
    """The target of a link that Google wrapped, in a document or a list of hits."""
    with suppress(ValueError):
        parts = urlsplit(address)
        if parts.path == "/url" and _GOOGLE.fullmatch(parts.hostname or ""):
            query = parse_qs(parts.query)
            target = (query.get("q") or query.get("url") or [""])[0]
            return target if web_address(target) else address
    return address


def _ascii_host(netloc: str) -> str:
    """The authority with its host in DNS form; raises UnicodeError if it has none."""
    user, at, place = netloc.rpartition("@")
    host, colon, port = place.partition(":")
    return f"{user}{at}{host.encode('idna').decode('ascii')}{colon}{port}"
