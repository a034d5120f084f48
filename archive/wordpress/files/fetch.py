"""Files of the web, fetched without reaching what only this machine can reach.

An address in an export may lead to this machine or the network around it, by itself, by the name
of its host, or by a redirect. So a name is resolved once, each of its addresses is checked, and
the connection goes to an address that was checked and never asks for the name again.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from http.client import HTTPConnection, HTTPException, HTTPResponse
from io import BufferedReader, RawIOBase
from ipaddress import ip_address
from time import monotonic
from typing import Any, ClassVar, NamedTuple
from urllib.parse import quote

from media.cleaning.refused import Refused

from .reach import RESERVED, Address, Target, is_public, parsed

MOST_REDIRECTS = 3
MOST_ADDRESSES = 4  # tried one after the other until one answers
CHUNK = 64 * 1024
REDIRECTS = {301, 302, 303, 307, 308}
HEADERS = {
    "User-Agent": "archive-cms (taking over the files of a WordPress site)",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


class Failed(Exception):
    """A file that could not be had; another time it may be."""


class Fetcher:
    """Fetches files up to a size, within a time, from the public web only."""

    ports: ClassVar[dict[str, set[int]]] = {"http": {80}, "https": {443}}

    def __init__(
        self,
        max_bytes: int,
        timeout: float,
        allow_private: bool = False,
        *,
        deadline: float = 300,
        resolve: Callable[..., list[Any]] = socket.getaddrinfo,
    ) -> None:
        """Wait `timeout` seconds for each answer, and `deadline` seconds for a whole file."""
        self.max_bytes, self.timeout, self.deadline = max_bytes, timeout, deadline
        self.allow_private, self.resolve = allow_private, resolve
        self.context = ssl.create_default_context()

    def get(self, url: str) -> bytes:
        """Fetch the file; raise Refused for what must not be asked or taken, else Failed."""
        target, wait = parsed(url), Wait(self.timeout, monotonic() + self.deadline)
        for _ in range(1 + MOST_REDIRECTS):
            answer = self._fetch(target, wait)
            if isinstance(answer, bytes):
                return answer
            if (target.scheme, answer.scheme) == ("https", "http"):
                raise Refused(f"{target.host} redirects from https to http.")
            target = answer
        raise Refused(f"{target.host} redirects more than {MOST_REDIRECTS} times.")

    def is_allowed(self, address: Address) -> bool:
        return self.allow_private or is_public(address)

    def _fetch(self, target: Target, wait: Wait) -> bytes | Target:
        """The file, or where else to ask for it."""
        addresses = self._addresses(target)
        try:
            with self._connect(target, addresses, wait) as connection:
                answer = ask(target, connection, wait, 2 * self.max_bytes + 1_000_000)
                if answer.status in REDIRECTS and answer.getheader("Location"):
                    return redirected(target, answer)
                return self._body(target, answer)
        except Refused:
            raise
        except TimeoutError as error:
            raise Failed(f"{target.host} took too long to answer.") from error
        except (OSError, HTTPException, ValueError) as error:  # http.client lets some of each out
            reason = f"{type(error).__name__}, {str(error)[:200]!r}"
            raise Failed(f"{target.host} gave no whole answer: {reason}.") from error

    def _addresses(self, target: Target) -> list[Address]:
        if target.port not in self.ports[target.scheme]:
            raise Refused(f"Port {target.port} of {target.host} is not one of the web's own.")
        try:
            answers = self.resolve(target.host, target.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise Failed(f"{target.host} has no address.") from error
        addresses = list(dict.fromkeys(ip_address(answer[4][0]) for answer in answers))
        for address in addresses:
            if not self.is_allowed(address):
                raise Refused(f"{target.host} is at {address}, which is not on the public web.")
        if not addresses:
            raise Failed(f"{target.host} has no address.")
        return addresses

    def _connect(self, target: Target, addresses: list[Address], wait: Wait) -> socket.socket:
        plain = dial(addresses[:MOST_ADDRESSES], target.port, wait)
        if target.scheme == "http":
            return plain
        return self.context.wrap_socket(
            plain, server_hostname=target.host, suppress_ragged_eofs=False
        )

    def _body(self, target: Target, answer: HTTPResponse) -> bytes:
        if answer.status != 200:
            raise Failed(f"{target.host} answered with status {answer.status}.")
        for header, plain in (("Content-Encoding", "identity"), ("Transfer-Encoding", "chunked")):
            if (encoding := answer.getheader(header, plain)).lower() != plain:
                raise Refused(f"{target.host} sent the file as {encoding[:40]!r}, unasked.")
        announced = answer.length
        content = bytearray()
        too_large = Refused(f"The file is larger than {self.max_bytes / 1_000_000:g} MB.")
        if announced is not None and announced > self.max_bytes:
            raise too_large
        while chunk := answer.read(CHUNK):
            content += chunk
            if len(content) > self.max_bytes:
                raise too_large
        if announced is not None and len(content) != announced:
            raise Failed(f"{target.host} sent {len(content)} of {announced} bytes.")
        return bytes(content)


class Wait(NamedTuple):
    """How long one silence may last, and when the whole must be over."""

    silence: float
    end: float

    def left(self) -> float:
        left = min(self.silence, self.end - monotonic())
        if left <= 0:
            raise TimeoutError
        return left


class Stream(RawIOBase):
    """What a socket receives, up to a number of bytes, each wait for them counted."""

    def __init__(self, connected: socket.socket, wait: Wait, limit: int) -> None:
        self.connected, self.wait, self.limit = connected, wait, limit

    def makefile(self, mode: str) -> BufferedReader:
        return BufferedReader(self)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self.connected.settimeout(self.wait.left())
        received = self.connected.recv_into(buffer)
        self.limit -= received
        if self.limit < 0:
            raise Refused("The answer is far larger than the file may be.")
        return received


def dial(addresses: list[Address], port: int, wait: Wait) -> socket.socket:
    """Connect to the first address that answers."""
    failure: OSError = TimeoutError()
    for address in addresses:
        try:
            return socket.create_connection((str(address), port), timeout=wait.left())
        except OSError as error:
            failure = error
    raise failure


def ask(target: Target, connected: socket.socket, wait: Wait, limit: int) -> HTTPResponse:
    """Ask for the target, and read the answer up to its headers."""
    connection = HTTPConnection(target.host, target.port)
    connection.default_port = target.default_port
    connection.sock = connected
    connection.auto_open = 0  # otherwise it may connect anew, and by name
    connection.request("GET", target.path, headers=HEADERS)
    stream: Any = Stream(connected, wait, limit)
    answer = HTTPResponse(stream, method="GET")
    answer.begin()
    return answer


def redirected(target: Target, answer: HTTPResponse) -> Target:
    # Headers arrive as Latin-1, whatever their bytes mean.
    location = answer.getheader("Location", "").strip().encode("latin-1")
    return parsed(quote(location, safe=RESERVED), base=target.url)
