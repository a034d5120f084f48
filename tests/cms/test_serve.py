"""Slow clients block nobody: the production server, tested over real sockets."""

import json
import re
import signal
import socket
import time
from contextlib import ExitStack, contextmanager
from threading import Event, Thread

import pytest
from graphql import get_introspection_query
from waitress import create_server

from cms.serve.limits import BODY_BYTES, HEAD_BYTES, MEMORY_BYTES
from cms.serve.listeners import listening
from cms.workers.worker import LINE_BYTES, Channel
from tests.faults.server import FROM_PROXY, PATIENCE, free_port, log_of, started, wait_until

MANY = 50  # with 4 threads
BODY = '{"query":"{ __typename }"}'
POST = f"POST /graphql/ HTTP/1.1\r\n{FROM_PROXY}Content-Type: application/json\r\n"
WHOLE = f"{POST}Content-Length: {len(BODY)}\r\n\r\n{BODY}"
ANSWER = b'{"data":{"__typename":"Query"}}'


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("server")


@pytest.fixture(scope="module")
def port(folder):
    """A server of one process with four threads."""
    number = free_port()
    with started(number, folder) as process:
        wait_until(process, lambda: ANSWER in ask(number))
        yield number


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


def test_slow_clients_keep_nobody_waiting(port):
    with slow_clients(port, SLOW) as clients:
        for _ in range(20):
            assert ANSWER in ask(port)
        assert len(still_open(clients)) == len(clients), "they were not slow for long enough"


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


def test_who_does_not_read_keeps_nobody_waiting(port):
    body = json.dumps({"query": get_introspection_query()})
    request = f"{POST}Content-Length: {len(body)}\r\n\r\n{body}".encode()
    with ExitStack() as stack:
        for _ in range(8):
            client = stack.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)  # as little as there is
            client.connect(("127.0.0.1", port))
            client.sendall(request * 20)  # whose answers fit into no buffer of the kernel
        for _ in range(20):
            assert ANSWER in ask(port)


def test_who_does_not_hang_up_after_the_answer_keeps_nobody_waiting(port):
    closing = WHOLE.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
    with ExitStack() as stack:
        clients = [stack.enter_context(connect(port)) for _ in range(2 * MANY)]
        for client in clients:
            client.sendall(closing.encode())
        for client in clients:
            assert ANSWER in read(client)
        assert ANSWER in ask(port)


CHUNKED = f"{POST}Transfer-Encoding: chunked\r\n\r\n"
EXPECTING = f"{POST}Expect: 100-continue\r\nContent-Length: {len(BODY)}\r\n\r\n"
PARTS = {
    "at once": (WHOLE,),
    "in two": (WHOLE[:40], WHOLE[40:]),
    "head and body": (WHOLE[: -len(BODY)], BODY),
    "in the middle of the body": (WHOLE[:-5], WHOLE[-5:]),
    "after a question": (EXPECTING, BODY),
    "in chunks": (CHUNKED, f"{len(BODY):x}\r\n{BODY}\r\n", "0\r\n\r\n"),
}


@pytest.mark.parametrize("parts", PARTS.values(), ids=PARTS)
def test_a_request_may_come_in_parts(port, parts):
    assert ANSWER in ask(port, *parts)


def test_a_long_body_is_taken(port):
    body = " " * (MEMORY_BYTES * 2)
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


def unchanged(environ, start_response):
    start_response("304 Not Modified", [("ETag", environ["HTTP_IF_NONE_MATCH"])])
    return []


def test_a_connection_is_kept_after_an_unchanged_answer():
    server = create_server(unchanged, map={}, host="127.0.0.1", port=0)
    server.channel_class, server.is_retiring = Channel, False
    Thread(target=server.run, daemon=True).start()
    get = 'GET / HTTP/1.1\r\nIf-None-Match: "1"\r\n'
    with connect(server.effective_port) as sock:
        for _ in range(2):
            sock.sendall(f"{get}\r\n".encode())
            assert b"close" not in read(sock, until=b"\r\n\r\n")
        sock.sendall(f"{get}Connection: close\r\n\r\n".encode())
        assert b"Connection: close" in read(sock, until=b"never")  # until it is closed
    server.close()


def test_two_requests_in_one_packet_are_both_answered(port):
    with connect(port) as sock:
        sock.sendall((WHOLE + WHOLE).encode())
        first = read(sock)
        assert first.count(ANSWER) == 2 or ANSWER in read(sock)


def test_a_head_without_an_end_is_refused(port):
    head = f"GET / HTTP/1.1\r\nX: {'x' * HEAD_BYTES}"
    assert b"431" in ask(port, head[:HEAD_BYTES], head[HEAD_BYTES:])


def test_a_body_that_is_too_long_is_refused_before_it_is_sent(port):
    head = f"{POST}Content-Length: {BODY_BYTES + 1}\r\n\r\n"
    assert ask(port, head).startswith(b"HTTP/1.1 413 ")


def test_a_refusal_of_head_has_no_body(port):
    head = f"HEAD / HTTP/1.1\r\n{FROM_PROXY}Content-Length: {BODY_BYTES + 1}\r\n\r\n"
    answer = ask(port, head)
    assert answer.startswith(b"HTTP/1.1 413 ")
    assert answer.endswith(b"\r\n\r\n")


@pytest.mark.parametrize("beginning", ["", "0\r\n"], ids=["of a chunk", "after the last"])
def test_an_endless_line_in_a_body_is_refused(port, beginning):
    assert ask(port, CHUNKED, beginning, "a" * (LINE_BYTES + 1)).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize(
    "request_line_or_header",
    [
        "GET\r\n",
        "GET /  HTTP/9.9\r\n",
        "GET / HTTP/1.1\r\nHost : cms.example.org\r\n",
        "GET / HTTP/1.1\r\nHost: cms.example.org\r\nno colon\r\n",
        "POST /graphql/ HTTP/1.1\r\nHost: cms.example.org\r\nContent-Length: -1\r\n",
        "POST /graphql/ HTTP/1.1\r\nHost: cms.example.org\r\nContent-Length: many\r\n",
        "GET / HTTP/1.1\r\nX-Forwarded-Proto: https\r\nHost: [::1\r\n",
        f"{POST}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
        f"GET / HTTP/1.0\r\n{FROM_PROXY}Transfer-Encoding: chunked\r\n",
    ],
)
def test_a_bad_request_is_refused_as_one(port, request_line_or_header):
    assert re.match(rb"HTTP/1\.[01] 400 ", ask(port, f"{request_line_or_header}\r\n"))


def test_who_falls_silent_is_closed(port):
    with ExitStack() as stack:
        silent = [stack.enter_context(connect(port)) for _ in range(3)]
        for sock, begun in zip(
            silent, ["", POST, f"{POST}Content-Length: 9\r\n\r\n{{"], strict=True
        ):
            sock.sendall(begun.encode())
        assert [read(sock) for sock in silent] == [b"", b"", b""]


def test_a_stop_lets_what_was_begun_end(tmp_path):
    number = free_port()
    with started(number, tmp_path) as process:
        wait_until(process, lambda: ANSWER in ask(number))
        with connect(number) as sock:
            sock.sendall(WHOLE.encode())
            process.send_signal(signal.SIGTERM)
            assert ANSWER in read(sock)
        assert process.wait(PATIENCE) == 0
    assert any("POST /graphql/ 200 " in line for line in log_of(tmp_path))


def test_one_of_two_processes_goes_on_when_the_other_stops(tmp_path):
    number = free_port()
    with started(number, tmp_path) as first:
        wait_until(first, lambda: ANSWER in ask(number))
        with started(number, tmp_path) as second:
            wait_until(second, lambda: "\n".join(log_of(tmp_path)).count("Serving on") == 2)
            first.terminate()
            assert first.wait(PATIENCE) == 0
            assert ANSWER in ask(number)


@pytest.mark.parametrize(
    ("host", "port", "sentence"),
    [
        ("127.0.0.1", "http", "PORT must be a number from 1 to 65535, not 'http'."),
        ("192.0.2.1", "8000", "Nothing can listen on 192.0.2.1 port 8000: "),
    ],
)
def test_an_address_that_cannot_be_is_refused_in_a_sentence(host, port, sentence):
    with pytest.raises(SystemExit, match=re.escape(sentence)):
        listening(host, port)


def test_a_line_of_the_log_names_the_request_that_the_proxy_named(port, folder):
    head = f"GET /healthz HTTP/1.1\r\n{FROM_PROXY}X-Request-ID: named-by-proxy\r\n"
    assert b"X-Request-Id: named-by-proxy" in ask(port, f"{head}Connection: close\r\n\r\n")
    assert [line for line in log_of(folder) if "named-by-proxy cms.serve: GET /healthz 200" in line]


def test_the_log_says_nothing_of_who_asked_and_what(port, folder):
    head = f"GET /secret%0Aline?canary HTTP/1.1\r\n{FROM_PROXY}Connection: close\r\n\r\n"
    assert b"404" in ask(port, head)
    assert len([line for line in log_of(folder) if "GET /secret%0Aline 404 " in line]) == 1
    log = "\n".join(log_of(folder))
    assert "canary" not in log
    assert "192.0.2.1" not in log


def test_a_long_path_fills_no_log(port, folder):
    path = f"/media/{'long' * 1000}"
    assert b"404" in ask(port, f"GET {path} HTTP/1.1\r\n{FROM_PROXY}Connection: close\r\n\r\n")
    assert [line for line in log_of(folder) if "GET /media/long" in line and " 404 " in line]
    assert not [line for line in log_of(folder) if path in line]
