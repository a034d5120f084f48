"""The master: holds the listener, starts the workers, and starts anew what ends.

It imports the application once, and each worker is a fork of it that shares its memory. As all
workers take connections from one queue of the system, one that ends leaves none behind.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
import time
from collections.abc import Callable
from logging import getLogger, shutdown

from .worker import DRAIN_SECONDS

logger = getLogger("cms.serving")
RETIRING = signal.SIGUSR1  # from a worker that takes nobody any more, so that another begins
HEARD = {signal.SIGTERM, signal.SIGINT, signal.SIGCHLD, RETIRING}
STOP_SECONDS = DRAIN_SECONDS + 10  # until a worker that does not end is killed
YOUNG_SECONDS = 1  # who ends before has to wait for its successor


class Master:
    """Keeps so many workers; `work` is what one does with the listener until it is done."""

    def __init__(
        self, listener: socket.socket, work: Callable[[socket.socket], None], workers: int
    ) -> None:
        self._listener, self._work, self._number = listener, work, workers
        self._serving: dict[int, float] = {}  # since when, by process
        self._retiring: set[int] = set()

    def run(self) -> None:
        """Serve until SIGTERM or Ctrl-C, and end when every worker has."""
        signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
        gc.collect()
        gc.freeze()  # or the first collection in a worker would copy what it shares
        while True:
            while len(self._serving) < self._number:
                self._start()
            heard = signal.sigwaitinfo(HEARD)
            if heard.si_signo in (signal.SIGTERM, signal.SIGINT):
                return self._stop()
            if heard.si_signo == RETIRING and heard.si_pid in self._serving:
                del self._serving[heard.si_pid]
                self._retiring.add(heard.si_pid)
            self._reap()

    def _start(self) -> None:
        if process := os.fork():
            self._serving[process] = time.monotonic()
            return
        code = 1
        try:
            signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)
            self._work(self._listener)
            code = 0
        except Exception:  # whatever it is, the log says it and a fork does nothing else
            logger.exception("A worker failed")
        finally:
            shutdown()
            sys.stdout.flush()
            os._exit(code)

    def _stop(self) -> None:
        self._listener.close()
        for process in self._children:
            os.kill(process, signal.SIGTERM)
        end = time.monotonic() + STOP_SECONDS
        while self._children and (left := end - time.monotonic()) > 0:
            signal.sigtimedwait({signal.SIGCHLD}, min(left, 1))
            self._reap()
        for process in self._children:
            logger.error("Worker %d does not end and is killed", process)
            os.kill(process, signal.SIGKILL)

    @property
    def _children(self) -> set[int]:
        return {*self._serving, *self._retiring}

    def _reap(self) -> None:
        for process in self._children:
            ended, status = os.waitpid(process, os.WNOHANG)
            if not ended:
                continue
            self._retiring.discard(process)
            since = self._serving.pop(process, None)
            if code := os.waitstatus_to_exitcode(status):
                logger.error("Worker %d ended with %d", process, code)
                if since and time.monotonic() - since < YOUNG_SECONDS:
                    time.sleep(YOUNG_SECONDS)
