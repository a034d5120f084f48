"""A worker: Waitress's loop, with an end by which nobody is dropped.

Its listener closes first, after whoever is in its queue was let in. What was begun ends, and kept
connections are told `Connection: close` with their next answer; those that ask nothing more are
closed once a proxy in front has let go of them.
"""

from __future__ import annotations

import os
import signal
import socket
import time
from collections.abc import Callable
from logging import getLogger
from typing import Any

from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel
from waitress.task import WSGITask

from .lanes import Lanes

logger = getLogger("cms.serving")
TURN_SECONDS = 0.25  # at most, between two looks at what is stuck
LAST_IDLE_SECONDS = 5  # that a connection is kept for another request by who is about to end
DRAIN_SECONDS = 60  # at most, for what was begun


class Task(WSGITask):
    """A request answered; the last one of its connection where the worker is about to end."""

    def build_response_header(self) -> bytes:
        if self.channel.server.is_retiring:
            self.request.headers["CONNECTION"] = "close"
        header = super().build_response_header()
        if self.request.command == "HEAD":
            self.chunked_response = False  # not even the last chunk's end is sent
        return header

    def set_close_on_finish(self) -> None:
        """Keep the connection after a 304: it ends with its header (RFC 9112, section 6.3)."""
        is_told = self.request.headers.get("CONNECTION", "").lower() == "close"
        if self.has_body or is_told or self.version != "1.1":
            super().set_close_on_finish()


class Channel(HTTPChannel):
    """A connection, whose requests are each served in a lane."""

    task_class = Task
    lane: Any = None

    def service(self) -> None:
        lane, self.lane = self.lane, None
        if lane is None:
            super().service()
        else:
            lane.run(super().service)


class Worker:
    """Waitress on one listener, which several workers may share."""

    def __init__(
        self, listener: socket.socket, application: Callable[..., Any], lanes: Lanes,
        limits: dict[str, Any],
    ) -> None:  # fmt: skip
        self._map: dict[int, Any] = {}
        self._lanes = lanes
        self._server = create_server(
            application, map=self._map, _dispatcher=lanes, sockets=[listener], **limits
        )
        self._server.channel_class = Channel
        self._server.is_retiring = False
        self._parent = os.getppid()
        self._is_told = False

    def stop_soon(self, *_: object) -> None:
        """End when what has come is answered; may be called by a signal."""
        self._is_told = True
        self._server.pull_trigger()

    def run(self, requests: float, on_retiring: Callable[[], None]) -> None:
        """Serve until told to stop, until there is no master, or for so many requests."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self.stop_soon)
        while not self._is_told and os.getppid() == self._parent:
            self._turn()
            if self._lanes.count >= requests:
                on_retiring()
                break
        self._drain()

    def _turn(self) -> None:
        wasyncore.loop(TURN_SECONDS, use_poll=True, map=self._map, count=1)
        self._lanes.look()

    def _drain(self) -> None:
        self._server.is_retiring = True
        self._close_listener()
        end = time.monotonic() + DRAIN_SECONDS
        while self._server.active_channels and time.monotonic() < end:
            self._close_idle()
            self._turn()
        if left := len(self._server.active_channels):
            logger.warning("%d connections are cut off: they took too long", left)
        self._lanes.shutdown()

    def _close_listener(self) -> None:
        """Let in whoever the system has greeted for us, then listen no more."""
        connections = -1
        while connections < len(self._map):
            connections = len(self._map)
            self._server.handle_accept()
        self._server.del_channel()
        self._server.socket.close()

    def _close_idle(self) -> None:
        latest = time.time() - LAST_IDLE_SECONDS
        for channel in self._server.active_channels.values():
            if not channel.requests and channel.last_activity < latest:
                channel.will_close = True
