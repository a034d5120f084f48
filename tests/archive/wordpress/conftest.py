"""Servers for tests that fetch files, and one that must not be reached."""

import time
from collections.abc import Callable, Iterator

import pytest

from tests.archive.wordpress.files.servers import Server


@pytest.fixture
def serve() -> Iterator[Callable[..., Server]]:
    """Start servers, and stop them after the test."""
    servers: list[Server] = []

    def start(*args, **kwargs) -> Server:
        servers.append(Server(*args, **kwargs))
        return servers[-1]

    yield start
    for server in servers:
        server.close()


@pytest.fixture
def canary(serve: Callable[..., Server]) -> Iterator[Server]:
    """A server that fails the test if anything connects to it."""
    server = serve(b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret")
    yield server
    time.sleep(0.02)  # until its thread has counted
    assert server.connections == 0
