"""Serves the project in production: `python -m cms.serve`.

Waitress collects a request, from all clients at once, before a thread gets it, and takes the whole
answer from the thread before the client has read it: slow clients hold up nobody. `listeners` are
its sockets, `limits` what a request may take before the application sees it, `answers` wraps the
application, and `watching` counts and shows metrics.
"""

from __future__ import annotations

import os
import random
import socket
from collections.abc import Callable
from functools import partial
from logging import getLogger
from typing import Any

from django.conf import settings
from django.db import connections

from cms.logs.request_id import ENVIRON
from cms.metrics import counting
from cms.metrics.environment import READERS_PORT, metrics_address
from cms.metrics.routes import route_of
from cms.reports import sentry
from cms.traces import exporting
from cms.traces.requests import traced
from cms.workers.environment import number, number_of_workers
from cms.workers.lanes import Lanes, Plan
from cms.workers.master import Master, Role, retire
from cms.workers.warming import warm_up
from cms.workers.worker import Worker
from cms.wsgi import application

from .answers import bodiless, logged
from .limits import LIMITS
from .listeners import handed_over, listening
from .watching import counted, counted_busy, counting_beat, tell_counts

logger = getLogger(__name__)
READERS, EDITORS, PICTURES = "readers", "editors", "pictures"
FILES, LOOKS = "files", "looks"
THREADS = {READERS: 4, EDITORS: 2, PICTURES: 2, FILES: 2, LOOKS: 1}
# Threads that make sizes of pictures wait for earlier ones; threads for files and health checks
# wait for storages: they must not hold up the API.
BEGINNINGS = {"/admin/": EDITORS, "/images/": PICTURES, "/documents/": FILES, "/readyz": LOOKS}
# Seconds: a reader's request has a time limit, and may fetch a file; an editor's may be an import.
HANGS_AFTER = dict.fromkeys(THREADS, 5 * 60) | {EDITORS: 15 * 60}


def main() -> None:
    host, port = os.environ.get("HOST") or "127.0.0.1", os.environ.get("PORT") or READERS_PORT
    requests, hanging = number("WORKER_REQUESTS", 20_000), number("HANGING_SECONDS", 60)
    patience = dict.fromkeys(THREADS, number("BUSY_SECONDS", 3)) | {EDITORS: 20, PICTURES: 20}
    plans = {
        name: Plan(count, patience[name], HANGS_AFTER[name]) for name, count in THREADS.items()
    }
    address = metrics_address(os.environ)
    serve = partial(work, plans=plans, requests=requests, master=os.getpid())
    workers = Role(handed_over() or listening(host, port), number_of_workers(), serve)
    logger.info("Serving on %s port %s", *workers.listener.getsockname()[:2])
    connections.close_all()  # otherwise the workers would share one
    with counted(address) as exporters:
        counts = partial(tell_counts, workers)
        Master([workers, *exporters], hanging, counts, sentry.flush).run()


def work(
    listener: socket.socket, place: int, beat: Callable[[], None], plans: dict[str, Plan],
    requests: int, master: int,
) -> None:  # fmt: skip
    """Serve as one worker, for about this many requests, so that not all workers end at once."""
    counting.take_place(place)
    exporting.start()
    lanes = Lanes(plans, lane_of, counted_busy)
    answer = logged(bodiless(application))
    if exporting.is_measuring():
        answer = traced(answer, route_of, settings.TRUSTED_PROXIES > 0, id_in=ENVIRON)
    warm_up()
    worker = Worker(listener, answer, lanes, LIMITS, master, counting_beat(beat))
    worker.run(
        requests * random.uniform(0.9, 1.1) or float("inf"),  # noqa: S311 -- nothing is secret here
        on_retiring=partial(retire, master),
    )
    counting.write()
    exporting.stop()


def lane_of(request: Any) -> str:
    """The lane, by the path that the application sees;

    requests with a body are no health checks.
    """
    path = f"/{request.path.lstrip('/')}"
    if path == "/healthz" and request.body_rcv is None:
        return Lanes.PROBES
    for beginning, lane in BEGINNINGS.items():
        if path.startswith(beginning):
            return lane
    return READERS
