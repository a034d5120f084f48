"""Takes a file apart in a process of its own, which ends with it, whatever the file makes of it.

The process is forked from one that has the libraries loaded and nothing of the site: none waits for
Python to start. The system limits its memory and its processor time where it can: macOS takes no
limit of memory, and on Windows `resource` is missing. The clock is looked at from outside.
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
APART = ("media.cleaning.", "media.rendering")  # what imports nothing of the rest
WAITING = 3  # seconds of the clock for each of the processor, on a machine that is busy


@dataclass(frozen=True)
class Allowance:
    """What one file may take: bytes of memory and seconds of the processor; 0 of both, anything."""

    memory: int
    seconds: int


def run(allowance: Allowance, function: Callable[..., Result], *arguments: Any) -> Result:
    """Return what the function returns or raise what it raises; refuse a file that takes more.

    A function of the rest of the site is a TypeError: the process could not even import it.
    """
    if function.__module__.startswith(SITE) and not function.__module__.startswith(APART):
        raise TypeError(f"{function.__module__} needs more than this process has loaded.")
    if not allowance.seconds:  # in this process
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
    except EOFError as ended:  # by the system, in the middle of its work
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
        return  # the other side meets the end
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
        with suppress(ValueError, OSError):  # a limit that the system does not have
            resource.setrlimit(kind, (most, most))


def _memory_in_use() -> int:
    """What the libraries have taken, in bytes of address space; 0 where no system says it."""
    statistics = Path("/proc/self/statm")
    if not statistics.exists():
        return 0
    return int(statistics.read_text().split()[0]) * resource.getpagesize()


def _too_much() -> Refused:
    return Refused(
        "This file takes more memory or time to be taken apart than a file may. Make it smaller: "
        "print a PDF as a new one or split it, and save a picture with fewer pixels."
    )
