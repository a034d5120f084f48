"""A server in a separate process, with a path that never answers: `python -m … PORT`.

Another path is slow, in a lane of its own, for longer than hanging threads are waited for.
"""

import logging
import os
import sys
import time
from functools import partial
from threading import Event

from cms.serve.limits import LIMITS
from cms.serve.listeners import listening
from cms.workers import worker as serving_worker
from cms.workers.lanes import Lanes, Plan
from cms.workers.master import Master, Role, retire
from cms.workers.worker import Worker

HANGS_AFTER = 0.5
LONG_SECONDS = 4
LOGGER = logging.getLogger("hung")


def answer(environ, start_response):
    if environ["PATH_INFO"] == "/hang":
        Event().wait()
    if environ["PATH_INFO"] == "/long":
        time.sleep(LONG_SECONDS)
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


def work(listener, place, beat, master):
    plans = {
        "readers": Plan(threads=1, patience=0.1, hangs_after=HANGS_AFTER),
        "/long": Plan(threads=1, patience=60),
    }
    lanes = Lanes(
        plans,
        lambda request: request.path if request.path in plans else "readers",
        lambda headers: ("text/plain", "busy"),
    )
    lanes.shutdown = partial(lanes.shutdown, timeout=0.1)
    worker = Worker(listener, answer, lanes, LIMITS, master, beat)
    worker.run(float("inf"), on_retiring=partial(retire, master))


if __name__ == "__main__":
    serving_worker.DRAIN_SECONDS = 1
    logging.basicConfig(level=logging.INFO)
    listener = listening("127.0.0.1", sys.argv[1])
    role = Role(listener, 1, partial(work, master=os.getpid()))
    Master([role], tell=lambda role, number, how: LOGGER.info("told: %s", how)).run()
