"""PostgreSQL that answers and refuses: no connection left, no writes, no room on its disk.

Done to the tests' own database alone, whatever else is on its server: by a role with limits, and
by a trigger that says what a full disk says.
"""

import secrets
from contextlib import contextmanager

import pytest
from django.db import connection

from archive.models import ReportPage
from cms.record.models import Change
from tests.factories import ArchiveSectionPageFactory, ReportPageFactory, front_page

from .editor import Editor
from .load import ask
from .server import answers, free_port, started, wait_until
from .test_database import READ, code_of, recovers

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
FULL = """
    CREATE FUNCTION is_full() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
    END $$;
    CREATE TRIGGER is_full BEFORE INSERT ON archive_searchentry
    FOR EACH ROW EXECUTE FUNCTION is_full();
"""


def run(*statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


@pytest.fixture
def role(db):
    """A role that owns what the tests own, and can be limited."""
    options = connection.settings_dict
    name, owner = f"limited_{secrets.token_hex(4)}", options["USER"]
    run(f"CREATE ROLE {name} LOGIN IN ROLE {owner}")
    yield name
    cut_off(name)
    run(f"DROP OWNED BY {name}", f"DROP ROLE {name}")


def cut_off(name):
    """End the connections of a role, as a restart does."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE usename = %s",
            [name],
        )


@contextmanager
def altered(name, change, back):
    run(f"ALTER ROLE {name} {change}")
    cut_off(name)
    try:
        yield
    finally:
        run(f"ALTER ROLE {name} {back}")
        cut_off(name)


@pytest.fixture
def draft(db):
    front_page()
    section = ArchiveSectionPageFactory()
    return ReportPageFactory(parent=section, live=False, title="Draft", slug="draft")


@pytest.fixture
def port(role, draft, tmp_path):
    options = connection.settings_dict
    number = free_port()
    url = f"postgres://{role}@/{options['HOST']}/{options['NAME']}"
    with started(number, tmp_path, DATABASE_URL=url) as process:
        wait_until(process, lambda: ask(number, *READ)[0] == 200)
        yield number


def told_later(answer):
    status, headers, body = answer
    return status == 503 and "Retry-After" in headers and b"Traceback" not in body


def test_readers_and_editors_are_told_and_nothing_is_lost(role, draft, port):
    editor = Editor(port)
    form = editor.form_of(draft)

    with altered(role, "CONNECTION LIMIT 0", "CONNECTION LIMIT -1"):
        assert code_of(ask(port, *READ)) == (503, True, "SERVICE_UNAVAILABLE")
        assert told_later(editor.publish(draft, form))
        assert answers(port)
    assert recovers(port)

    with altered(
        role, "SET default_transaction_read_only = on", "RESET default_transaction_read_only"
    ):
        assert recovers(port), "who only reads is answered"
        assert told_later(editor.publish(draft, form))
    assert recovers(port)

    run(FULL)
    try:
        assert told_later(editor.publish(draft, form))
        assert ask(port, *READ)[0] == 200
    finally:
        run("DROP TRIGGER is_full ON archive_searchentry", "DROP FUNCTION is_full")
    assert not ReportPage.objects.filter(live=True).exists()
    assert ReportPage.objects.get().reference_code is None
    assert ReportPage.objects.get().revisions.count() == 1, "what was typed is kept as a draft"
    assert not Change.objects.filter(type="Report").exists()

    # The form that came back is sent again.
    assert editor.publish(draft, editor.form_of(draft))[0] == 302
    assert ReportPage.objects.get().reference_code.endswith("-001")
