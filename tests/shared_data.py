"""Rows shared by the tests of a module that request them, like `setUpTestData`.

    @shared_data
    def section():
        return ArchiveSectionPageFactory()

    @shared_data
    def report(section):
        return ReportPageFactory(parent=section)

They are written before the first of consecutive tests with the same ones, and rolled back after the
last; tests that request none find none. Each test gets a copy of the returned objects, and its own
changes are rolled back as usual. Written files belong to the process, and stay.
"""

import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from copy import deepcopy
from typing import Any

import pytest
import pytest_django
from django.db import connection, transaction

Write = Callable[..., Any]

_writes: dict[int, Write] = {}  # by the identity of the fixture


def shared_data(write: Write) -> Any:
    """Make a fixture from a function that writes rows; it may only request other such fixtures."""
    name = write.__name__

    @pytest.fixture(name=name)
    def fixture(request: pytest.FixtureRequest, _shared_rows: dict[str, Any], db: None) -> Any:
        if name not in _shared_rows:  # for a test with real commits
            _shared_rows[name] = write(**{each: request.getfixturevalue(each) for each in asked})
        return _shared_rows[name]

    asked = inspect.signature(write).parameters
    _writes[id(fixture)] = write
    return fixture


class SharedRows:
    """The rows that are written at the moment, the oldest first."""

    def __init__(self) -> None:
        self._open: list[tuple[Write, ExitStack]] = []
        self._values: dict[str, Any] = {}

    def bring(self, item: pytest.Item, blocker: pytest_django.DjangoDbBlocker) -> dict[str, Any]:
        """Write exactly what this test requests; returns its objects."""
        wanted = _in_order(item, getattr(item, "fixturenames", ()))
        opened = [write for write, _stack in self._open]
        # Closing the connection would lose shared rows.
        if opened != wanted[: len(opened)] or connection.closed_in_transaction:
            self.roll_back()
        for write in wanted[len(self._open) :]:
            self._write(write, blocker)
        return deepcopy(self._values)

    def roll_back(self) -> None:
        while self._open:
            _write, stack = self._open.pop()
            stack.close()
        self._values = {}

    def _write(self, write: Write, blocker: pytest_django.DjangoDbBlocker) -> None:
        assert self._open or not connection.in_atomic_block, "beside rows that are written_once"
        given = {name: self._values[name] for name in inspect.signature(write).parameters}
        with ExitStack() as stack:
            stack.enter_context(blocker.unblock())
            stack.enter_context(transaction.atomic())
            stack.callback(transaction.set_rollback, True)
            self._values[write.__name__] = write(**given)
            self._open.append((write, stack.pop_all()))


def _in_order(item: pytest.Item, names: Iterable[str]) -> list[Write]:
    """The functions that write the rows of these names, each after those that it requests."""
    found: list[Write] = []
    for name in names:
        if write := _write_of(item, name):
            asked = _in_order(item, inspect.signature(write).parameters)
            found += [each for each in [*asked, write] if each not in found]
    return found


def _write_of(item: pytest.Item, name: str) -> Write | None:
    """The function behind the name in a test's module or nearest `conftest`."""
    for module in _modules(item):
        if fixture := getattr(sys.modules.get(module), name, None):
            return _writes.get(id(fixture))
    return None


def _modules(item: pytest.Item) -> Iterator[str]:
    module = item.getparent(pytest.Module)
    name = module.obj.__name__ if module else ""
    yield name
    while "." in name:
        name = name.rpartition(".")[0]
        yield f"{name}.conftest"
