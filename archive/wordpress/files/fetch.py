"""Fetches files from the web, but never from the internal network (`cms.reach`)."""

from __future__ import annotations

import socket
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import Any, ClassVar
from urllib.parse import quote

from archive.markup.sentences import Sentence, message
from cms.reach import Reach, Refused, Target, Unreachable, Wait, ask, parsed
from cms.reach.address import RESERVED

MOST_REDIRECTS = 3
CHUNK = 64 * 1024
REDIRECTS = {301, 302, 303, 307, 308}
HEADERS = {
    "User-Agent": "archive-cms (taking over the files of a WordPress site)",
    "Accept": "*/*",
    "Accept-Encoding": "identity",
    "Connection": "close",
}


class Failed(Exception):
    """A file could not be fetched; it may work another time."""

    def __init__(self, message: str, **values: Any) -> None:
        self.sentence = Sentence(message, values)
        super().__init__(str(self.sentence))


class Fetcher(Reach):
    """Fetches files up to a size, within a time, from the public web only."""

    ports: ClassVar[dict[str, set[int]]] = {"http": {80}, "https": {443}}

    def __init__(
        self,
        max_bytes: int,
        timeout: float,
        allow_private: bool = False,
        *,
        deadline: float = 300,
        **options: Any,
    ) -> None:
        """Wait `timeout` seconds for each answer, and `deadline` seconds for a whole file."""
        super().__init__(allow_private, **options)
        self.max_bytes, self.timeout, self.deadline = max_bytes, timeout, deadline

    def get(self, url: str) -> bytes:
        """Fetch the file;

        raises Refused for what must not be requested or stored, otherwise Failed.
        """
        target, wait = parsed(url), Wait(self.timeout, monotonic() + self.deadline)
        for _ in range(1 + MOST_REDIRECTS):
            answer = self._fetch(target, wait)
            if isinstance(answer, bytes):
                return answer
            if (target.scheme, answer.scheme) == ("https", "http"):
                raise Refused(f"{target.host} redirects from https to http.")
            target = answer
        raise Refused(f"{target.host} redirects more than {MOST_REDIRECTS} times.")

    def _fetch(self, target: Target, wait: Wait) -> bytes | Target:
        """The file, or the target of a redirect."""
        limit = 2 * self.max_bytes + 1_000_000
        try:
            with self.connect(target, wait) as connection:
                answer = ask(target, connection, wait, headers=HEADERS, limit=limit)
                if answer.status in REDIRECTS and answer.getheader("Location"):
                    return redirected(target, answer)
                return self._body(target, answer)
        except Refused:
            raise
        except Unreachable as error:
            raise Failed("%(error)s", error=str(error)) from error
        except TimeoutError as error:
            sentence = message("%(host)s took too long to answer.")
            raise Failed(sentence, host=target.host) from error
        # http.client lets some of each escape
        except (OSError, HTTPException, ValueError) as error:
            reason = f"{type(error).__name__}, {str(error)[:200]!r}"
            sentence = message("%(host)s gave no whole answer: %(reason)s.")
            raise Failed(sentence, host=target.host, reason=reason) from error

    def connect(self, target: Target, wait: Wait) -> socket.socket:
        if target.port not in self.ports[target.scheme]:
            raise Refused(f"Port {target.port} of {target.host} is not one of the web's own.")
        return super().connect(target, wait)

    def _body(self, target: Target, answer: HTTPResponse) -> bytes:
        if answer.status != 200:
            sentence = message("%(host)s answered with status %(status)d.")
            raise Failed(sentence, host=target.host, status=answer.status)
        for header, plain in (("Content-Encoding", "identity"), ("Transfer-Encoding", "chunked")):
            if (encoding := answer.getheader(header, plain)).lower() != plain:
                raise Refused(f"{target.host} sent the file as {encoding[:40]!r}, unasked.")
        expected_length = answer.length
        content = bytearray()
        too_large = Refused(f"The file is larger than {self.max_bytes / 1_000_000:g} MB.")
        if expected_length is not None and expected_length > self.max_bytes:
            raise too_large
        while chunk := answer.read(CHUNK):
            content += chunk
            if len(content) > self.max_bytes:
                raise too_large
        if expected_length is not None and len(content) != expected_length:
            sentence = message("%(host)s sent %(count)d of %(expected)d bytes.")
            raise Failed(sentence, host=target.host, count=len(content), expected=expected_length)
        return bytes(content)


def redirected(target: Target, answer: HTTPResponse) -> Target:
    # Headers are decoded as Latin-1, whatever their encoding.
    location = answer.getheader("Location", "").strip().encode("latin-1")
    return parsed(quote(location, safe=RESERVED), base=target.url)
