"""The master: holds the listeners, starts the workers, and replaces those that end or hang.

It imports the application once, and each worker is a fork that shares its memory. As all workers
take connections from one queue of the system, one that ends leaves none behind.
"""

from __future__ import annotations

import faulthandler
import gc
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from logging import getLogger, shutdown

from .pulse import Pulse
from .worker import DRAIN_SECONDS, STOPS, is_stop

if not hasattr(signal, "sigtimedwait"):  # and real-time signals: macOS has neither
    sys.exit("The public server needs Linux. On this system `make run` serves for development.")
logger = getLogger("cms.workers")
# Sent by a worker that accepts no more connections, so that another begins. Real-time signals are
# queued: two at once arrive twice.
RETIRING = signal.SIGRTMIN
HANGING = signal.SIGRTMIN + 1  # the same, by one whose threads are stuck
ENDS = {RETIRING: "retired", HANGING: "hung"}
WHERE = signal.SIGUSR1  # asks a worker to log the stacks of its threads
HEARD = {*STOPS, signal.SIGCHLD, *ENDS}
STOP_SECONDS = DRAIN_SECONDS + 10  # until a worker that does not end is killed
YOUNG_SECONDS = 1  # a worker that ends earlier is replaced with a delay
LOOKS = 12  # without a sign of life, before a child is killed
PLACES = 256  # simultaneous children, including those that answer their last requests


def retire(master: int, hangs: bool) -> None:
    """Tell the master, from one of its children, that it accepts no more connections."""
    with suppress(ProcessLookupError):  # just killed
        os.kill(master, HANGING if hangs else RETIRING)


@dataclass(frozen=True)
class Role:
    """What a number of children do with a listener.

    Each is given its place, which is unique at the time, and a function for its sign of life.
    """

    listener: socket.socket
    number: int
    work: Callable[[socket.socket, int, Callable[[], None]], None]


@dataclass
class _Child:
    role: Role
    place: int
    since: float
    count: int = 0  # of its pulse at the last look
    silent: int = 0  # looks at which it was the same
    is_retiring: bool = False


class Master:
    """Keeps a number of children for each role.

    A child without a sign of life for `patience` seconds is killed; 0 means never. `tell` is called
    for each child that begins or serves no more, with its role, the number serving in it now, and
    the reason ("" for a new one). `flush` lets threads finish before a fork, which would interrupt
    them, and before a child ends.
    """

    def __init__(
        self, roles: Sequence[Role], patience: float = 0,
        tell: Callable[[Role, int, str], None] = lambda role, number, how: None,
        flush: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        self._roles, self._tell, self._flush = roles, tell, flush
        self._interval = patience / LOOKS or 3600.0  # seconds between looks
        self._is_patient = not patience
        self._children: dict[int, _Child] = {}
        self._pulse = Pulse(PLACES)
        self._starts_at = 0.0  # no child is started before
        self._looks_at = 0.0

    def run(self) -> None:
        """Serve until a signal says to stop, and end when every child has ended."""
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # if it is ignored, the system reaps children
        signal.pthread_sigmask(signal.SIG_BLOCK, HEARD)
        gc.collect()
        gc.freeze()  # otherwise the first collection in a worker would copy shared memory
        while True:
            heard = signal.sigtimedwait(HEARD, self._fill())
            if heard and is_stop(heard.si_signo):
                return self._stop()
            if heard and heard.si_signo in ENDS:
                self._retire(heard.si_pid, ENDS[heard.si_signo])
            self._reap()
            self._look()

    def _serving(self, role: Role) -> int:
        """The number of its children that accept requests."""
        children = self._children.values()
        return sum(child.role is role and not child.is_retiring for child in children)

    def _fill(self) -> float:
        """Start missing children; return after how many seconds to look again."""
        for role in self._roles:
            while self._serving(role) < role.number:
                if (left := self._starts_at - time.monotonic()) > 0:
                    return min(left, self._interval)
                self._start(role)
        return self._interval

    def _start(self, role: Role) -> None:
        place = self._free_place()
        self._flush()
        try:
            if place is None:
                raise BlockingIOError(0, "too many are about to end")
            process = os.fork()
        except OSError as error:  # out of memory or processes: existing children continue
            logger.error("No worker can be started: %s", error.strerror)
            self._starts_at = time.monotonic() + YOUNG_SECONDS
            return
        if process:
            count = self._pulse.count(place)
            self._children[process] = _Child(role, place, time.monotonic(), count)
            self._say(role, "")
            return
        code = 1
        try:
            faulthandler.register(WHERE)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, HEARD)
            for other in self._roles:
                if other is not role:
                    other.listener.close()
            role.work(role.listener, place, lambda: self._pulse.beat(place))
            code = 0
        except Exception:  # whatever it is, it is logged, and a fork does nothing else
            logger.exception("A worker failed")
        finally:
            self._flush()
            shutdown()
            sys.stdout.flush()
            os._exit(code)

    def _free_place(self) -> int | None:
        places = {child.place for child in self._children.values()}
        return min(set(range(PLACES)) - places, default=None)

    def _retire(self, process: int, how: str) -> None:
        child = self._children.get(process)
        if child and not child.is_retiring:
            child.is_retiring = True
            self._say(child.role, how)

    def _look(self) -> None:
        """Kill children that gave no sign at the last looks;

        a machine that was suspended counts as one look.
        """
        now = time.monotonic()
        if self._is_patient or now < self._looks_at:
            return
        self._looks_at = now + self._interval
        for process, child in self._children.items():
            count = self._pulse.count(child.place)
            child.silent = child.silent + 1 if count == child.count else 0
            child.count = count
            if child.silent == LOOKS:
                logger.error("Worker %d hangs, and is replaced", process)
                os.kill(process, WHERE)
            elif child.silent > LOOKS:
                os.kill(process, signal.SIGKILL)

    def _stop(self) -> None:
        for role in self._roles:
            role.listener.close()
        for process in self._children:
            os.kill(process, signal.SIGTERM)
        end = time.monotonic() + STOP_SECONDS
        while self._children and (left := end - time.monotonic()) > 0:
            signal.sigtimedwait({signal.SIGCHLD}, min(left, 1))
            self._reap()
        for process in self._children:
            logger.error("Worker %d does not end and is killed", process)
            os.kill(process, signal.SIGKILL)

    def _reap(self) -> None:
        for process, child in list(self._children.items()):
            ended, status = os.waitpid(process, os.WNOHANG)
            if not ended:
                continue
            del self._children[process]
            code = os.waitstatus_to_exitcode(status)
            if code:
                logger.error("Worker %d ended with %d", process, code)
            if child.is_retiring:
                continue
            if code and time.monotonic() - child.since < YOUNG_SECONDS:
                self._starts_at = time.monotonic() + YOUNG_SECONDS
            how = "failed" if code else "ended"
            self._say(child.role, "hung" if child.silent >= LOOKS else how)

    def _say(self, role: Role, how: str) -> None:
        self._tell(role, self._serving(role), how)
