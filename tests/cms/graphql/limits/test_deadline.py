"""A request, and each of its SQL statements, ends at its time limit."""

import pytest
from django.db import connection

from cms.graphql.limits.deadline import TimeLimitExceeded, deadline_from_now
from cms.visibility.one_view import one_view

pytestmark = pytest.mark.django_db(transaction=True)

ENDLESS = """WITH RECURSIVE numbers (n) AS (
  SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 2000000000
) SELECT count(*) FROM numbers"""


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()


@pytest.mark.parametrize("name", ["GRAPHQL_SECONDS", "GRAPHQL_STATEMENT_SECONDS"])
def test_an_endless_statement_is_ended(settings, name):
    setattr(settings, name, 0.2)
    with deadline_from_now(), pytest.raises(TimeLimitExceeded, match=r"longer than 0\.2 seconds"):
        run(ENDLESS)
    assert run("SELECT 1") == (1,)


def test_a_statement_ended_in_the_view_of_a_request_leaves_the_connection_usable(settings):
    settings.GRAPHQL_STATEMENT_SECONDS = 0.2
    with deadline_from_now(), one_view(), pytest.raises(TimeLimitExceeded):
        run(ENDLESS)
    assert connection.get_autocommit()
    assert run("SELECT 1") == (1,)


def test_no_statement_begins_after_the_end():
    with deadline_from_now() as deadline:
        assert run("SELECT 1") == (1,)
        deadline.until = 0.0
        assert deadline.passed
        with pytest.raises(TimeLimitExceeded):
            run("SELECT 1")


def test_what_runs_after_a_request_is_left_alone(settings):
    settings.GRAPHQL_SECONDS = 0.05
    with deadline_from_now():
        pass
    assert run(ENDLESS.replace("2000000000", "300000")) == (300_000,)


def test_the_answer_of_a_request_over_its_time_says_so(client, settings):
    settings.GRAPHQL_SECONDS = 0.0
    answer = client.post(
        "/graphql/", {"query": "{ pages { totalCount } }"}, "application/json"
    ).json()
    assert answer["data"] is None
    assert answer["errors"][0]["extensions"]["code"] == "TIME_LIMIT_EXCEEDED"


def test_a_cancel_on_its_way_reaches_no_later_request(settings):
    """It may reach the server when the statement that it was for is over."""
    settings.GRAPHQL_STATEMENT_SECONDS = 0.2
    with deadline_from_now():
        run("SELECT 1")
        ended = connection.connection
        with pytest.raises(TimeLimitExceeded):
            run(ENDLESS)
    assert run("SELECT 1") == (1,)
    assert connection.connection is not ended
