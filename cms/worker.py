"""A gunicorn worker whose threads do not wait for clients.

Gunicorn's own gives a connection to a thread at its first byte, so a few clients that send one byte
a second hold all threads. Here the loop that accepts connections collects what they send, from all
of them at once, and a thread gets a request when it is whole. What is too long to be collected, an
editor's upload, is read by a thread as it comes, by half of the threads at most.

Slow readers of an answer, and more connections than there can be, are a proxy's to hold off.
"""

from __future__ import annotations

import re
import selectors
import socket
import time
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass
from functools import partial
from typing import Any

from gunicorn.http.unreader import SocketUnreader
from gunicorn.workers.gthread import TConn, ThreadWorker

SECONDS = 10  # in which a request has to be there
BYTES_PER_SECOND = 16 * 1024  # an upload that is slower than this has no more than that
HEAD_BYTES = 64 * 1024
WHOLE_BYTES = 192 * 1024  # head and body, collected; the API takes no body longer than 128 KB
LEAVING_SECONDS, LEAVING_BYTES = 2, 64 * 1024  # to read on after the answer (RFC 9112, 9.6)

END_OF_HEAD = b"\r\n\r\n"
LENGTH = re.compile(rb"^content-length:[ \t]*(\d+)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)
AS_IT_COMES = re.compile(rb"^(transfer-encoding|expect)[ \t]*:", re.IGNORECASE | re.MULTILINE)


def missing(data: bytearray) -> int | None:
    """How many bytes of the request are still to come; None where the head does not say yet."""
    end = data.find(END_OF_HEAD)
    if end < 0:
        return None
    lengths = LENGTH.findall(data, 0, end + 2)
    if len(lengths) != 1 or len(lengths[0]) > 18:  # none, or nonsense that the parser refuses
        return 0
    return max(0, end + len(END_OF_HEAD) + int(lengths[0]) - len(data))


def is_upload(data: bytearray) -> bool:
    """Whether a request with a whole head has a body that has to be read as it comes."""
    end = data.find(END_OF_HEAD) + 2
    too_long = len(data) + (missing(data) or 0) > WHOLE_BYTES
    return too_long or AS_IT_COMES.search(data, 0, end) is not None


class DeadlineUnreader(SocketUnreader):
    """Reads from a socket until a moment that moves away as bytes come in."""

    until = float("inf")

    def chunk(self, size_hint: int | None = None) -> bytes:
        left = self.until - time.monotonic()
        if left <= 0:
            raise TimeoutError("The client sends too slowly.")
        self.sock.settimeout(left)
        try:
            data = super().chunk(size_hint)
        finally:
            self.sock.settimeout(None)
        self.until += len(data) / BYTES_PER_SECOND
        return data


@dataclass(eq=False)
class Arrival:
    """What has come of a connection's next request, and when it has to be whole."""

    conn: TConn
    data: bytearray
    until: float


class PatientWorker(ThreadWorker):
    """Gives a thread what is there, and lets what is not wait in the loop."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._arriving: dict[TConn, Arrival] = {}
        self._leaving: dict[TConn, Arrival] = {}
        self._uploading: set[TConn] = set()
        self._uploads: deque[Arrival] = deque()  # that wait for a thread

    def enqueue_req(self, conn: TConn) -> None:
        """Collect a request; gunicorn calls this where it expects one on a connection."""
        if self.cfg.is_ssl:  # the bytes are not the request's
            super().enqueue_req(conn)
            return
        if not conn.initialized:
            conn.init()
            conn.parser.unreader = DeadlineUnreader(conn.sock)
        data = bytearray(conn.parser.unreader.take_buffered())
        arrival = Arrival(conn, data, time.monotonic() + SECONDS)
        self._listen(self._arriving, arrival, self._on_bytes)
        if data:
            self._judge(arrival)

    def finish_request(self, conn: TConn, fs: Future[Any]) -> None:
        """Take the connection back from its thread; gunicorn would wait here for it to close."""
        self._uploading.discard(conn)
        if fs.cancelled() or fs.exception() or fs.result() or self.cfg.is_ssl:
            super().finish_request(conn, fs)
        else:
            self._take_leave(conn)
        self._start_uploads()

    def murder_pending(self) -> None:
        """Turn away whoever is late; gunicorn calls this at least once a second."""
        super().murder_pending()
        now = time.monotonic()
        for arrival in _late(self._leaving, now):
            self._close(self._leaving, arrival)
        for arrival in _late(self._arriving, now):
            self._close(self._arriving, arrival, b"408 Request Timeout")
        while self._uploads and self._uploads[0].until <= now:
            self._refuse(self._uploads.popleft().conn, b"503 Service Unavailable")

    def _on_bytes(self, arrival: Arrival, sock: socket.socket) -> None:
        data = _received(sock)
        if data is None:
            return
        arrival.data += data
        if data:
            self._judge(arrival)
        else:
            self._close(self._arriving, arrival)

    def _judge(self, arrival: Arrival) -> None:
        left = missing(arrival.data)
        if left is None:
            if len(arrival.data) > HEAD_BYTES:
                self._close(self._arriving, arrival, b"431 Request Header Fields Too Large")
        elif is_upload(arrival.data):
            self._silence(self._arriving, arrival)
            self._uploads.append(arrival)
            self._start_uploads()
        elif not left:
            self._silence(self._arriving, arrival)
            self._hand_over(arrival)

    def _start_uploads(self) -> None:
        while self._uploads and len(self._uploading) < max(1, self.cfg.threads // 2):
            arrival = self._uploads.popleft()
            self._uploading.add(arrival.conn)
            self._hand_over(arrival)

    def _hand_over(self, arrival: Arrival) -> None:
        unreader = arrival.conn.parser.unreader
        unreader.unread(bytes(arrival.data))
        unreader.until = time.monotonic() + SECONDS
        arrival.conn.data_ready = True
        super().enqueue_req(arrival.conn)

    def _take_leave(self, conn: TConn) -> None:
        arrival = Arrival(conn, bytearray(), time.monotonic() + LEAVING_SECONDS)
        self._listen(self._leaving, arrival, self._on_last_bytes)
        try:
            conn.sock.shutdown(socket.SHUT_WR)
        except OSError:  # it has gone before
            self._close(self._leaving, arrival)

    def _on_last_bytes(self, arrival: Arrival, sock: socket.socket) -> None:
        data = _received(sock)
        arrival.data += data or b""
        if data == b"" or len(arrival.data) > LEAVING_BYTES:
            self._close(self._leaving, arrival)

    def _listen(self, where: dict[TConn, Arrival], arrival: Arrival, callback: Any) -> None:
        sock = arrival.conn.sock
        sock.setblocking(False)
        where[arrival.conn] = arrival
        self.poller.register(sock, selectors.EVENT_READ, partial(callback, arrival))

    def _silence(self, where: dict[TConn, Arrival], arrival: Arrival) -> None:
        del where[arrival.conn]
        self.poller.unregister(arrival.conn.sock)

    def _close(self, where: dict[TConn, Arrival], arrival: Arrival, status: bytes = b"") -> None:
        self._silence(where, arrival)
        self._refuse(arrival.conn, status if arrival.data else b"")

    def _refuse(self, conn: TConn, status: bytes) -> None:
        """Close at once, with a last word where the client has begun to ask."""
        self.nr_conns -= 1
        if status:
            _try_to_say(conn.sock, status)
        conn.close()


def _late(where: dict[TConn, Arrival], now: float) -> list[Arrival]:
    return [arrival for arrival in where.values() if arrival.until <= now]


def _received(sock: socket.socket) -> bytes | None:
    """What the client sent: nothing yet (None), or nothing any more (empty)."""
    try:
        return sock.recv(64 * 1024)
    except BlockingIOError:
        return None
    except OSError:
        return b""


def _try_to_say(sock: socket.socket, status: bytes) -> None:
    head = b"HTTP/1.1 %b\r\nConnection: close\r\nContent-Length: 0\r\n\r\n" % status
    try:
        sock.setblocking(False)
        sock.send(head)
    except OSError:  # nobody listens
        return
