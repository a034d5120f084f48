"""Many who publish at the same moment: each gets a code of its own, and nobody an error.

`SAVES=40 pytest tests/faults/test_many_at_once.py` does more.
"""

import os
import threading
import time
from collections import Counter

import pytest

from archive.models import ReportPage
from tests.factories import ArchiveSectionPageFactory, ReportPageFactory, front_page

from .editor import Editor
from .load import ask
from .server import answers, free_port, log_of, own_database, started, wait_until

pytestmark = pytest.mark.django_db(transaction=True)
SAVES = int(os.environ.get("SAVES", "8"))
READ = ("POST", "/graphql/", '{"query":"{ entries { totalCount nodes { title } } }"}')


def test_first_publications_at_once_get_a_code_each(tmp_path):
    front_page()
    section = ArchiveSectionPageFactory()
    drafts = [
        ReportPageFactory(parent=section, live=False, title=f"Draft {number}", slug=f"d-{number}")
        for number in range(SAVES)
    ]
    number, seen = free_port(), Counter()
    with started(number, tmp_path, DATABASE_URL=own_database(), WORKERS="2") as process:
        wait_until(process, lambda: answers(number))
        editor = Editor(number)
        form = editor.form_of(drafts[0])

        def publish(draft):
            """Who is told to come back does so, as often as it is said."""
            status, headers = 503, {}
            while status == 503:
                time.sleep(int(headers.get("Retry-After", "0")))
                own = form | {"title": draft.title, "slug": draft.slug}
                status, headers, _body = editor.publish(draft, own)
                seen[status] += 1

        threads = [threading.Thread(target=publish, args=[draft]) for draft in drafts]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            seen["read", ask(number, *READ)[0]] += 1
        assert set(seen) <= {302, 503, ("read", 200)}, seen
    assert seen[302] == SAVES
    codes = list(ReportPage.objects.filter(live=True).values_list("reference_code", flat=True))
    last_numbers = sorted(int(code.rpartition("-")[2]) for code in codes)
    assert last_numbers == list(range(last_numbers[0], last_numbers[0] + SAVES))
    assert {report.revisions.count() for report in ReportPage.objects.all()} == {1}
    assert "Traceback" not in "\n".join(log_of(tmp_path))
