"""The PostgreSQL server that the tests start for themselves."""

import os
import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from . import postgres

SHOW_URL = "import os; print(os.environ['DATABASE_URL'], flush=True)"
pytestmark = pytest.mark.skipif(not postgres.find_programs(), reason=postgres.MISSING)


@contextmanager
def launched(code):
    command = [sys.executable, "-m", "tests.postgres", sys.executable, "-c", code]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        yield process


def folder_in(url):
    return Path(url.strip().split("@/")[1]).parent


def test_the_server_is_gone_with_its_command():
    with launched(SHOW_URL) as process:
        url, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    assert url.startswith("postgres://archive@//")
    assert not folder_in(url).exists()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_server_is_gone_after_an_interruption(number):
    with launched(f"{SHOW_URL}; import time; time.sleep(60)") as process:
        folder = folder_in(process.stdout.readline())
        assert folder.exists()
        os.killpg(process.pid, number)
    assert process.returncode == 128 + number
    assert not folder.exists()


def test_the_command_decides_the_exit_status():
    with launched("raise SystemExit(3)") as process:
        assert process.wait(timeout=60) == 3


def test_nothing_is_started_where_nothing_is_installed(monkeypatch):
    monkeypatch.setattr(postgres, "find_programs", lambda: None)
    monkeypatch.setattr(postgres, "stop_cleanly_when_interrupted", lambda: None)
    with pytest.raises(SystemExit, match="Left out: the suite on PostgreSQL: install"):
        postgres.main(["true"])
