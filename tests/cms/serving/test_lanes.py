"""The lane of a request is that of the path which the application sees."""

from types import SimpleNamespace

import pytest

from cms.serve import EDITORS, READERS, lane_of
from cms.serving.lanes import Lanes


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
        ("", READERS),
    ],
)
def test_a_path_has_its_lane(path, lane):
    assert lane_of(SimpleNamespace(path=path, body_rcv=None)) == lane


def test_what_brings_a_body_is_no_probe():
    assert lane_of(SimpleNamespace(path="/healthz", body_rcv=object())) == READERS
