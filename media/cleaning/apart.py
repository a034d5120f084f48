"""Runs a cleaner in a separate process, so that a file cannot harm the server.

The process is forked from one that has loaded the libraries and nothing of the site, so none waits
for Python to start. The system limits memory and CPU time if it can: macOS cannot limit memory, and
Windows has no `resource`. The wall time is limited from outside.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from .refused import Refused

try:
    import resource
except ImportError:
    resource = None  # type: ignore[assignment]

Result = TypeVar("Result")
SITE = ("archive.", "cms.", "home.", "media.")
CLEANERS = ["media.cleaning.documents", "media.cleaning.pictures"]
APART = ("media.cleaning.", "media.rendering")  # modules that import nothing else of the site
WAITING = 3  # seconds of wall time for each of CPU time, on a busy machine


@dataclass(frozen=True)
class Allowance:
    """What one file may take: bytes of memory and seconds of CPU; 0 for both means no limit."""

    memory: int
    seconds: int


def run(allowance: Allowance, function: Callable[..., Result], *arguments: Any) -> Result:
    """Return or raise what the function returns or raises; refuse a file that takes more.

    Raises TypeError for a function of another part of the site, which the process cannot import.
    """
    if function.__module__.startswith(SITE) and not function.__module__.startswith(APART):
        raise TypeError(f"{function.__module__} needs more than this process has loaded.")
    if not allowance.seconds:  # run in this process
        return function(*arguments)
    receiver, sender = _processes().Pipe(duplex=False)
    process: Any = _processes().Process(
        target=_work, args=(sender, allowance, function, arguments), daemon=True
    )
    process.start()
    sender.close()
    try:
        if not receiver.poll(allowance.seconds * WAITING):
            raise _too_much()
        answer = receiver.recv()
    except EOFError as ended:  # killed by the system
        raise _too_much() from ended
    finally:
        receiver.close()
        process.kill()
        process.join()
        process.close()
    if isinstance(answer, BaseException):
        raise answer
    return answer


@cache
def _processes() -> Any:
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(CLEANERS)
    return context


def _work(
    sender: Connection, allowance: Allowance, function: Callable[..., Any], arguments: Any
) -> None:
    _limit(allowance)
    try:
        answer = function(*arguments)
    except MemoryError:
        return  # the other side sees the end of the stream
    except Exception as error:  # noqa: BLE001 -- whatever it is, the other side raises it
        answer = error
    sender.send(answer)


def _limit(allowance: Allowance) -> None:
    if resource is None:
        return
    for kind, most in (
        (resource.RLIMIT_AS, allowance.memory + _memory_in_use()),
        (resource.RLIMIT_CPU, allowance.seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        with suppress(ValueError, OSError):  # a limit that the system does not support
            resource.setrlimit(kind, (most, most))


def _memory_in_use() -> int:
    """The libraries' use of address space in bytes; 0 if the system does not tell."""
    statistics = Path("/proc/self/statm")
    if not statistics.exists():
        return 0
    return int(statistics.read_text().split()[0]) * resource.getpagesize()


def _too_much() -> Refused:
    return Refused(
        "This file takes more memory or time to be taken apart than a file may. Make it smaller: "
        "print a PDF as a new one or split it, and save a picture with fewer pixels."
    )
