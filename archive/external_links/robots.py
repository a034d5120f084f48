"""Pure: what a server's robots.txt (RFC 9309) allows this program to request, and how often."""

from __future__ import annotations

from datetime import timedelta
from urllib.robotparser import RobotFileParser

PRODUCT = "ArchiveLinkCheck"  # the name that a robots.txt can give rules for
PAUSE = timedelta(seconds=10)  # between two requests to a host
LONGEST_PAUSE = timedelta(days=7)


def may_ask(robots: str, url: str) -> bool:
    return _parsed(robots).can_fetch(PRODUCT, url)


def pause(robots: str) -> timedelta:
    """The delay that it asks for, up to a limit."""
    wish = _parsed(robots).crawl_delay(PRODUCT)
    return min(max(PAUSE, timedelta(seconds=float(wish or 0))), LONGEST_PAUSE)


def _parsed(robots: str) -> RobotFileParser:
    parser = RobotFileParser()
    parser.parse(robots.splitlines())
    return parser
