"""The server as in production, in separate processes."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from django.db import connection

from tests.cms.settings.test_refusals import GOOD

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds, for a busy machine
FROM_PROXY = "Host: cms.example.org\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.1\r\n"


def free_port():
    try:
        with socket.create_server(("127.0.0.1", 0)) as free:
            return free.getsockname()[1]
    except OSError as error:
        pytest.skip(f"a server over sockets: this machine has none ({error})")


@contextmanager
def started(number, folder, module=("cms.serve",), **settings):
    """A server on this port, by default with one worker, stopped afterwards."""
    environment = {
        "PATH": os.environ["PATH"],
        **GOOD,
        "DATABASE_URL": f"sqlite:///{folder}/none.sqlite3",
        "SECURE_PROXY_SSL_HEADER": "X-Forwarded-Proto",
        "TRUSTED_PROXIES": "1",
        "WORKERS": "1",
        "PORT": str(number),
        **settings,
    }
    command = [sys.executable, "-m", *module]
    with (folder / "log").open("a") as log:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    with process:
        try:
            yield process
        finally:
            process.terminate()


def wait_until(process, is_ready):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with suppress(OSError):
            if is_ready():
                return
        time.sleep(0.1)
    pytest.fail("The server does not start.")


def answers(number):
    """Whether a server answers its health check there."""
    with socket.create_connection(("127.0.0.1", number), timeout=PATIENCE) as client:
        client.sendall(f"GET /healthz HTTP/1.1\r\n{FROM_PROXY}Connection: close\r\n\r\n".encode())
        return client.recv(4096).startswith(b"HTTP/1.1 200 ")


def own_database():
    """The DATABASE_URL of the tests' own database; the test needs `django_db_setup`."""
    options = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{options['NAME']}"
    return f"postgres://{options['USER']}@/{options['HOST']}/{options['NAME']}"


def log_of(folder):
    return (folder / "log").read_text().splitlines()
