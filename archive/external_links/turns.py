"""Which address is requested next, and what its answer means.

Each turn is one request: a host gets a pause between any two, whether for its robots.txt, an
address, a second try with GET, or the target of a redirect.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from time import monotonic
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Min
from django.utils import timezone
from django.utils.translation import gettext_noop as _

from cms.clock.failures import Failures
from cms.reach import Refused, parsed

from .asking import Answer, request
from .models import MOST_CHARACTERS, ExternalLink, Host
from .reading import read_some
from .robots import LONGEST_PAUSE, may_ask, pause

SECONDS = 20  # for one tick
MOST_HOSTS = 50
MOST_REDIRECTS = 5
FAILURES = 4  # in a row, on four days, before a link is called dead
DAY = timedelta(days=1)
WEEK, MONTH = 7 * DAY, 30 * DAY
# The server exists, but gives a program no information about the page.
UNTOLD = {401, 402, 403, 407, 429, 451, 999}
REDIRECTS = {301, 302, 303, 307, 308}

ALIVE, FAILING, DEAD = (
    ExternalLink.State.ALIVE,
    ExternalLink.State.FAILING,
    ExternalLink.State.DEAD,
)


def check_some() -> int:
    """Read some pages and check some addresses, if the setting allows it; returns how many."""
    if not settings.CHECK_EXTERNAL_LINKS:
        return 0
    failures = Failures()
    read_some(failures)
    count, end = 0, monotonic() + SECONDS
    for link in _next():
        if monotonic() > end:
            break
        with failures.passing_over(f"external link {link.pk}"):
            _take_turn(link)
            count += 1
    failures.tell("Not read or checked")
    return count


def _next() -> list[ExternalLink]:
    """The longest waiting address of each host, except hosts that are in a pause."""
    now = timezone.now()
    resting = Host.objects.filter(waits_until__gt=now, waits_until__lte=now + LONGEST_PAUSE)
    due = ExternalLink.objects.on_public_pages().filter(due_at__lte=now)
    awake = due.exclude(next_host__in=resting.values("name"))
    hosts = awake.values("next_host").annotate(since=Min("due_at")).order_by("since")
    names = [row["next_host"] for row in hosts[:MOST_HOSTS]]
    candidates = (due.filter(next_host=name).order_by("due_at", "pk").first() for name in names)
    return [link for link in candidates if link]


def _take_turn(link: ExternalLink) -> None:
    target, now = parsed(link.next_url), timezone.now()
    origin = target.url.removesuffix(target.path)
    host = Host.objects.get_or_create(origin=origin, defaults={"name": target.host})[0]
    if not (host.robots_read_at and now - DAY < host.robots_read_at <= now):
        _read_robots(host, link, now)
    elif not may_ask(host.robots, link.next_url):
        _settle(link, Answer(None, reason="Its robots.txt does not allow it."), now, untold=True)
    else:
        answer = request(link.next_url, "GET" if link.is_get else "HEAD")
        _leave_in_peace(host, answer, now)
        _understand(link, answer, now)


def _read_robots(host: Host, link: ExternalLink, now: datetime) -> None:
    """Read robots.txt:

    without one everything is allowed; a failing server is not asked again today.
    """
    answer = request(f"{host.origin}/robots.txt", "GET", with_body=True)
    if answer.status == 429 or (answer.status or 0) >= 500:
        _settle(link, answer, now)
    elif answer.is_refused:
        _settle(link, answer, now, untold=True)
    else:
        host.robots = answer.body if answer.status == 200 else ""
        host.robots_read_at = now
        host.save(update_fields=["robots", "robots_read_at"])
    _leave_in_peace(host, answer, now)


def _leave_in_peace(host: Host, answer: Answer, now: datetime) -> None:
    wish = timedelta(seconds=min(answer.retry_after, LONGEST_PAUSE.total_seconds()))
    until = now + max(pause(host.robots), wish)
    Host.objects.filter(name=host.name).update(waits_until=until)


def _understand(link: ExternalLink, answer: Answer, now: datetime) -> None:
    status = answer.status or 0
    if status in REDIRECTS and answer.location:
        _follow(link, answer, now)
    elif status >= 400 and status != 429 and not link.is_get:  # many servers do not support HEAD
        link.is_get = True
        link.save(update_fields=["is_get"])
    else:
        _settle(link, answer, now, untold=answer.is_refused or status in UNTOLD)


def _follow(link: ExternalLink, answer: Answer, now: datetime) -> None:
    try:
        target = parsed(urljoin(link.next_url, answer.location))
    except Refused:
        _settle(link, answer._replace(reason=_("It leads to no address on the web.")), now)
        return
    if link.redirects >= MOST_REDIRECTS or len(target.url) > MOST_CHARACTERS:
        _settle(link, answer._replace(reason=_("It leads on and on.")), now)
        return
    link.redirects += 1
    link.next_url, link.next_host = target.url, target.host
    link.save(update_fields=["redirects", "next_url", "next_host"])


def _settle(link: ExternalLink, answer: Answer, now: datetime, *, untold: bool = False) -> None:
    """Save the outcome; the next check starts at the address itself again."""
    link.status, link.reason, link.asked_at = answer.status, answer.reason, now
    if untold or 200 <= (answer.status or 0) < 300:
        link.state = ExternalLink.State.UNTOLD if untold else ALIVE
        link.failures, link.failing_since, link.due_at = 0, None, now + MONTH
    else:
        link.failures = min(link.failures + 1, FAILURES)
        link.failing_since = link.failing_since or now
        link.state = DEAD if link.failures >= FAILURES else FAILING
        link.due_at = now + (WEEK if link.state == DEAD else DAY)
    wish = timedelta(seconds=min(answer.retry_after, LONGEST_PAUSE.total_seconds()))
    link.due_at = max(link.due_at, now + wish)
    link.next_url, link.is_get, link.redirects = link.url, False, 0
    link.next_host = parsed(link.url).host
    link.save()
