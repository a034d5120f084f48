"""Times each SQL statement of a connection."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


class Timed:
    """Tells how long each statement took; a Django execute wrapper."""

    def __init__(self, tell: Callable[[float], None]) -> None:
        self._tell = tell

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self._tell(time.perf_counter() - began)


def time_statements(connection: Any, tell: Callable[[float], None]) -> None:
    """Time all statements of a connection from now on; a connection that is made anew stays so."""
    wrappers = connection.execute_wrappers
    if not any(isinstance(wrapper, Timed) for wrapper in wrappers):
        wrappers.insert(0, Timed(tell))  # whoever wraps for a while takes the last one off again


def time_no_more(connection: Any) -> None:
    wrappers = connection.execute_wrappers
    wrappers[:] = [wrapper for wrapper in wrappers if not isinstance(wrapper, Timed)]
