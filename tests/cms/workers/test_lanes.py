"""A request's lane depends on the path that the application sees."""

import time
from threading import Event
from types import SimpleNamespace

import pytest

from cms.outages.views import busy
from cms.serve import EDITORS, FILES, LOOKS, PICTURES, READERS, lane_of
from cms.workers import lanes
from cms.workers.lanes import Busy, Lane, Lanes, Plan


@pytest.mark.parametrize(
    ("path", "lane"),
    [
        ("/healthz", Lanes.PROBES),
        ("//healthz", Lanes.PROBES),
        ("/healthz/", READERS),
        ("/admin/", EDITORS),
        ("//admin/pages/", EDITORS),
        ("/administration/", READERS),
        ("/graphql/", READERS),
        ("/images/3/width-400/signature", PICTURES),
        ("/documents/3/letter.pdf", FILES),
        ("/readyz", LOOKS),
        ("", READERS),
    ],
)
def test_a_path_has_its_lane(path, lane):
    assert lane_of(SimpleNamespace(path=path, body_rcv=None)) == lane


def test_what_brings_a_body_is_no_probe():
    assert lane_of(SimpleNamespace(path="/healthz", body_rcv=object())) == READERS


def test_who_finds_no_thread_free_is_told_in_a_page_or_an_error_of_the_api():
    said = answered({"ACCEPT": "text/html,*/*", "ACCEPT_LANGUAGE": "ja"})
    assert 'lang="ja"' in said["text/html"]
    assert '"code":"SERVICE_UNAVAILABLE"' in answered({"ACCEPT": "*/*"})["application/json"]


def answered(headers):
    status, sent, body = Busy(lambda: busy(headers)).to_response()
    assert status.startswith("503 ")
    assert "Retry-After" in dict(sent)
    return {dict(sent)["Content-Type"].partition(";")[0]: body.decode()}


def test_nobody_waits_longer_than_its_patience_though_threads_become_free(monkeypatch):
    lane, is_over, begun = Lane(Plan(threads=1, patience=3)), Event(), time.monotonic()
    lane.add_task(SimpleNamespace(service=lambda: lane.run(is_over.wait)))
    while not lane._busy_since:
        time.sleep(0.01)
    waiting = SimpleNamespace(service=is_over.set)
    lane.add_task(waiting)
    assert lane.waiting_too_long() == []
    monkeypatch.setattr(lanes.time, "monotonic", lambda: begun + 4)
    lane._busy_since = dict.fromkeys(lane._busy_since, begun + 3)  # it was free for another
    assert not lane.is_stuck
    assert lane.waiting_too_long() == [waiting]
    is_over.set()
    lane.shutdown()
