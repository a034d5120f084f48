"""Reads from the environment where metrics are shown, and to whom: pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from ipaddress import ip_address
from typing import NamedTuple

READERS_PORT = "8000"  # the default of PORT
SHORTEST_TOKEN = 20  # characters, against guessing


class Address(NamedTuple):
    host: str
    port: int

    @property
    def is_of_this_machine(self) -> bool:
        return ip_address(self.host).is_loopback


def metrics_address(environment: Mapping[str, str]) -> Address | None:
    """Where metrics are shown; None if nowhere. Raises ValueError for an invalid address."""
    value = environment.get("METRICS_ADDRESS", "")
    if not value:
        return None
    host, _, port = value.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not (port.isdecimal() and 0 < int(port) < 65536):
        raise ValueError
    return Address(str(ip_address(host)), int(port))


def refused_metrics(environment: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with the settings: addresses open to other machines require a token."""
    try:
        address = metrics_address(environment)
    except ValueError:
        yield "METRICS_ADDRESS is no IP address with a port: it looks like 127.0.0.1:9464."
        return
    if address and str(address.port) == (environment.get("PORT") or READERS_PORT):
        yield "METRICS_ADDRESS has the port of readers, who would see metrics: choose another."
    token = environment.get("METRICS_TOKEN", "")
    if address and not address.is_of_this_machine and len(token) < SHORTEST_TOKEN:
        yield (
            f"METRICS_TOKEN is missing or short: METRICS_ADDRESS is open to other machines, so it "
            f"needs {SHORTEST_TOKEN} or more random characters."
        )
