"""A request that trickles in holds its connection only for a limited time."""

from types import SimpleNamespace

import pytest

from cms.workers.worker import SLOW_SECONDS, SLOWEST, Channel

BEGUN = 1000.0


@pytest.mark.parametrize(
    ("seconds", "head", "body", "is_slow"),
    [
        (SLOW_SECONDS - 1, 1, 0, False),
        (SLOW_SECONDS + 1, 1, 0, True),
        (SLOW_SECONDS + 1, SLOWEST, SLOWEST, False),
        (SLOW_SECONDS + 3, SLOWEST, SLOWEST, True),
        (3600, 300, 64 * 1024 * 1024, False),
    ],
)
def test_what_is_slow(seconds, head, body, is_slow):
    channel = begun(SimpleNamespace(header_bytes_received=head, body_bytes_received=body))
    assert channel.is_slow(BEGUN + seconds) is is_slow


def test_who_waits_for_an_answer_or_has_asked_nothing_is_not_slow():
    assert not begun(None).is_slow(BEGUN + 3600)
    channel = begun(SimpleNamespace(header_bytes_received=1, body_bytes_received=0))
    channel.requests = ["is answered"]
    assert not channel.is_slow(BEGUN + 3600)


def begun(request):
    channel = Channel.__new__(Channel)
    channel.request, channel.requests, channel.begun = request, [], BEGUN
    return channel
