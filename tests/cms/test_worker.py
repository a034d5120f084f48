"""Who sends slowly waits alone: gunicorn as a public server starts it, asked over real sockets."""

import os
import socket
import subprocess
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Event, Thread

import pytest

from cms.worker import HEAD_BYTES, SECONDS, WHOLE_BYTES, is_upload, missing
from tests.cms.test_refusals import GOOD

ROOT = Path(__file__).parents[2]
PATIENCE = 60  # seconds, for a busy machine; whatever waits for a slow client waits for longer
MANY = 50  # with 8 threads
FROM_PROXY = "Host: cms.example.org\r\nX-Forwarded-Proto: https\r\nX-Forwarded-For: 192.0.2.1\r\n"
BODY = '{"query":"{ __typename }"}'
POST = f"POST /graphql/ HTTP/1.1\r\n{FROM_PROXY}Content-Type: application/json\r\n"
WHOLE = f"{POST}Content-Length: {len(BODY)}\r\n\r\n{BODY}"
ANSWER = b'{"data":{"__typename":"Query"}}'


@pytest.fixture(scope="module")
def port(tmp_path_factory):
    """A server of two processes with four threads each."""
    try:
        with socket.create_server(("127.0.0.1", 0)) as free:
            number = free.getsockname()[1]
    except OSError as error:
        pytest.skip(f"gunicorn over sockets: this machine has none ({error})")
    folder = tmp_path_factory.mktemp("gunicorn")
    with (folder / "log").open("w") as log, started(number, folder, log) as process:
        try:
            wait_for(process, number)
            yield number
        finally:
            process.terminate()


def started(number, folder, log):
    environment = {
        "PATH": os.environ["PATH"],
        **GOOD,
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "SECURE_PROXY_SSL_HEADER": "X-Forwarded-Proto",
        "TRUSTED_PROXIES": "1",
        "PORT": str(number),
        "WEB_CONCURRENCY": "2",
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "python:cms.gunicorn", "cms.wsgi"]
    return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)


def wait_for(process, number):
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            assert ANSWER in ask(number)
            return
        except ConnectionError:
            time.sleep(0.1)
    pytest.fail("gunicorn does not start.")


def connect(number):
    return socket.create_connection(("127.0.0.1", number), timeout=PATIENCE)


def ask(number, *parts):
    """Send the parts apart, and read until the server closes or has answered."""
    with connect(number) as sock:
        for part in parts or (WHOLE,):
            sock.sendall(part.encode())
            time.sleep(0.05)
        return read(sock)


def read(sock, until=ANSWER):
    found = b""
    while until not in found and (data := sock.recv(65536)):
        found += data
    return found


SLOW = [
    f"GET /graphql/ HTTP/1.1\r\n{FROM_PROXY}X-Slow: ",
    f"{POST}Content-Length: 1000\r\n\r\n",
    f"{POST}Content-Length: 10000000\r\n\r\n",  # as an upload
]


@contextmanager
def slow_clients(number, beginnings):
    """Many clients for each beginning, that go on with a byte a second for as long as they may."""
    done = Event()
    with ExitStack() as stack:
        clients = []
        for beginning in beginnings * MANY:
            clients.append(stack.enter_context(connect(number)))
            clients[-1].sendall(beginning.encode())
        thread = Thread(target=drip, args=(clients, done), daemon=True)
        thread.start()
        try:
            yield clients
        finally:
            done.set()
            thread.join()


def drip(clients, done):
    while not done.wait(1):
        for client in clients:
            try:
                client.sendall(b"1")
            except OSError:
                continue


def test_slow_clients_keep_nobody_waiting_and_are_cut_off(port):
    with slow_clients(port, SLOW) as clients:
        for _ in range(20):
            assert ANSWER in ask(port)
        assert len(still_open(clients)) > len(clients) / 2, "they were not slow for long enough"
        assert wait_until_closed(clients)


def still_open(clients):
    return [client for client in clients if not is_closed(client)]


def is_closed(client):
    client.setblocking(False)
    try:
        while client.recv(65536):
            pass
    except BlockingIOError:
        return False
    except OSError:
        pass
    return True


def wait_until_closed(clients):
    end = time.monotonic() + SECONDS + PATIENCE
    while clients and time.monotonic() < end:
        clients = still_open(clients)
        time.sleep(0.2)
    return not clients


def test_who_does_not_hang_up_after_the_answer_keeps_nobody_waiting(port):
    closing = WHOLE.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
    with ExitStack() as stack:
        clients = [stack.enter_context(connect(port)) for _ in range(2 * MANY)]
        for client in clients:
            client.sendall(closing.encode())
        for client in clients:
            assert ANSWER in read(client)
        assert ANSWER in ask(port)


EXPECTING = f"{POST}Expect: 100-continue\r\nContent-Length: {len(BODY)}\r\n\r\n"
PARTS = {
    "at once": (WHOLE,),
    "in two": (WHOLE[:40], WHOLE[40:]),
    "head and body": (WHOLE[: -len(BODY)], BODY),
    "in the middle of the body": (WHOLE[:-5], WHOLE[-5:]),
    "after a question": (EXPECTING, BODY),
}


@pytest.mark.parametrize("parts", PARTS.values(), ids=PARTS)
def test_a_request_may_come_in_parts(port, parts):
    assert ANSWER in ask(port, *parts)


def test_a_long_body_is_read_as_it_comes(port):
    body = " " * (WHOLE_BYTES * 2)
    head = f"{POST}Content-Length: {len(body)}\r\n\r\n"
    assert b"PAYLOAD_TOO_LARGE" in read_all(port, head, body[:100_000], body[100_000:])


def read_all(number, *parts):
    with connect(number) as sock:
        for part in parts:
            sock.sendall(part.encode())
        return read(sock, until=b"}]}")


def test_a_connection_is_kept_for_the_next_request(port):
    with connect(port) as sock:
        for _ in range(3):
            sock.sendall(WHOLE.encode())
            assert ANSWER in read(sock)


def test_two_requests_in_one_packet_are_both_answered(port):
    with connect(port) as sock:
        sock.sendall((WHOLE + WHOLE).encode())
        first = read(sock)
        assert first.count(ANSWER) == 2 or ANSWER in read(sock)


def test_a_head_without_an_end_is_refused(port):
    assert b"431" in ask(port, f"GET / HTTP/1.1\r\nX: {'x' * (HEAD_BYTES + 1)}")


def test_who_is_late_is_told_so_and_who_never_asks_is_closed(port):
    with connect(port) as late, connect(port) as silent:
        late.sendall(POST.encode())
        assert read(late, until=b"\r\n\r\n").startswith(b"HTTP/1.1 408 ")
        assert read(silent) == b""


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", None),
        (b"GET / HTTP/1.1\r\nHost: a\r\n", None),
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\n", 0),
        (b"GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /", 0),
        (b"POST / HTTP/1.1\r\ncontent-LENGTH:5 \r\n\r\nab", 3),
        (b"POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabcdefg", 0),
        (b"POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n", 0),
        (b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n", 0),
        (b"POST / HTTP/1.1\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n", 0),
        (b"POST / HTTP/1.1\r\nHost: a\r\n\r\nContent-Length: 5\r\n", 0),
    ],
)
def test_what_is_missing_follows_from_the_head(data, expected):
    assert missing(bytearray(data)) == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (b"Content-Length: 5", False),
        (b"Content-Length: %d" % WHOLE_BYTES, True),
        (b"transfer-encoding : chunked", True),
        (b"Expect: 100-continue", True),
        (b"X: Expect: 100-continue", False),
    ],
)
def test_an_upload_is_what_cannot_be_waited_for(header, expected):
    assert is_upload(bytearray(b"POST / HTTP/1.1\r\n" + header + b"\r\n\r\n")) is expected
