"""Where a request's time went, as a Server-Timing header that browsers' tools show."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any


class Timing:
    """Counts and times the SQL statements of one request; a Django execute wrapper."""

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._statements = 0
        self._sql = 0.0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            self._statements += 1
            self._sql += time.perf_counter() - began

    def header(self) -> str:
        total = time.perf_counter() - self._began
        sql = f'sql;desc="{self._statements} statements";dur={self._sql * 1000:.1f}'
        return f"{sql}, total;dur={total * 1000:.1f}"
