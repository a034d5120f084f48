"""What a request from outside looks like here: TLS, the proxies, and the client's address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import requests
from django.conf import settings

from cms.health import doctors_header

from .fault import Fault

SECONDS = 10
FORGED = "192.0.2.77"  # a documentation address (RFC 5737)


def tls_and_proxies() -> Iterator[Fault]:
    """ADMIN_URL leads here over TLS, and clients cannot forge their address."""
    address = settings.WAGTAILADMIN_BASE_URL
    if not address.startswith("https://"):
        yield Fault(f"The address {address} is without TLS.", "Put a proxy with TLS in front.")
    try:
        answer = _ask(address)
    except requests.exceptions.SSLError:
        yield Fault(
            f"The certificate of {address} is not trusted.",
            "Renew it: certbot renew, or where Caddy does that by itself, see what its log says.",
        )
        return
    except requests.RequestException as error:
        yield Fault(
            f"Nobody answers at {address}: {type(error).__name__}.",
            "Start python -m cms.serve and the proxy, and set ADMIN_URL to where they are.",
        )
        return
    yield from _seen(address, answer)


def _ask(address: str) -> Any:
    headers = doctors_header() | {"X-Forwarded-For": FORGED}
    answer = requests.get(f"{address}/healthz", headers=headers, timeout=SECONDS)
    return answer.json().get("sees") if answer.ok else None


def _seen(address: str, sees: Any) -> Iterator[Fault]:
    if not sees:
        yield Fault(
            f"Another installation, or none, answers at {address}.",
            "Set ADMIN_URL to this one's address, and the same SECRET_KEY for all processes.",
        )
        return
    scheme, _, host = address.partition("://")
    if sees["scheme"] != scheme:
        yield Fault(
            f"Requests come by {scheme} and are seen as {sees['scheme']}.",
            "Let the proxy set X-Forwarded-Proto, and set SECURE_PROXY_SSL_HEADER to it.",
        )
    if sees["host"] != host:
        yield Fault(f"The host is seen as {sees['host']}.", "Let the proxy pass on Host as it is.")
    if sees["client"] == FORGED:
        yield Fault(
            "Who asks can choose by which address they are known.",
            "Let the proxy add to X-Forwarded-For, and set TRUSTED_PROXIES to how many there are.",
        )
