"""A connection to a checked web address, with limits of time and size."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Mapping
from http.client import HTTPConnection, HTTPResponse
from io import BufferedReader, RawIOBase
from ipaddress import ip_address
from time import monotonic
from typing import Any, NamedTuple

from .address import Address, Refused, Target, is_public

MOST_ADDRESSES = 4  # tried one after the other


class Unreachable(OSError):
    """A host without an address at the moment."""


class Reach:
    """Connects to the public web, and optionally to other addresses."""

    def __init__(
        self,
        allow_private: bool = False,
        *,
        resolve: Callable[..., list[Any]] = socket.getaddrinfo,
    ) -> None:
        self.allow_private, self.resolve = allow_private, resolve
        self.context = ssl.create_default_context()

    def is_allowed(self, address: Address) -> bool:
        return self.allow_private or is_public(address)

    def addresses(self, target: Target) -> list[Address]:
        """All of the host's addresses; raises Refused if one is not permitted, or Unreachable."""
        try:
            answers = self.resolve(target.host, target.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Unreachable(f"{target.host} has no address.") from error
        addresses = list(dict.fromkeys(ip_address(answer[4][0]) for answer in answers))
        for address in addresses:
            if not self.is_allowed(address):
                raise Refused(f"{target.host} is at {address}, which is not on the public web.")
        if not addresses:
            raise Unreachable(f"{target.host} has no address.")
        return addresses

    def connect(self, target: Target, wait: Wait) -> socket.socket:
        plain = _dial(self.addresses(target)[:MOST_ADDRESSES], target.port, wait)
        if target.scheme == "http":
            return plain
        return self.context.wrap_socket(
            plain, server_hostname=target.host, suppress_ragged_eofs=False
        )


class Wait(NamedTuple):
    """The limit for one pause, and for everything."""

    silence: float
    end: float

    def left(self) -> float:
        left = min(self.silence, self.end - monotonic())
        if left <= 0:
            raise TimeoutError
        return left


class _Stream(RawIOBase):
    """The bytes from a socket, up to a limit, with a timeout for each wait."""

    def __init__(self, open_socket: socket.socket, wait: Wait, limit: int) -> None:
        self.open_socket, self.wait, self.limit = open_socket, wait, limit

    def makefile(self, mode: str) -> BufferedReader:
        return BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.open_socket.settimeout(self.wait.left())
        size = self.open_socket.recv_into(buffer)
        self.limit -= size
        if self.limit < 0:
            raise Refused("The answer is far larger than it may be.")
        return size


def _dial(addresses: list[Address], port: int, wait: Wait) -> socket.socket:
    """Connect to the first address that answers."""
    failure: OSError = TimeoutError()
    for address in addresses:
        try:
            return socket.create_connection((str(address), port), timeout=wait.left())
        except OSError as error:
            failure = error
    raise failure


def ask(
    target: Target,
    open_socket: socket.socket,
    wait: Wait,
    *,
    headers: Mapping[str, str],
    limit: int,
    body: bytes | None = None,
    method: str = "GET",
) -> HTTPResponse:
    """Send a request, with or without a body, and read the answer up to its headers."""
    method = method if body is None else "POST"
    connection = HTTPConnection(target.host, target.port)
    connection.default_port = target.default_port
    connection.sock = open_socket
    connection.auto_open = 0  # otherwise it may connect again, by name
    connection.request(method, target.path, body, headers=dict(headers))
    stream: Any = _Stream(open_socket, wait, limit)
    answer = HTTPResponse(stream, method=method)
    answer.begin()
    return answer
