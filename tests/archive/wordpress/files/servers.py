"""Local servers that answer byte for byte as a test wants."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from threading import Thread
from typing import Any

from archive.wordpress.files.fetch import Fetcher
from cms.reach import Address

LIMIT = 100_000
Answer = Callable[[socket.socket, str], None]


class Server:
    """Counts connections, stores requests, and answers."""

    def __init__(self, answer: bytes | Answer = b"", context: ssl.SSLContext | None = None) -> None:
        self.answer, self.context = answer, context
        self.connections = 0
        self.requests: list[str] = []
        self.names: list[str] = []  # requested by TLS (SNI)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]
        Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        # Closing alone does not wake up a thread in accept().
        with suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connected, _ = self.listening.accept()
                self.connections += 1
                Thread(target=self._serve, args=[connected], daemon=True).start()

    def _serve(self, connected: socket.socket) -> None:
        with connected, suppress(OSError):
            if self.context:
                connected = self.context.wrap_socket(connected, server_side=True)
            with connected:
                request = connected.recv(65536).decode("latin-1")
                self.requests.append(request)
                if callable(self.answer):
                    self.answer(connected, request)
                else:
                    connected.sendall(self.answer)


def located(*addresses: str) -> Callable[..., list[Any]]:
    """A resolver that always returns these addresses."""
    return lambda host, port, **_: [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port)) for address in addresses
    ]


HERE = located("127.0.0.1")


class FirstHop(Fetcher):
    """Reaches the servers of a test for some hops, and after that only the public web."""

    def __init__(
        self,
        *servers: Server,
        hops: int = 1,
        resolve: Callable[..., list[Any]] = HERE,
        **limits: Any,
    ) -> None:
        super().__init__(**{"max_bytes": LIMIT, "timeout": 2, **limits}, resolve=resolve)
        ports = {server.port for server in servers}
        self.ports = {"http": ports, "https": ports}
        self.hops = hops

    def is_allowed(self, address: Address) -> bool:
        self.hops -= 1
        return self.hops >= 0 or super().is_allowed(address)
