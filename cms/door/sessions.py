"""When a session ends: some time after its last request, and in any case after a day's work.

The first is the session's own expiry, extended by each request that a person makes; the second
counts from the login.
"""

from __future__ import annotations

import time

from django.conf import settings
from django.http import HttpRequest

BEGAN, SEEN = "door_began", "door_seen"
STEP = 60  # seconds between updates of a session, so that not every request writes
# Requests that the admin's scripts send while nobody is there.
UNATTENDED = {"wagtailadmin_editing_sessions:ping"}


def begin(request: HttpRequest) -> None:
    request.session[BEGAN] = request.session[SEEN] = time.time()


def has_ended(request: HttpRequest) -> bool:
    """Whether a session is over; one without these times is."""
    now = time.time()
    return (
        now - request.session.get(BEGAN, 0) > settings.SESSION_HOURS * 3600
        or now - request.session.get(SEEN, 0) > settings.SESSION_IDLE_MINUTES * 60
    )


def keep_alive(request: HttpRequest) -> None:
    match = request.resolver_match
    is_attended = match is None or match.view_name not in UNATTENDED
    if is_attended and time.time() - request.session[SEEN] > STEP:
        request.session[SEEN] = time.time()
