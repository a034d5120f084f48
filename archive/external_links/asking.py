"""One request to another site's server, and its answer."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from functools import cache
from http.client import HTTPException, HTTPResponse
from ssl import SSLError
from time import monotonic
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from cms.reach import Reach, Refused, Target, Unreachable, Wait, ask, parsed

from .robots import PRODUCT

SILENCE, DEADLINE = 8, 10  # seconds without a byte, and in total
MOST_RECEIVED = 600_000  # bytes; RFC 9309 requires at least 500 KiB of a robots.txt


class Answer(NamedTuple):
    """A status, and text about it; the status is None if there was no answer."""

    status: int | None
    location: str = ""
    retry_after: float = 0  # seconds
    body: str = ""
    reason: str = ""
    is_refused: bool = False  # an address that must not be requested, and was not


def request(url: str, method: str, *, with_body: bool = False) -> Answer:
    """Send one request; redirects are not followed, and the body is read only if wanted."""
    wait = Wait(SILENCE, monotonic() + DEADLINE)
    try:
        target = parsed(url)
        with reach().connect(target, wait) as connection:
            answer = ask(
                target,
                connection,
                wait,
                headers=_headers(target),
                limit=MOST_RECEIVED,
                method=method,
            )
            body = answer.read().decode(errors="replace") if with_body else ""
            return _answer(answer, body)
    except Refused as error:
        return Answer(None, reason=str(error), is_refused=True)
    except Unreachable:
        return Answer(None, reason=_("The host has no address."))
    except TimeoutError:
        return Answer(None, reason=_("No answer came in time."))
    except SSLError:
        return Answer(None, reason=_("Its certificate is not valid."))
    except OSError:
        return Answer(None, reason=_("The connection failed."))
    except (HTTPException, ValueError):  # http.client lets some of each escape
        return Answer(None, reason=_("The answer is not one of a web server."))


def _headers(target: Target) -> dict[str, str]:
    site = parsed(settings.FRONTEND_URL).url  # whose links these are, and where to complain
    return {"User-Agent": f"{PRODUCT}/1.0 (+{site})", "Accept": "*/*", "Connection": "close"}


def _answer(answer: HTTPResponse, body: str) -> Answer:
    location = answer.headers.get("Location", "")
    return Answer(answer.status, location, _seconds(answer.headers.get("Retry-After", "")), body)


def _seconds(words: str) -> float:
    """The seconds of a Retry-After, in either form (RFC 9110, section 10.2.3)."""
    if words.strip().isdecimal():
        return float(words.strip()[:9])
    try:
        at = parsedate_to_datetime(words)
    except ValueError:
        return 0
    at = at if at.tzinfo else at.replace(tzinfo=timezone.get_default_timezone())
    return max(0, (at - timezone.now()).total_seconds())


@cache
def reach() -> Reach:
    return Reach()
