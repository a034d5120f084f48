"""Redis lost: nothing is counted or cached meanwhile, and everybody gets an answer."""

import shutil
import subprocess

import pytest

from .load import ask
from .relay import relayed
from .server import answers, free_port, own_database, started, wait_until

pytestmark = [pytest.mark.django_db, pytest.mark.once]
MISSING = "Redis: install its server (Debian: apt install redis-server)"
READ = ("GET", "/graphql/?query=%7B__typename%7D", None)
EDITOR = ("GET", "/admin/", None, {"Cookie": "sessionid=6a09e667f3bcc908b2fb1366ea957d3e"})


@pytest.fixture
def redis(tmp_path):
    """A server with hardly any memory, behind a relay."""
    if not (program := shutil.which("redis-server")):
        pytest.skip(MISSING)
    number, front = free_port(), free_port()
    options = ["--port", str(number), "--save", "", "--maxmemory-policy", "noeviction"]
    process = subprocess.Popen([program, *options], cwd=tmp_path, stdout=subprocess.DEVNULL)
    with process, relayed(front, f"127.0.0.1:{number}") as relay:
        relay.service = number
        yield relay
        process.terminate()


@pytest.fixture
def port(redis, tmp_path):
    number, url = free_port(), f"rediscache://127.0.0.1:{redis.number}/0"
    settings = {"DATABASE_URL": own_database(), "CACHE_URL": url}
    with started(number, tmp_path, **settings) as process:
        wait_until(process, lambda: ask(number, *READ)[0] == 200)
        yield number


def test_full_frozen_and_killed_it_takes_nobody_along(redis, port):
    command(redis, "CONFIG", "SET", "maxmemory", "1")
    assert is_served(port)
    redis.freeze()
    assert is_served(port)
    redis.thaw()
    redis.kill()
    assert is_served(port)


def is_served(port):
    assert answers(port)
    return [ask(port, *READ)[0], ask(port, *EDITOR)[0]] == [200, 302]


def command(redis, *words):
    program = shutil.which("redis-cli")
    subprocess.run([program, "-p", str(redis.service), *words], check=True, capture_output=True)
