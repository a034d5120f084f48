"""How a public server serves the project, with Waitress: `python -m cms.serve`.

Waitress collects a request, from all clients at once, before a thread sees it, and takes the whole
answer from the thread before the client has read it: slow clients hold up nobody. A process uses
one core; the same command may run once for each, on the same address.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterable
from logging import getLogger
from typing import Any
from urllib.parse import quote

from waitress import serve

from .run import refuse_no_port
from .wsgi import application

logger = getLogger("cms.serve")  # this module is __main__
Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

GRACE_SECONDS = 2  # between the word to stop and the end, besides 5 for what runs by then
IDLE_SECONDS = 10  # without a byte: in the middle of a request, or before the next one
HEAD_BYTES = 64 * 1024
BODY_BYTES = 64 * 1024 * 1024  # a file of the longest kind that is taken, and a form around it
MEMORY_BYTES = 192 * 1024  # of a request, the rest in a file; the API takes no body over 128 KB


def main() -> None:
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    listener = listening(host, port)
    logger.info("Serving on %s port %s", host, port)
    signal.signal(signal.SIGTERM, stop_soon)
    serve(
        logged(application),
        sockets=[listener],
        threads=4,
        connection_limit=400,  # each a file descriptor, of which a process often has 1,024 at most
        channel_timeout=IDLE_SECONDS,
        cleanup_interval=1,
        max_request_header_size=HEAD_BYTES,
        max_request_body_size=BODY_BYTES,
        inbuf_overflow=MEMORY_BYTES,
        asyncore_use_poll=True,
        clear_untrusted_proxy_headers=False,  # the settings say which of them count
        ident=None,
    )


def listening(host: str, port: str) -> socket.socket:
    refuse_no_port(port)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, int(port)), family=family, reuse_port=True)
    except OSError as error:
        sys.exit(f"Nothing can listen on {host} port {port}: {error.strerror}.")


def stop_soon(*_: Any) -> None:
    """Let Waitress end as by Ctrl-C, but when what has come by now is answered."""
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.alarm(GRACE_SECONDS)


def logged(application: Application) -> Application:
    """Writes a line for each answer: neither who asked nor the query string, which say too much."""

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        begin = time.perf_counter()

        def start(status: str, *more: Any) -> Any:
            path = quote(environ["PATH_INFO"], encoding="latin-1")
            milliseconds = (time.perf_counter() - begin) * 1000
            logger.info("%s %s %s %dms", environ["REQUEST_METHOD"], path, status[:3], milliseconds)
            return start_response(status, *more)

        return application(environ, start)

    return answer


if __name__ == "__main__":
    main()
