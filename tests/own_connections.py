"""Work for another thread, whose connections nobody else would close."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import connections


def with_own_connections(work: Callable[..., Any]) -> Callable[..., Any]:
    """Close the connections that the work opened in its thread, whatever comes of it.

    One that is left open holds up whoever empties or drops the tests' database on PostgreSQL.
    """

    @wraps(work)
    def run(*arguments: Any, **options: Any) -> Any:
        try:
            return work(*arguments, **options)
        finally:
            connections.close_all()

    return run
