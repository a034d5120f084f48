"""Fixtures for all tests: the API as a frontend queries it, and the archive's languages."""

import gc
import os
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import pytest
import pytest_django
from django.conf import settings
from django.db import connection
from django.db.backends.base.creation import BaseDatabaseCreation
from django.test import Client
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from wagtail.models import Locale

from . import ready
from .factories import languages
from .first_rows import put_back
from .left_behind import forget_others, left_behind, state_of_process
from .shared_data import SharedRows

# No deadlines, as machines may be busy. Function-scoped fixtures are shared by all examples of a
# test.
hypothesis_settings.register_profile(
    "archive",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis_settings.load_profile("archive")
# A test discards a few thousand objects: too few to collect them seven hundred at a time.
gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix: None) -> None:
    """Begin with the database that `python -m tests` has migrated, if it did."""
    if ready.READY in os.environ:
        ready.copy()


@pytest.fixture(scope="session")
def django_db_keepdb(request: pytest.FixtureRequest) -> bool:
    """Whether the file of the tests' database exists already."""
    copied = ready.is_file(os.environ.get(ready.READY, ""))
    return copied or request.config.getvalue("reuse_db")


@pytest.fixture(scope="session", autouse=True)
def _first_rows_at_once() -> Iterator[None]:
    """Put back in a few statements what a test with real commits deletes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseCreation, "deserialize_db_from_string", put_back)
        yield


@pytest.fixture(autouse=True)
def _nothing_left_behind(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Reset what others left, and fail a test that leaves state behind."""
    forget_others()
    before = state_of_process()
    yield
    monkeypatch.undo()  # it began before this one, for pytest-django
    assert left_behind(before) == {}


@pytest.fixture
def graphql(client: Client) -> Callable[..., dict[str, Any]]:
    """Post a query with its variables as an anonymous reader, and return the parsed answer."""

    def ask(query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
        body = {"query": query, "variables": variables or {}}
        return client.post("/graphql/", body, content_type="application/json").json()

    return ask


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[datetime], datetime]:
    """Let the clock stand still at an instant: `at = clock(timezone.now())`."""

    def stop(instant: datetime) -> datetime:
        class Stopped(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:
                return instant.astimezone(tz)

        monkeypatch.setattr("django.utils.timezone.datetime", Stopped)
        return instant

    return stop


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Callable[[Callable[[], Any]], Any]:
    """Do something as if its transaction committed: `committed(page.delete)`."""

    def run(write: Callable[[], Any]) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return write()

    return run


@pytest.fixture
def locales(db: None) -> dict[str, Locale]:
    """English, Japanese and Korean by their code."""
    return languages()


@pytest.fixture(scope="module")
def _rows_of_module() -> Iterator[SharedRows]:
    rows = SharedRows()
    yield rows
    rows.roll_back()


@pytest.fixture
def _shared_rows(
    request: pytest.FixtureRequest,
    _rows_of_module: SharedRows,
    django_db_setup: None,
    django_db_blocker: pytest_django.DjangoDbBlocker,
) -> dict[str, Any]:
    """Before a test's own transaction, write exactly the rows that it shares with others."""
    if commits(request.node):
        _rows_of_module.roll_back()
        return {}
    return _rows_of_module.bring(request.node, django_db_blocker)


@pytest.fixture
def _django_db_helper(_shared_rows: dict[str, Any], _django_db_helper: None) -> None:
    """The transaction of a test, within that of its shared rows."""


@pytest.fixture(autouse=True)
def _no_session_left(
    request: pytest.FixtureRequest, django_db_blocker: pytest_django.DjangoDbBlocker
) -> Iterator[None]:
    """Blame the test that leaves a PostgreSQL session, not the last one, which would be blocked."""
    yield
    if connection.vendor == "postgresql" and commits(request.node):
        end = time.monotonic() + 30  # a session ends a moment after its client
        with django_db_blocker.unblock():
            while sessions_left() and time.monotonic() < end:
                time.sleep(0.05)
            assert not sessions_left()


def sessions_left() -> list[tuple[str, str]]:
    """State and last statement of each other client of the tests' database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, query FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        )
        return cursor.fetchall()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run each test on the databases that matter, and repair what real commits empty.

    Tests without a database behave the same everywhere, and were run before PostgreSQL; so were
    tests marked `once`: texts of posts, files, processes, numbers of statements whose queries other
    tests run on PostgreSQL.
    """
    for item in items:
        restore_first_rows(item)
    wanted = is_for_postgresql if connection.vendor == "postgresql" else is_for_any
    elsewhere = [item for item in items if not wanted(item)]
    items[:] = [item for item in items if wanted(item)]
    config.hook.pytest_deselected(items=elsewhere)


def pytest_collection_finish() -> None:
    """Exclude modules, models and tests from garbage collection."""
    gc.freeze()


def is_for_any(item: pytest.Item) -> bool:
    return item.get_closest_marker("postgresql") is None


def is_for_postgresql(item: pytest.Item) -> bool:
    if item.get_closest_marker("once"):
        return False
    asked = {"db", "transactional_db", "live_server", "django_db_setup"}
    marks = ("postgresql", "django_db")
    return bool(asked & set(getattr(item, "fixturenames", ()))) or any(
        item.get_closest_marker(mark) for mark in marks
    )


def restore_first_rows(item: pytest.Item) -> None:
    """Restore the languages and pages of the migrations, which a test with real commits deletes.

    Django empties all tables after such a test, and restores only what it was asked to keep.
    """
    if commits(item):
        marker = item.get_closest_marker("django_db")
        options = marker.kwargs if marker else {}
        kept = {**options, "transaction": True, "serialized_rollback": True}
        item.add_marker(pytest.mark.django_db(**kept), append=False)


def commits(item: pytest.Item) -> bool:
    """Whether a test writes with real commits, after which all tables are emptied."""
    marker = item.get_closest_marker("django_db")
    asked = {"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
    return bool(asked or (marker and marker.kwargs.get("transaction")))


def pytest_unconfigure() -> None:
    """Delete this process's files; the workers of pytest-xdist end without their exit handlers."""
    shutil.rmtree(settings.FILES, ignore_errors=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell `python -m tests` what was skipped and why, for its final summary."""
    if not (left_out := os.environ.get("LEFT_OUT")):
        return
    with Path(left_out).open("a") as file:
        for report in terminalreporter.stats.get("skipped", []):
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
            file.write(f"{report.nodeid.split('::')[0]}: {reason.removeprefix('Skipped: ')}\n")
