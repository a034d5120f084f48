"""A worker killed while an editor publishes: nothing is half public, and the next try works.

`STEP=1 pytest tests/faults/test_killed_publishing.py` kills one before every single statement.
"""

import http.client
import json
import os
from itertools import count

import pytest
from django.core.management import call_command

from archive.models import ReportPage
from cms.record.chain import faults
from cms.record.models import Change
from tests.cms.record.test_comparison import from_scratch, recorded
from tests.factories import ArchiveSectionPageFactory, ReportPageFactory, front_page

from .editor import Editor
from .load import ask
from .server import answers, free_port, own_database, started, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
STEP = int(os.environ.get("STEP", "60"))  # statements; a first publication has some two hundred
ASKED = json.dumps(
    {
        "query": """{
            page(path: "/reports/river/") { id }
            entries { nodes { id referenceCode } facets { years { count } } }
            search(query: "river") { totalCount }
        }"""
    }
)


def test_nothing_is_half_public_and_the_next_try_works(tmp_path):
    front_page()
    section = ArchiveSectionPageFactory(slug="reports")
    draft = ReportPageFactory(parent=section, live=False, title="River", slug="river")
    number, moment, killed = free_port(), tmp_path / "moment", 0
    module = ("tests.faults.killing", str(moment))
    with started(number, tmp_path, module, DATABASE_URL=own_database()) as process:
        wait_until(process, lambda: answers(number))
        editor = Editor(number)
        for last in count(1, STEP):
            form = editor.form_of(draft)
            if shown(number):  # killed behind the commit: to publish again is a change
                form["change_kind"] = "MINOR"
            moment.write_text(str(last))
            try:
                status, _, _ = editor.publish(draft, form)
            except (ConnectionError, http.client.HTTPException):
                killed += 1
            else:
                break
            wait_until(process, lambda: answers(number))
        moment.unlink()
        assert status == 302
        assert shown(number)
    assert killed > 100 // STEP
    call_command("tick", verbosity=0)
    assert recorded() == from_scratch()
    assert list(faults(Change.objects.order_by("number"))) == []
    assert ReportPage.objects.get().reference_code.endswith("-001")


def shown(number):
    """Whether readers get it; all ways to it say the same."""
    status, _, body = ask(number, "POST", "/graphql/", ASKED)
    assert status == 200
    data = json.loads(body)["data"]
    entries = data["entries"]
    codes = [entry["referenceCode"] for entry in entries["nodes"]]
    ways = {
        bool(data["page"]),
        bool(codes) and None not in codes,
        sum(year["count"] for year in entries["facets"]["years"]) == 1,
        data["search"]["totalCount"] == 1,
    }
    assert len(ways) == 1, data
    return ways.pop()
