"""Fetching files from real local servers, without ever reaching the canary."""

import socket
import time
from itertools import repeat

import pytest

from archive.wordpress.files.fetch import Failed, Fetcher
from cms.reach import Refused

from .servers import LIMIT, FirstHop, located

OK = b"HTTP/1.1 200 OK\r\n"


def answered(serve, answer, path="/a.jpg", **limits):
    """What becomes of such an answer."""
    server = serve(answer)
    return FirstHop(server, **limits).get(f"http://old.test:{server.port}{path}")


def redirect(location, status=302):
    return f"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\n\r\n".encode()


@pytest.mark.parametrize(
    "header", ["", "Content-Type: Image/JPEG; q=1\r\n", "Content-Type: a\0/\x1b[2J\r\n"]
)
def test_a_file_is_fetched_whatever_its_type_is_called(serve, header):
    answer = OK + header.encode() + b"Content-Length: 5\r\n\r\nbytes"
    assert answered(serve, answer) == b"bytes"


def test_a_file_in_pieces_is_put_together(serve):
    answer = OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    assert answered(serve, answer) == b"abcde"


def test_the_request_names_the_host_and_the_project_and_nothing_else(serve):
    server = serve(OK + b"Content-Length: 0\r\n\r\n")
    FirstHop(server).get(f"http://old.test:{server.port}/写真 1.jpg?a=b#c")
    line, *headers = server.requests[0].strip().split("\r\n")
    assert line == "GET /%E5%86%99%E7%9C%9F%201.jpg?a=b HTTP/1.1"
    assert sorted(headers) == [
        "Accept-Encoding: identity",
        "Accept: */*",
        "Connection: close",
        f"Host: old.test:{server.port}",
        "User-Agent: archive-cms (taking over the files of a WordPress site)",
    ]


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "0x7f.1", "2130706433", "017700000001", "0", "0.0.0.0"),
        *("[::1]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"),
        *("localhost", "localhost.", "LOCALHOST", "１２７。０。０。１", "ⓛocalhost"),
        *("10.0.0.1", "192.168.0.1", "169.254.169.254"),
    ],
)
def test_no_notation_of_a_private_address_is_reached(canary, host):
    fetcher = FirstHop(canary, hops=0, resolve=socket.getaddrinfo)
    with pytest.raises((Refused, Failed), match=r"not on the public web|has no address"):
        fetcher.get(f"http://{host}:{canary.port}/")


@pytest.mark.parametrize("addresses", [["127.0.0.1"], ["8.8.8.8", "127.0.0.1"], ["::1"]])
def test_a_name_is_refused_if_one_of_its_addresses_is_private(canary, addresses):
    with pytest.raises(Refused, match=r"old\.test is at .*1, which is not on the public web"):
        FirstHop(canary, hops=0, resolve=located(*addresses)).get(f"http://old.test:{canary.port}/")


def test_a_name_that_changes_its_address_after_the_check_leads_nowhere(serve, canary, monkeypatch):
    server = serve(OK + b"Content-Length: 2\r\n\r\nok")
    numbers, asked = socket.getaddrinfo, []

    def rebinding(host, port, *args, **kwargs):
        if host != "old.test":
            return numbers(host, port, *args, **kwargs)
        asked.append(host)
        return located("127.0.0.1")(host, port if len(asked) == 1 else canary.port)

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)
    fetched = FirstHop(server, resolve=rebinding).get(f"http://old.test:{server.port}/")
    assert (fetched, asked) == (b"ok", ["old.test"])


@pytest.mark.parametrize("port", [22, 25, 5432, 6379, 8080, 443, 0])
def test_only_the_webs_own_ports_are_reached(port):
    with pytest.raises(Refused, match="Port"):
        Fetcher(LIMIT, 1, resolve=located("8.8.8.8")).get(f"http://old.test:{port}/")
    with pytest.raises(Refused, match="Port 80"):
        Fetcher(LIMIT, 1, resolve=located("8.8.8.8")).get("https://old.test:80/")


def test_private_addresses_are_reached_when_asked_for(serve):
    server = serve(OK + b"Content-Length: 2\r\n\r\nok")
    fetcher = FirstHop(server, hops=0, allow_private=True)
    assert fetcher.get(f"http://old.test:{server.port}/") == b"ok"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_a_private_address_is_refused(serve, canary, status):
    server = serve(redirect(f"http://127.0.0.1:{canary.port}/", status))
    with pytest.raises(Refused, match=r"127\.0\.0\.1, which is not on the public web"):
        FirstHop(server, canary, resolve=socket.getaddrinfo).get(f"http://127.0.0.1:{server.port}/")


@pytest.mark.parametrize(
    "location",
    [
        *("file:///etc/passwd", "gopher://127.0.0.1:{}/_x", "ftp://127.0.0.1:{}/", "data:,x"),
        *("//a@127.0.0.1:{}/", "http://[::1", "http://127.0.0.1:22/"),
    ],
)
def test_a_redirect_away_from_the_web_is_refused(serve, canary, location):
    server = serve(redirect(location.format(canary.port)))
    with pytest.raises(Refused):
        FirstHop(server, hops=2).get(f"http://old.test:{server.port}/")


def test_a_redirect_is_followed_from_where_it_was_met(serve):
    def answer(connected, request):
        moved = request.startswith("GET /new/%E5%86%99.jpg ")
        found = OK + b"Content-Length: 5\r\n\r\nmoved"
        connected.sendall(found if moved else redirect("../new/写.jpg"))

    assert answered(serve, answer, "/old/a.jpg", hops=2) == b"moved"


def test_redirects_in_a_circle_end(serve):
    server = serve(redirect("/again"))
    with pytest.raises(Refused, match=r"old\.test redirects more than 3 times"):
        FirstHop(server, hops=9).get(f"http://old.test:{server.port}/")
    assert server.connections == 4


@pytest.mark.parametrize("status", ["404 Not Found", "500 Oh", "206 Partial Content", "302 Found"])
def test_another_status_is_a_failure_that_names_it(serve, status):
    with pytest.raises(Failed, match=f"status {status[:3]}"):
        answered(serve, f"HTTP/1.1 {status}\r\n\r\n".encode())


def test_a_file_announced_as_too_large_is_not_read(serve):
    def answer(connected, request):
        connected.sendall(OK + b"Content-Length: 2000000000\r\n\r\n")
        connected.recv(1)

    with pytest.raises(Refused, match=r"larger than 0\.1 MB"):
        answered(serve, answer)


@pytest.mark.parametrize("header", [b"Content-Length: %d\r\n", b"X-Length: %d\r\n"])
def test_a_file_may_be_just_as_large_as_the_limit(serve, header):
    whole = OK + header + b"\r\n%s"
    assert len(answered(serve, whole % (LIMIT, b"x" * LIMIT))) == LIMIT
    with pytest.raises(Refused, match="larger than"):
        answered(serve, whole % (LIMIT + 1, b"x" * (LIMIT + 1)))


ENDLESS = {
    "body": (OK + b"\r\n", b"x" * 65536),
    "chunks": (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"10000\r\n" + b"x" * 65536 + b"\r\n"),
    "chunk of all there is": (OK + b"Transfer-Encoding: chunked\r\n\r\n-1\r\n", b"x" * 65536),
    "tiny chunks": (OK + b"Transfer-Encoding: chunked\r\n\r\n", b"1" + b" " * 9000 + b"\r\nx\r\n"),
    "trailers": (OK + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n" * 9000),
    "headers": (OK, b"X: y\r\n" * 9000),
    "going on": (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 3000),
    "line": (b"HTTP/1.1 ", b"2" * 65536),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_what_never_ends_is_stopped(serve, name):
    start, again = ENDLESS[name]
    sent = []

    def answer(connected, request):
        connected.sendall(start)
        for piece in repeat(again):
            sent.append(connected.send(piece))

    with pytest.raises((Refused, Failed)):
        answered(serve, answer)
    time.sleep(0.05)
    assert sum(sent) < 10_000_000  # what lies in the buffers of the sockets, too


@pytest.mark.parametrize(
    "start", [b"", OK, OK + b"\r\n", OK + b"Transfer-Encoding: chunked\r\n\r\n"]
)
def test_a_slow_drip_ends_with_the_deadline(serve, start):
    def answer(connected, request):
        connected.sendall(start)
        for byte in repeat(b"1"):
            connected.sendall(byte)
            time.sleep(0.02)

    with pytest.raises(Failed, match=r"old\.test took too long"):
        answered(serve, answer, timeout=0.3, deadline=0.5)  # or it would go on for ever


def test_silence_ends_with_the_timeout(serve):
    with pytest.raises(Failed, match=r"old\.test took too long"):
        answered(serve, lambda connected, request: time.sleep(1), timeout=0.1)


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"Content-Length: 9\r\n\r\nhalf",
        OK + b"Transfer-Encoding: chunked\r\n\r\n9\r\nhalf",
        OK + b"Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\n-9\r\nhalf\r\n",
        *(b"", b"\r\n", b"\0\xff", b"SSH-2.0-OpenSSH\r\n", b"HTTP/9.9 200 OK\r\n\r\n"),
        b"HTTP/1.1 200000 OK\r\n\r\n",
    ],
)
def test_half_an_answer_is_a_failure(serve, answer):
    with pytest.raises(Failed, match=r"old\.test (sent 4 of 9 bytes|gave no whole answer)"):
        answered(serve, answer)


@pytest.mark.parametrize(
    "header", ["Content-Encoding: gzip", "Content-Encoding: br", "Transfer-Encoding: gzip, chunked"]
)
def test_an_encoded_file_is_refused(serve, header):
    with pytest.raises(Refused, match=r"unasked"):
        answered(serve, OK + header.encode() + b"\r\nContent-Length: 2\r\n\r\n\x1f\x8b")


def test_proxies_of_the_environment_are_passed_by(serve, canary, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{canary.port}")
    assert answered(serve, OK + b"Content-Length: 2\r\n\r\nok") == b"ok"


def test_cookies_are_not_sent_back(serve):
    server = serve(redirect("/b\r\nSet-Cookie: a=b; Path=/"))
    with pytest.raises(Refused):
        FirstHop(server, hops=4).get(f"http://old.test:{server.port}/")
    assert not any("cookie" in request.lower() for request in server.requests)


def test_the_next_address_is_tried_where_one_does_not_answer(serve):
    server = serve(OK + b"Content-Length: 2\r\n\r\nok")
    fetcher = FirstHop(server, hops=2, resolve=located("::1", "127.0.0.1"))
    assert fetcher.get(f"http://old.test:{server.port}/") == b"ok"


@pytest.mark.parametrize("error", [socket.gaierror(-2, "unknown"), UnicodeError("label")])
def test_a_name_without_an_address_is_a_failure(error):
    def unknown(*_, **__):
        raise error

    for resolve in (unknown, located()):
        with pytest.raises(Failed, match=r"old\.test has no address"):
            Fetcher(LIMIT, 1, resolve=resolve).get("http://old.test/")
