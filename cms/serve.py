"""How a public server serves the project: `python -m cms.serve`.

Waitress collects a request, from all clients at once, before a thread sees it, and takes the whole
answer from the thread before the client has read it: slow clients hold up nobody.
"""

from __future__ import annotations

import os
import random
import socket
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from logging import getLogger
from typing import Any
from urllib.parse import quote

from django.db import connections

from .logs.request_id import ENVIRON
from .outages.views import busy
from .run import refuse_no_port
from .serving.lanes import Lanes, Plan
from .serving.master import RETIRING, Master
from .serving.worker import Worker
from .wsgi import application

logger = getLogger("cms.serve")  # this module is __main__
Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

IDLE_SECONDS = 10  # without a byte: in the middle of a request, or before the next one
HEAD_BYTES = 64 * 1024
BODY_BYTES = 64 * 1024 * 1024  # a file of the longest kind that is taken, and a form around it
MEMORY_BYTES = 192 * 1024  # of a request, the rest in a file; the API takes no body over 128 KB
SYSTEMD_DESCRIPTOR = 3  # the first that systemd hands over (sd_listen_fds)
LOGGED_CHARACTERS = 500  # of a path; whoever sends long ones would fill the log
READERS, EDITORS, PICTURES = "readers", "editors", "pictures"
THREADS = {READERS: 4, EDITORS: 2, PICTURES: 2}
# Who makes a size of a picture waits for those that are made before, and holds up no answer.
BEGINNINGS = {"/admin/": EDITORS, "/images/": PICTURES}
LIMITS = {
    "connection_limit": 400,  # each a file descriptor, of which a process often has 1,024 at most
    "channel_timeout": IDLE_SECONDS,
    "cleanup_interval": 1,
    "max_request_header_size": HEAD_BYTES,
    "max_request_body_size": BODY_BYTES,
    "inbuf_overflow": MEMORY_BYTES,
    "clear_untrusted_proxy_headers": False,  # the settings say which of them count
    "ident": None,
}


def main() -> None:
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or "8000"
    workers = number("WORKERS", len(os.sched_getaffinity(0)))
    requests = number("WORKER_REQUESTS", 20_000)
    patience = {READERS: number("BUSY_SECONDS", 3), EDITORS: 20, PICTURES: 20}
    plans = {name: Plan(count, patience[name]) for name, count in THREADS.items()}
    listener = handed_over() or listening(host, port)
    logger.info("Serving on %s port %s", *listener.getsockname()[:2])
    connections.close_all()  # or the workers would share one
    master = os.getpid()
    Master(listener, lambda listener: work(listener, plans, requests, master), workers).run()


def work(listener: socket.socket, plans: dict[str, Plan], requests: int, master: int) -> None:
    """Serve as one worker, for about so many requests: not all workers end at once."""
    lanes = Lanes(plans, lane_of, busy)
    worker = Worker(listener, logged(bodiless(application)), lanes, LIMITS, master)
    worker.run(
        requests * random.uniform(0.9, 1.1) or float("inf"),  # noqa: S311 -- nothing is secret here
        on_retiring=partial(tell, master),
    )


def tell(master: int) -> None:
    with suppress(ProcessLookupError):  # killed just now
        os.kill(master, RETIRING)


def lane_of(request: Any) -> str:
    """Choose by the path that the application sees; what brings a body is no probe."""
    path = f"/{request.path.lstrip('/')}"
    if path == "/healthz" and request.body_rcv is None:
        return Lanes.PROBES
    for beginning, lane in BEGINNINGS.items():
        if path.startswith(beginning):
            return lane
    return READERS


def number(name: str, default: int) -> int:
    value = os.environ.get(name) or str(default)
    if not value.isdecimal() or (name == "WORKERS" and not int(value)):
        sys.exit(f"{name} must be a number, not {value!r}.")
    return int(value)


def handed_over() -> socket.socket | None:
    """The listener that systemd holds for us, so that who comes during a restart only waits."""
    if os.environ.get("LISTEN_PID") != str(os.getpid()):
        return None
    listener = socket.socket(fileno=SYSTEMD_DESCRIPTOR)
    os.set_inheritable(SYSTEMD_DESCRIPTOR, False)
    return listener


def listening(host: str, port: str) -> socket.socket:
    refuse_no_port(port)
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, int(port)), family=family, reuse_port=True)
    except OSError as error:
        sys.exit(f"Nothing can listen on {host} port {port}: {error.strerror}.")


def logged(application: Application) -> Application:
    """Writes a line for each answer: neither who asked nor the query string, which say too much."""

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        begin = time.perf_counter()

        def start(status: str, *more: Any) -> Any:
            method = environ["REQUEST_METHOD"][:LOGGED_CHARACTERS]
            path = quote(environ["PATH_INFO"], encoding="latin-1")[:LOGGED_CHARACTERS]
            milliseconds = (time.perf_counter() - begin) * 1000
            logger.info(
                "%s %s %s %dms", method, path, status[:3], milliseconds,
                extra={"request_id": environ.get(ENVIRON, "-")},
            )  # fmt: skip
            return start_response(status, *more)

        return application(environ, start)

    return answer


def bodiless(application: Application) -> Application:
    """Answers HEAD without a body; Waitress would send it, and it would begin the next answer."""

    def answer(environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        body = application(environ, start_response)
        if environ["REQUEST_METHOD"] != "HEAD":
            return body
        if hasattr(body, "close"):
            body.close()
        return []

    return answer


if __name__ == "__main__":
    main()
