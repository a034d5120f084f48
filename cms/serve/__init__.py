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
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import partial
from logging import getLogger
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connections

from cms.logs.request_id import ENVIRON
from cms.metrics import counting
from cms.metrics.environment import Address, metrics_address
from cms.metrics.exporter import exporter
from cms.metrics.routes import route_of
from cms.outages.views import busy
from cms.reports import sentry
from cms.run import refuse_no_port
from cms.serving.lanes import Lanes, Plan
from cms.serving.master import HANGING, RETIRING, Master, Role
from cms.serving.worker import Worker
from cms.traces import exporting
from cms.traces.requests import traced
from cms.wsgi import application

logger = getLogger(__name__)
Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]

SHARED = Path("/dev/shm")  # noqa: S108 -- the folder there is made for this user alone
COUNTING_SECONDS = 0.5  # between two times that counts are written
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
# Seconds: a reader's request has a time limit, and may fetch a file; an editor's may be an import.
HANGS_AFTER = {READERS: 5 * 60, EDITORS: 15 * 60, PICTURES: 5 * 60}
WATCHERS = {"watchers": Plan(threads=1, patience=30, hangs_after=60)}
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
    number_of_workers = number("WORKERS", len(os.sched_getaffinity(0)))
    requests, hanging = number("WORKER_REQUESTS", 20_000), number("HANGING_SECONDS", 60)
    patience = {READERS: number("BUSY_SECONDS", 3), EDITORS: 20, PICTURES: 20}
    plans = {
        name: Plan(count, patience[name], HANGS_AFTER[name]) for name, count in THREADS.items()
    }
    address = metrics_address(os.environ)
    serve = partial(work, plans=plans, requests=requests, master=os.getpid())
    workers = Role(handed_over() or listening(host, port), number_of_workers, serve)
    logger.info("Serving on %s port %s", *workers.listener.getsockname()[:2])
    connections.close_all()  # or the workers would share one
    with counted(address) as exporters:
        counts = partial(tell_counts, workers)
        Master([workers, *exporters], hanging, counts, sentry.flush).run()


def work(
    listener: socket.socket, place: int, beat: Callable[[], None], plans: dict[str, Plan],
    requests: int, master: int,
) -> None:  # fmt: skip
    """Serve as one worker, for about so many requests: not all workers end at once."""
    counting.take_place(place)
    exporting.start()
    lanes = Lanes(plans, lane_of, counted_busy)
    answer = logged(bodiless(application))
    if exporting.is_measuring():
        answer = traced(answer, route_of, settings.TRUSTED_PROXIES > 0, id_in=ENVIRON)
    worker = Worker(listener, answer, lanes, LIMITS, master, counting_beat(beat))
    worker.run(
        requests * random.uniform(0.9, 1.1) or float("inf"),  # noqa: S311 -- nothing is secret here
        on_retiring=partial(tell, master),
    )
    counting.write()
    exporting.stop()


def counting_beat(beat: Callable[[], None]) -> Callable[[], None]:
    """Also writes what was counted, every half a second at most."""
    last = time.monotonic()

    def beat_and_write() -> None:
        nonlocal last
        beat()
        now = time.monotonic()
        if now - last > COUNTING_SECONDS:
            last = now
            counting.write()

    return beat_and_write


@contextmanager
def counted(address: Address | None) -> Iterator[list[Role]]:
    """Count what all processes do within, and show it at an address; where there is none, not."""
    if address is None:
        yield []
        return
    listener = listening(address.host, str(address.port))
    # A disk would be written to all the time.
    shared = SHARED if os.access(SHARED, os.W_OK) else None
    with TemporaryDirectory(prefix="archive-metrics-", dir=shared) as folder:
        counting.start(Path(folder))
        logger.info("Metrics on %s port %s", *listener.getsockname()[:2])
        token = os.environ.get("METRICS_TOKEN", "")
        page = exporter(Path(folder), token)
        work = partial(show, application=page, folder=folder, master=os.getpid())
        yield [Role(listener, 1, work)]


def show(
    listener: socket.socket, place: int, beat: Callable[[], None], application: Application,
    folder: str, master: int,
) -> None:  # fmt: skip
    """Show metrics until there is no master; a process apart, so that it answers when all hang."""
    counting.stop()
    lanes = Lanes(WATCHERS, lambda request: next(iter(WATCHERS)), busy)
    Worker(listener, bodiless(application), lanes, LIMITS, master, beat).run(
        float("inf"), on_retiring=partial(tell, master)
    )
    if os.getppid() != master:  # who was killed, and removes nothing
        rmtree(folder, ignore_errors=True)


def tell_counts(counted: Role, role: Role, serving: int, how: str) -> None:
    if role is counted:
        counting.worker_changed(serving, how)


def counted_busy(headers: Mapping[str, str]) -> tuple[str, str]:
    counting.busy_answered()
    return busy(dict(headers))


def tell(master: int, hangs: bool) -> None:
    with suppress(ProcessLookupError):  # killed just now
        os.kill(master, HANGING if hangs else RETIRING)


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
            seconds = time.perf_counter() - begin
            counting.request_answered(route_of(environ["PATH_INFO"]), status[:3], seconds)
            logger.info(
                "%s %s %s %dms", method, path, status[:3], seconds * 1000,
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
