"""A lost database is distinguished from a wrong statement, with both drivers."""

import errno
import sqlite3

import psycopg
import pytest
from botocore.exceptions import ClientError, ReadTimeoutError
from django.db import DatabaseError, OperationalError, ProgrammingError, connection
from s3transfer.exceptions import RetriesExceededError
from wagtail.models import Locale

from cms.outages.lost import Lost, is_lost, lost_by
from cms.visibility.one_view import one_view


def raised(kind, cause):
    error = kind(str(cause))
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("kind", "cause"),
    [
        (OperationalError, psycopg.OperationalError("connection failed")),
        (OperationalError, psycopg.errors.TooManyConnections("sorry")),
        (OperationalError, psycopg.errors.DiskFull("no space left")),
        (OperationalError, psycopg.errors.AdminShutdown("terminating")),
    ],
)
def test_what_passes_is_lost(kind, cause):
    assert is_lost(raised(kind, cause))
    assert is_lost(raised(RuntimeError, raised(kind, cause)))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_a_server_that_takes_no_writes_is_lost_and_a_write_of_a_reader_is_not():
    with pytest.raises(DatabaseError) as caught, one_view():
        Locale.objects.create(language_code="fr")
    assert not is_lost(caught.value)
    with connection.cursor() as cursor:
        cursor.execute("SET default_transaction_read_only = on")
        try:
            with pytest.raises(DatabaseError) as caught:
                Locale.objects.create(language_code="fr")
            assert is_lost(caught.value)
        finally:
            cursor.execute("RESET default_transaction_read_only")


def test_a_locked_file_and_one_that_is_not_there_are_lost(tmp_path):
    first, second = (sqlite3.connect(tmp_path / "database", timeout=0) for _ in range(2))
    first.execute("BEGIN IMMEDIATE")
    assert is_lost(raised(OperationalError, said_by_sqlite(second, "BEGIN IMMEDIATE")))
    none = said_by_sqlite(second, f"ATTACH '{tmp_path}/none/database' AS none")
    assert is_lost(raised(OperationalError, none))


def test_a_statement_that_names_a_lock_is_a_fault_of_ours():
    wrong = said_by_sqlite(sqlite3.connect(":memory:"), "SELECT locked")
    assert not is_lost(raised(OperationalError, wrong))


def said_by_sqlite(driver, statement):
    with pytest.raises(sqlite3.OperationalError) as caught:
        driver.execute(statement)
    return caught.value


def test_an_error_that_came_of_itself_is_looked_at_once():
    first, second = ValueError("first"), ValueError("second")
    first.__cause__, second.__context__ = second, first
    assert not is_lost(first)


@pytest.mark.parametrize(
    "error",
    [
        raised(ProgrammingError, psycopg.errors.UndefinedTable("no table")),
        raised(OperationalError, psycopg.errors.QueryCanceled("statement timeout")),
        OperationalError("no such table: page"),
        ValueError("locked"),
    ],
)
def test_what_stays_wrong_is_not(error):
    assert not is_lost(error)


def said_by_s3(status):
    return ClientError({"ResponseMetadata": {"HTTPStatusCode": status}}, "PutObject")


def test_a_full_disk_and_a_store_that_does_not_answer_are_lost_storage():
    timeout = ReadTimeoutError(endpoint_url="https://s3.example.org")
    stalled = RetriesExceededError(timeout)
    for error in (OSError(errno.ENOSPC, "full"), said_by_s3(503), timeout, stalled):
        assert lost_by(error) is Lost.STORAGE
    for error in (OSError(errno.ENOENT, "none"), said_by_s3(403)):
        assert lost_by(error) is None


@pytest.mark.django_db
def test_a_lost_database_is_503_for_readers_and_editors(client):
    def lose(*statement):
        raise raised(OperationalError, psycopg.OperationalError("connection failed"))

    client.raise_request_exception = False
    with connection.execute_wrapper(lose):
        query = {"query": "{ pages { totalCount } }"}
        answer = client.post("/graphql/", query, "application/json")
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
        assert answer.json()["errors"][0]["extensions"]["code"] == "SERVICE_UNAVAILABLE"
        client.cookies["sessionid"] = "6a09e667f3bcc908b2fb1366ea957d3e"
        answer = client.get("/admin/", headers={"Accept": "text/html"})
        assert (answer.status_code, answer["Retry-After"]) == (503, "5")
        assert "save it again" in answer.text


@pytest.mark.parametrize(
    ("accepted", "heading"),
    [("ko-KR,ko;q=0.9", "지금은 이용할 수 없습니다"), ("ja", "現在ご利用いただけません")],
)
def test_the_page_is_in_the_browser_s_language(client, monkeypatch, accepted, heading):
    def fail(request):
        raise raised(OperationalError, psycopg.OperationalError("connection failed"))

    monkeypatch.setattr("cms.health.asked_by_doctor", fail)
    client.raise_request_exception = False
    headers = {"Accept": "text/html", "Accept-Language": accepted}
    assert heading in client.get("/healthz", headers=headers).text
