"""A gunicorn worker whose threads do not wait for clients.

Gunicorn's own give a connection to a thread at its first byte, so a few clients that send one byte
a second hold all threads. Here gunicorn keeps the processes, and in each of them Waitress reads and
writes: it collects a request, from all clients at once, before a thread sees it, and takes the
whole answer from the thread before the client has read it. What is long lies in temporary files.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from logging import Logger
from typing import Any
from urllib.parse import quote

from gunicorn.workers.base import Worker
from waitress import create_server
from waitress.wasyncore import loop

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

TICK = 1  # second
IDLE_SECONDS = 10  # without a byte: in the middle of a request, or before the next one
HEAD_BYTES = 64 * 1024
BODY_BYTES = 64 * 1024 * 1024  # a file of the longest kind that is taken, and a form around it
MEMORY_BYTES = 192 * 1024  # of a request, the rest in a file; the API takes no body over 128 KB


class WaitressWorker(Worker):
    """One process: `threads` of them answer, `worker_connections` clients may wait."""

    @classmethod
    def check_config(cls, cfg: Any, _log: Any) -> None:
        """Called by gunicorn before there are processes."""
        if cfg.is_ssl:
            sys.exit("HTTPS is for the proxy to speak: leave out certfile and keyfile.")

    def run(self) -> None:
        """Serve until gunicorn wants an end, then finish what was begun."""
        sockets: dict[int, Any] = {}
        server = create_server(
            self._counted(logged(self.wsgi, self.log.access_log)),
            map=sockets,
            sockets=[listener.sock for listener in self.sockets],
            threads=self.cfg.threads,
            connection_limit=self.cfg.worker_connections,
            channel_timeout=IDLE_SECONDS,
            cleanup_interval=TICK,
            max_request_header_size=HEAD_BYTES,
            max_request_body_size=BODY_BYTES,
            inbuf_overflow=MEMORY_BYTES,
            clear_untrusted_proxy_headers=False,  # the settings say which of them count
            ident=None,
        )
        while self.alive and self.ppid == os.getppid():
            self._serve(sockets)
        for each in sockets.values():
            each.accepting = False
        end = time.monotonic() + self.cfg.graceful_timeout
        self._serve(sockets)  # what has come already counts as begun
        while any(map(is_busy, sockets.values())) and time.monotonic() < end:
            self._serve(sockets)
        server.task_dispatcher.shutdown(timeout=0)

    def _serve(self, sockets: dict[int, Any]) -> None:
        self.notify()
        loop(TICK, use_poll=True, map=sockets, count=1)

    def _counted(self, application: Application) -> Application:
        def counted(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
            self.nr += 1
            if self.nr >= self.max_requests:
                self.alive = False
            return application(environ, start_response)

        return counted


def is_busy(socket: Any) -> bool:
    """Whether a client of Waitress's is asking, waits for an answer, or for the rest of it."""
    return any(getattr(socket, name, None) for name in ("request", "requests", "total_outbufs_len"))


def logged(application: Application, log: Logger) -> Application:
    """Writes a line for each answer: neither who asked nor the query string, which say too much."""

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        begin = time.perf_counter()

        def start(status: str, *more: Any) -> Any:
            path = quote(environ["PATH_INFO"], encoding="latin-1")
            milliseconds = (time.perf_counter() - begin) * 1000
            log.info("%s %s %s %dms", environ["REQUEST_METHOD"], path, status[:3], milliseconds)
            return start_response(status, *more)

        return application(environ, start)

    return answer
