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

from .worker import DRAIN_SECONDS, STOPS, is_stop

logger = getLogger("cms.serving")
# From a worker that takes nobody any more, so that another begins. It is one of those signals of
# which two at once are heard twice.
RETIRING = signal.SIGRTMIN
HEARD = {*STOPS, signal.SIGCHLD, RETIRING}
STOP_SECONDS = DRAIN_SECONDS + 10  # until a worker that does not end is killed
YOUNG_SECONDS = 1  # who ends before has to wait for its successor
LONG_SECONDS = 3600.0  # nothing has to be done by itself


class Master:
    """Keeps so many workers; `work` is what one does with the listener until it is done."""

    def __init__(
        self, listener: socket.socket, work: Callable[[socket.socket], None], workers: int
    ) -> None:
        self._listener, self._work, self._number = listener, work, workers
        self._serving: dict[int, float] = {}  # since when, by process
        self._retiring: set[int] = set()
        self._starts_at = 0.0  # before that none is started

    def run(self) -> None:
        """Serve until a signal says to stop, and end when every worker has."""
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # or the system would reap, where ignored
        signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
        gc.collect()
        gc.freeze()  # or the first collection in a worker would copy what it shares
        while True:
            heard = signal.sigtimedwait(HEARD, self._fill())
            if heard and is_stop(heard.si_signo):
                return self._stop()
            if heard and heard.si_signo == RETIRING and heard.si_pid in self._serving:
                del self._serving[heard.si_pid]
                self._retiring.add(heard.si_pid)
            self._reap()

    def _fill(self) -> float:
        """Start the workers that are missing; after how many seconds to look again."""
        while len(self._serving) < self._number:
            if (left := self._starts_at - time.monotonic()) > 0:
                return left
            self._start()
        return LONG_SECONDS

    def _start(self) -> None:
        try:
            process = os.fork()
        except OSError as error:  # no memory or process is left: those that are there go on
            logger.error("No worker can be started: %s", error.strerror)
            self._starts_at = time.monotonic() + YOUNG_SECONDS
            return
        if process:
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
                    self._starts_at = time.monotonic() + YOUNG_SECONDS
