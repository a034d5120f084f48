"""A server in a process of its own, one of whose paths never answers: `python -m … PORT`."""

import logging
import os
import sys
from functools import partial
from threading import Event

from cms.serve.limits import LIMITS
from cms.serve.listeners import listening
from cms.serving.lanes import Lanes, Plan
from cms.serving.master import Master, Role, retire
from cms.serving.worker import Worker

HANGS_AFTER = 0.5
LOGGER = logging.getLogger("hung")


def answer(environ, start_response):
    if environ["PATH_INFO"] == "/hang":
        Event().wait()
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


def work(listener, place, beat, master):
    plans = {"readers": Plan(threads=1, patience=0.1, hangs_after=HANGS_AFTER)}
    lanes = Lanes(plans, lambda request: "readers", lambda headers: ("text/plain", "busy"))
    worker = Worker(listener, answer, lanes, LIMITS, master, beat)
    worker.run(float("inf"), on_retiring=partial(retire, master))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    listener = listening("127.0.0.1", sys.argv[1])
    role = Role(listener, 1, partial(work, master=os.getpid()))
    Master([role], tell=lambda role, number, how: LOGGER.info("told: %s", how)).run()
