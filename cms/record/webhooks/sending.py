"""One request to an address that an editor entered, and its outcome."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import NamedTuple

from django.conf import settings

from cms.reach import Reach, Refused, Target, Wait, ask, parsed

SILENCE, DEADLINE = 10, 15  # seconds without a byte, and in total
MOST_RECEIVED = 100_000  # bytes, including headers
MOST_KEPT = 1000  # bytes of the body


class Outcome(NamedTuple):
    """The status, None if there was no answer; and the beginning of its body, or the error."""

    status: int | None
    answer: str

    @property
    def is_delivered(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


def target_of(address: str) -> Target:
    """The target of an address; raises Refused, with a sentence, if nothing may be sent there."""
    target = parsed(address)
    if target.scheme != "https" and not settings.WEBHOOKS_ALLOW_PRIVATE:
        raise Refused("A webhook needs an address that begins with https://.")
    return target


def reach() -> Reach:
    return _reach(settings.WEBHOOKS_ALLOW_PRIVATE)


def post(address: str, body: bytes, headers: Mapping[str, str]) -> Outcome:
    """Send a message. Redirects are not followed, as an editor chose the address."""
    wait = Wait(SILENCE, monotonic() + DEADLINE)
    try:
        target = target_of(address)
        with reach().connect(target, wait) as connection:
            answer = ask(target, connection, wait, headers=headers, limit=MOST_RECEIVED, body=body)
            return Outcome(answer.status, _beginning(answer))
    except TimeoutError:
        return Outcome(None, "No answer came in time.")
    except (OSError, HTTPException, ValueError) as error:  # http.client lets some of each escape
        return Outcome(None, f"{type(error).__name__}: {error}"[:MOST_KEPT])


def _beginning(answer: HTTPResponse) -> str:
    """The beginning of an answer's body, or a message if it cannot be read."""
    try:
        content = answer.read(MOST_KEPT)
    except (OSError, HTTPException, ValueError) as error:
        return f"(The body could not be read: {type(error).__name__}.)"
    return content.decode(errors="replace").replace("\0", "\N{REPLACEMENT CHARACTER}")


@cache
def _reach(allow_private: bool) -> Reach:
    return Reach(allow_private)
