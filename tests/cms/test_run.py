"""The one-line messages of `make run` when it cannot run."""

import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from cms import run
from tests import pins

ROOT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path):
    """A checkout with the build's files in it, and nothing made yet."""
    for name in ("Makefile", *pins.FILES):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def make(checkout, **variables):
    settings = [f"{name}={value}" for name, value in variables.items()]
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    process = subprocess.run(
        ["make", "run", *settings], cwd=checkout, env=environment, capture_output=True, text=True
    )
    assert process.returncode != 0
    lines = (process.stdout + process.stderr).splitlines()
    return [line for line in lines if not line.startswith("make: ***")]


def test_an_old_python_is_one_line(checkout):
    old = checkout / "python3.9"
    old.write_text('#!/bin/sh\n[ "$1" = --version ] && echo Python 3.9.2\n')
    old.chmod(0o755)
    [line] = make(checkout, PYTHON=old)
    assert line.startswith(
        "Python 3.11 or newer with its venv module is needed (found: Python 3.9.2;"
    )


def test_no_python_is_one_line(checkout):
    [line] = make(checkout, PYTHON="")
    assert line.startswith("Python 3.11 or newer with its venv module is needed")


def test_an_unwritable_environment_is_one_line(checkout):
    # A file in its place: root may write to every folder.
    (checkout / ".venv").touch()
    [line] = make(checkout, PYTHON=sys.executable)
    assert line.startswith(".venv/ cannot be written")


def test_an_unwritable_data_folder_is_one_line(tmp_path):
    (tmp_path / "var").touch()
    with pytest.raises(SystemExit) as refusal:
        run.refuse_unwritable_folder(tmp_path / "var")
    assert refusal.value.code == "var/, where the data goes, cannot be written: File exists."


def test_a_taken_port_is_one_line():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        environment = os.environ | {"HOST": "127.0.0.1", "PORT": port}
        process = subprocess.run(
            [sys.executable, "-m", "cms.run"],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
        )
    assert process.returncode == 1
    [line] = process.stderr.splitlines()
    assert line.startswith(f"Nothing can listen on 127.0.0.1 port {port}: Address already in use.")


@pytest.mark.parametrize("port", ["http", "0", "65536", "-1"])
def test_a_port_that_is_none_is_refused(port):
    with pytest.raises(SystemExit, match="PORT must be a number from 1 to 65535"):
        run.refuse_taken_address("127.0.0.1", port)


def test_a_host_that_is_not_here_is_refused():
    with pytest.raises(SystemExit, match=r"Nothing can listen on 192\.0\.2\.1 port"):
        run.refuse_taken_address("192.0.2.1", "8000")


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("localhost", "http://localhost:8000"),
        ("0.0.0.0", "http://127.0.0.1:8000"),
        ("::", "http://[::1]:8000"),
    ],
)
def test_the_address_can_be_opened(host, address):
    assert run.address_to_open(host, "8000") == address


@pytest.mark.django_db
def test_the_site_is_the_first_address(capsys, settings):
    settings.FRONTEND_URL = "http://127.0.0.1:8000"
    run.introduce("http://127.0.0.1:8000")
    lines = capsys.readouterr().out.split("\n")
    assert lines[1:3] == [
        "  Site   http://127.0.0.1:8000/",
        "  Admin  http://127.0.0.1:8000/admin/",
    ]


STUB = """
import sys, time
from pathlib import Path
ticks = Path("ticks")
if sys.argv[1] == "tick":
    with ticks.open("a") as file:
        print("tick", file=file)
while sys.argv[1] == "runserver" and (not ticks.exists() or len(ticks.read_text()) < 10):
    time.sleep(0.05)
sys.exit(7 if sys.argv[1] == "runserver" else 1)
"""


@pytest.fixture
def signals():
    numbers = (signal.SIGINT, signal.SIGTERM)
    handlers = [signal.getsignal(number) for number in numbers]
    yield
    for number, handler in zip(numbers, handlers, strict=True):
        signal.signal(number, handler)


def test_the_clock_ticks_on_beside_the_server_and_ends_with_it(tmp_path, monkeypatch, signals):
    (tmp_path / "manage.py").write_text(STUB)
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "TICK_SECONDS", 0.01)
    monkeypatch.setenv("DJANGO_RUNSERVER_HIDE_WARNING", "true")  # `serve` sets it, too
    assert run.serve("127.0.0.1", "8000") == 7
    assert (tmp_path / "ticks").read_text().count("tick") >= 2


def test_what_was_started_has_ended_when_we_have(tmp_path, monkeypatch):
    (tmp_path / "manage.py").write_text("import time; time.sleep(600)")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    with pytest.raises(SystemExit), run.started("runserver") as process:
        raise SystemExit(143)
    assert process.returncode == -signal.SIGTERM
