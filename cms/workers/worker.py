"""A worker: Waitress's loop, which ends without dropping anybody.

Its listener closes first, after the connections in its queue are accepted. Requests in progress are
finished, and kept connections get `Connection: close` with their next answer; idle ones are closed
once a proxy in front has released them.
"""

from __future__ import annotations

import faulthandler
import os
import signal
import socket
import time
from collections.abc import Callable
from logging import getLogger
from typing import Any

from waitress import create_server, wasyncore
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError
from waitress.receiver import ChunkedReceiver
from waitress.task import ErrorTask, WSGITask
from waitress.utilities import BadRequest

from .lanes import Lanes

logger = getLogger("cms.workers")
TURN_SECONDS = 0.25  # maximum between two looks at stuck lanes
LAST_IDLE_SECONDS = 5  # that an idle connection is kept while the worker is ending
# maximum for requests in progress once the server is stopped, and for hanging ones
DRAIN_SECONDS = 60
RETIRING_SECONDS = 15 * 60  # if only this worker is replaced: a long file on a slow line
SLOW_SECONDS = 20  # for any request to arrive; from then on
SLOWEST = 500  # bytes per second on average, or the connection is closed
LINE_BYTES = 8 * 1024  # of a chunk's header, or of trailers
STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def is_stop(number: int) -> bool:
    """Whether a signal means stop; it may be ignored by whoever started the server, as by nohup."""
    return number in STOPS and signal.getsignal(number) is not signal.SIG_IGN


class Parser(HTTPRequestParser):
    """Refuses two bodies that Waitress takes.

    One is a chunked body of one endless line, which Waitress would copy with each packet. The other
    is one whose length is told twice, or in chunks that HTTP/1.0 does not have: a proxy may see its
    end elsewhere, and what comes then as a request of somebody else (RFC 9112, section 6.1).
    """

    def parse_header(self, header_plus: bytes) -> None:
        super().parse_header(header_plus)
        is_told_twice = self.chunked and "CONTENT_LENGTH" in self.headers
        if is_told_twice or "TRANSFER_ENCODING" in self.headers:
            raise ParsingError("The length of the body is not clear")

    def received(self, data: bytes) -> int:
        consumed = super().received(data)
        if isinstance(self.body_rcv, ChunkedReceiver) and _is_endless(self.body_rcv):
            self.error, self.completed = BadRequest("A chunk has too long a line."), True
        return consumed


def _is_endless(body: ChunkedReceiver) -> bool:
    return len(body.control_line) + len(body.trailer) > LINE_BYTES


class Refusal(ErrorTask):
    """Waitress's own error answers, without a body for HEAD."""

    def write(self, data: bytes) -> None:
        super().write(b"" if getattr(self.request, "command", "") == "HEAD" else data)


class Task(WSGITask):
    """A request being answered; the last one of its connection if the worker is ending."""

    def build_response_header(self) -> bytes:
        if self.channel.server.is_retiring:
            self.request.headers["CONNECTION"] = "close"
        header = super().build_response_header()
        if self.request.command == "HEAD":
            self.chunked_response = False  # so that no final chunk is sent
        return header

    def set_close_on_finish(self) -> None:
        """Keep the connection after a 304, which ends with its header (RFC 9112, section 6.3)."""
        is_told = self.request.headers.get("CONNECTION", "").lower() == "close"
        if self.has_body or is_told or self.version != "1.1":
            super().set_close_on_finish()


class Channel(HTTPChannel):
    """A connection, whose requests are each served in a lane."""

    parser_class = Parser
    task_class = Task
    error_task_class = Refusal
    lane: Any = None
    served_by: Any = None  # the lane, while one of its threads is at work
    begun = 0.0  # when the incomplete request began to arrive

    def received(self, data: bytes) -> bool:
        before = self.request
        is_taken: bool = super().received(data)
        if self.request is not before:
            self.begun = time.monotonic()
        return is_taken

    def service(self) -> None:
        lane, self.lane = self.lane, None
        if lane is None:
            super().service()
        else:
            self.served_by = lane
            lane.run(super().service)
            self.served_by = None
        self.begun = time.monotonic()  # nothing of the next one was read meanwhile

    @property
    def hangs(self) -> bool:
        """Whether its answer is given up."""
        return self.served_by is not None and self.served_by.hangs

    def is_slow(self, now: float) -> bool:
        """Whether a request arrives so slowly that it must be an attack."""
        if self.requests or self.request is None:
            return False
        read = self.request.header_bytes_received + self.request.body_bytes_received
        return now - self.begun > SLOW_SECONDS + read / SLOWEST


class Worker:
    """Waitress on one listener, which several workers may share."""

    def __init__(
        self, listener: socket.socket, application: Callable[..., Any], lanes: Lanes,
        limits: dict[str, Any], master: int, beat: Callable[[], None],
    ) -> None:  # fmt: skip
        self._beat = beat
        self._map: dict[int, Any] = {}
        self._lanes = lanes
        self._server = create_server(
            application, map=self._map, _dispatcher=lanes, sockets=[listener], **limits
        )
        self._server.channel_class = Channel
        self._server.is_retiring = False
        self._master = master
        self._is_told = False

    def stop_soon(self, *_: object) -> None:
        """End when received requests are answered; may be called by a signal."""
        self._is_told = True
        self._server.pull_trigger()

    def run(self, requests: float, on_retiring: Callable[[bool], None]) -> None:
        """Serve until told to stop, until the master is gone, or for a number of requests.

        If all threads of a lane hang, another worker takes its place, too; `on_retiring` is called
        with whether that is the reason.
        """
        for number in filter(is_stop, STOPS):
            signal.signal(number, self.stop_soon)
        while not self._is_stopped:
            self._turn()
            if hanging := self._lanes.hanging():
                names = " and ".join(hanging)
                logger.error("All threads for %s hang: this worker is replaced", names)
                faulthandler.dump_traceback()  # the stack of each thread
            if hanging or self._lanes.count >= requests:
                on_retiring(bool(hanging))
                break
        self._drain()

    @property
    def _is_stopped(self) -> bool:
        return self._is_told or os.getppid() != self._master

    def _turn(self) -> None:
        self._beat()
        wasyncore.loop(TURN_SECONDS, use_poll=True, map=self._map, count=1)
        self._lanes.look()
        now = time.monotonic()
        for channel in list(self._server.active_channels.values()):
            if channel.is_slow(now):
                channel.will_close = True

    def _drain(self) -> None:
        self._server.is_retiring = True
        self._close_listener()
        begun = time.monotonic()
        end = begun + RETIRING_SECONDS
        while self._is_awaited(time.monotonic() - begun) and time.monotonic() < end:
            if self._is_stopped:
                end = min(end, time.monotonic() + DRAIN_SECONDS)
            self._close_idle()
            self._turn()
        if left := len(self._server.active_channels):
            logger.warning("%d connections are cut off: they took too long", left)
        self._lanes.shutdown()

    def _is_awaited(self, seconds: float) -> bool:
        """Whether requests are unanswered; after some seconds, hanging ones no longer count."""
        channels = list(self._server.active_channels.values())
        return any(seconds < DRAIN_SECONDS or not channel.hangs for channel in channels)

    def _close_listener(self) -> None:
        """Accept the connections that the system has established, then stop listening."""
        connections = -1
        while connections < len(self._map):
            connections = len(self._map)
            self._server.handle_accept()
        self._server.del_channel()
        self._server.socket.close()

    def _close_idle(self) -> None:
        latest = time.time() - LAST_IDLE_SECONDS
        for channel in list(self._server.active_channels.values()):
            is_idle = not (channel.requests or channel.request or channel.total_outbufs_len)
            if is_idle and channel.last_activity < latest:
                channel.will_close = True
