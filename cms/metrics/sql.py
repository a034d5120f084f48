"""Times each SQL statement."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


class Timed:
    """Measures each statement; a Django execute wrapper."""

    def __init__(self, tell: Callable[[float], None]) -> None:
        self._tell = tell

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self._tell(time.perf_counter() - began)
