"""The client's address, by the one source that the client cannot choose.

That is the other end of the connection or, behind proxies, what the outermost of them saw: each
proxy appends its own peer to X-Forwarded-For, so it is as many places from the right as there are
proxies. Anything further left came from the client and is ignored.
"""

from __future__ import annotations

from contextlib import suppress
from ipaddress import IPv4Address, IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

SALT = "cms.graphql.peer"


def pseudonym(request: HttpRequest) -> str:
    """A stable name for the client that reveals its address to nobody without the secret key."""
    return salted_hmac(SALT, network(request), algorithm="sha256").hexdigest()[:32]


def network(request: HttpRequest) -> str:
    """The client's IPv4 address, or the /64 of its IPv6 address, which one client has to itself."""
    address = _forwarded(request) or _parsed(request.META.get("REMOTE_ADDR", ""))
    if isinstance(address, IPv6Address):
        return f"{IPv6Address(int(address) >> 64 << 64)}/64"
    return str(address or "")  # a Unix socket has none


def _forwarded(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    proxies = settings.TRUSTED_PROXIES
    if proxies < 1:
        return None
    addresses = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    # With fewer entries, the request did not pass all proxies, so none is trusted.
    return _parsed(addresses[-proxies]) if len(addresses) >= proxies else None


def _parsed(text: str) -> IPv4Address | IPv6Address | None:
    """An address, alone or with a port: "192.0.2.1:4711", "[2001:db8::1]:4711"."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    with suppress(ValueError):
        address = ip_address(text)
        # A dual-stack socket shows IPv4 peers in the same /64.
        return getattr(address, "ipv4_mapped", None) or address
    return None
