"""Runs a part of a test in a separate process, which may be killed before an SQL statement."""

import os
import signal
import traceback
from itertools import count

from django.db import connection, connections


def in_a_process(work):
    """Run it in a separate process; returns its exit code."""
    connections.close_all()
    if child := os.fork():
        return child
    ended = 1
    try:
        work()
        ended = 0
    except Exception:  # noqa: BLE001 -- whatever it is, the test must hear of it
        traceback.print_exc()
    finally:
        os._exit(ended)


def exit_code(child):
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def killed_before(last):
    """Kill this process before a statement:

    the one with this number, or the first that begins so.
    """
    numbers = count(1)

    def execute(call, sql, *arguments):
        if next(numbers) == last or (isinstance(last, str) and sql.startswith(last)):
            os.kill(os.getpid(), signal.SIGKILL)
        return call(sql, *arguments)

    return connection.execute_wrapper(execute)
