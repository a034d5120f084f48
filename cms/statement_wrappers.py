"""Django's execute wrappers, applied to all connections of a process for as long as it runs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import connections
from django.db.backends.signals import connection_created

Wrapper = Callable[..., Any]
_wrappers: list[Wrapper] = []


def wrap_statements(wrapper: Wrapper) -> None:
    """Call `wrapper` for each statement, on existing connections and on those opened later."""
    if wrapper not in _wrappers:
        _wrappers.append(wrapper)
    connection_created.connect(_wrap, dispatch_uid=__name__)
    for connection in connections.all(initialized_only=True):
        _wrap(connection)


def unwrap_statements(wrapper: Wrapper) -> None:
    """Stop calling it, on the connections of this thread and on those opened later."""
    if wrapper in _wrappers:
        _wrappers.remove(wrapper)
    for connection in connections.all(initialized_only=True):
        if wrapper in connection.execute_wrappers:
            connection.execute_wrappers.remove(wrapper)


def _wrap(connection: Any, **_options: Any) -> None:
    for wrapper in _wrappers:
        if wrapper not in connection.execute_wrappers:  # the connection was recreated
            # First: temporary wrappers remove the last one.
            connection.execute_wrappers.insert(0, wrapper)
