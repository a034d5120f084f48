"""Each client has a budget of objects per minute, whatever it sends or claims to be."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from hashlib import sha256
from types import SimpleNamespace

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given
from hypothesis import strategies as st

from cms.graphql.endpoint.rate import CHARACTERS, REQUEST
from cms.rates import seconds_until_less
from tests.own_connections import with_own_connections

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NAME = '{ page(path: "/") { title } }'  # one object
DEAR = "{ entries(first: 100) { nodes { categories { name } } } }"
KNOWN = 20  # requests for what is known already, before there is nothing left
LIMIT = KNOWN * (REQUEST + 1)
FORWARDED = "HTTP_X_FORWARDED_FOR"
NOON = datetime.fromisoformat("2026-11-25T12:00:00Z").timestamp()


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    """The time by which minutes are counted, which a test moves."""
    clock = SimpleNamespace(now=NOON)
    clock.time = lambda: clock.now
    monkeypatch.setattr("cms.rates.time", clock)
    return clock


@pytest.fixture(autouse=True)
def limit(settings, client):
    """A small allowance, unspent, and documents that the process has read before."""
    settings.GRAPHQL_RATE_LIMIT = 0
    for document in (NAME, DEAR):
        ask(client, document)
    settings.GRAPHQL_RATE_LIMIT = LIMIT


def ask(client, document=NAME, **headers):
    return client.post("/graphql/", {"query": document}, "application/json", **headers)


def answered(client, send=ask, most=200, **headers):
    """How many requests are answered before one is not for its rate."""
    for count in range(most):
        if send(client, **headers).status_code == 429:
            return count
    return most


def test_a_flood_is_refused_with_the_rule(client):
    assert answered(client) == KNOWN
    response = ask(client)
    [error] = response.json()["errors"]
    assert error["extensions"]["code"] == "RATE_LIMITED"
    wait = response["Retry-After"]
    assert error["message"] == (
        f"A client cannot ask for more than {LIMIT} objects a minute: wait {wait} s."
    )


def test_a_refusal_is_for_nobody_else_and_sets_no_cookie(client):
    answered(client)
    response = ask(client)
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"] == "application/json"
    assert not response.cookies


def test_a_browser_of_another_origin_reads_how_long_to_wait(client, settings):
    settings.CORS_ALLOWED_ORIGINS = ["https://www.example.org"]
    answered(client)
    response = ask(client, HTTP_ORIGIN="https://www.example.org")
    assert response["Access-Control-Expose-Headers"] == "Retry-After"


@pytest.mark.parametrize("second", [0, 1, 30, 59.9])
def test_who_waits_as_told_is_answered(client, clock, second):
    clock.now += second
    answered(client)
    wait = int(ask(client)["Retry-After"])
    clock.now += wait - 2
    assert ask(client).status_code == 429
    clock.now += 2
    assert ask(client).status_code == 200


@example(before=210, spent=LIMIT - 161, second=12)  # until 14, which floats have a bit before
@given(before=st.integers(0, 5_000), spent=st.integers(0, 5_000), second=st.floats(0, 59.9))
def test_the_wait_is_the_shortest_in_whole_seconds(before, spent, second):
    def left_after(wait):
        later = second + wait
        if later < 60:
            return before * (1 - later / 60) + spent < LIMIT
        return spent * (2 - later / 60) < LIMIT

    wait = seconds_until_less(LIMIT, before, spent, second)
    assert left_after(wait)
    assert wait == 0 or not left_after(wait - 1.01)


def test_a_new_minute_does_not_forgive_the_last(client, clock):
    clock.now += 59
    assert answered(client) == KNOWN
    clock.now += 1
    assert ask(client).status_code == 429
    clock.now += 30
    assert answered(client) == pytest.approx(KNOWN / 2, abs=1)


@pytest.mark.parametrize("second", [0, 30, 59])
def test_no_sixty_seconds_give_much_more_than_a_minutes_worth(client, clock, second):
    clock.now += second
    found = 0
    for _ in range(60):
        found += answered(client)
        clock.now += 1
    assert found <= KNOWN * 2  # what was unspent at first, and what a minute brings


def test_an_hour_of_flood_gives_an_hours_worth(client, clock):
    found = 0
    for _ in range(360):
        found += answered(client)
        clock.now += 10
    assert 50 * KNOWN < found <= 61 * KNOWN  # one for the minute that was unspent at first


def test_what_is_refused_is_not_counted(client):
    answered(client)
    first = ask(client)["Retry-After"]
    for _ in range(500):
        ask(client)
    assert ask(client)["Retry-After"] == first


def test_a_document_costs_what_its_answer_may_hold(client, settings):
    settings.GRAPHQL_RATE_LIMIT = 10_000
    cost = ask_cost(client, DEAR)
    assert cost > 200
    caches["rates"].clear()
    assert answered(client, lambda one: ask(one, DEAR)) == -(-10_000 // (cost + REQUEST))


def ask_cost(client, document):
    body = {"query": document, "extensions": {"cost": True}}
    answer = client.post("/graphql/", body, "application/json").json()
    return answer["extensions"]["cost"]["objects"]


def test_a_document_dearer_than_what_is_left_is_answered_once(client, settings):
    settings.GRAPHQL_RATE_LIMIT = REQUEST + 1
    assert answered(client, lambda one: ask(one, DEAR)) == 1


def test_a_new_document_costs_its_length_once(client, settings):
    settings.GRAPHQL_RATE_LIMIT = 6_000
    new = f"{NAME} # {'x' * 8_000}"
    left = 6_000 - len(new) // CHARACTERS
    assert answered(client, lambda one: ask(one, new)) == -(-left // (REQUEST + 1))


def refused(body, content_type="application/json"):
    return lambda client, **_: client.post("/graphql/", body, content_type)


def by_get(client, **_):
    return client.get("/graphql/", {"query": NAME})


def by_head(client, **_):
    return client.head("/graphql/", {"query": NAME})


def by_hash(client, **_):
    persisted = {"version": 1, "sha256Hash": sha256(NAME.encode()).hexdigest()}
    body = {"query": NAME, "extensions": {"persistedQuery": persisted}}
    return client.post("/graphql/", body, "application/json")


WAYS = {
    "get": (by_get, KNOWN),
    "head": (by_head, KNOWN),
    "persisted": (by_hash, KNOWN),
    "an unknown hash": (
        refused({"extensions": {"persistedQuery": {"version": 1, "sha256Hash": "0" * 64}}}),
        LIMIT / REQUEST,
    ),
    "a batch": (refused([{"query": NAME}] * 100), LIMIT / REQUEST),
    "bad JSON": (refused(b"{"), LIMIT / REQUEST),
    "another media type": (refused(b"query=x", "text/plain"), LIMIT / REQUEST),
    "another method": (lambda client, **_: client.put("/graphql/"), LIMIT / REQUEST),
    "a syntax error": (lambda client, **_: ask(client, "{" * 10), LIMIT / (REQUEST + 5)),
    "an unknown field": (lambda client, **_: ask(client, "{ abcdef }"), LIMIT / (REQUEST + 5)),
}


@pytest.mark.parametrize(("send", "expected"), WAYS.values(), ids=WAYS)
def test_every_way_to_ask_is_counted(client, send, expected):
    assert answered(client, send) == -int(-expected // 1)


def test_an_unchanged_answer_costs_as_little_as_a_refusal(client, settings, kept_answers):
    settings.GRAPHQL_RATE_LIMIT = 0
    tag = client.get("/graphql/", {"query": DEAR})["ETag"]
    settings.GRAPHQL_RATE_LIMIT = LIMIT

    def again(client):
        return client.get("/graphql/", {"query": DEAR}, HTTP_IF_NONE_MATCH=tag)

    assert again(client).status_code == 304
    assert answered(client, again) == -(-LIMIT // REQUEST) - 1


def test_a_document_over_the_limit_of_cost_spends_that_limit(client, settings):
    settings.GRAPHQL_COST = 2 * LIMIT
    settings.GRAPHQL_RATE_LIMIT = 0
    over = "{ pages(first: 100) { nodes { children(first: 100) { nodes { title } } } } }"
    ask(client, over)
    settings.GRAPHQL_RATE_LIMIT = LIMIT
    assert answered(client, lambda one: ask(one, over)) == 1


def test_a_spoofed_address_changes_nothing(client):
    counted = sum(
        ask(client, **{FORWARDED: f"198.51.{i // 256}.{i % 256}"}).status_code == 200
        for i in range(1000)
    )
    assert counted == KNOWN


@pytest.mark.parametrize("name", ["HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_TRUE_CLIENT_IP"])
def test_no_other_header_names_a_client(client, settings, name):
    settings.TRUSTED_PROXIES = 1
    assert sum(ask(client, **{name: f"192.0.2.{i}"}).status_code == 200 for i in range(50)) == KNOWN


def test_clients_behind_a_trusted_proxy_have_an_allowance_each(client, settings):
    settings.TRUSTED_PROXIES = 1
    for address in ("192.0.2.1", "192.0.2.2"):
        assert answered(client, **{FORWARDED: address}) == KNOWN
    assert ask(client, **{FORWARDED: "192.0.2.1"}).status_code == 429


def test_what_a_client_says_before_the_proxy_does_not_count(client, settings):
    settings.TRUSTED_PROXIES = 1
    answered(client, **{FORWARDED: "192.0.2.1"})
    for said in ("198.51.100.1, 192.0.2.1", "192.0.2.9,192.0.2.1:4711", ", , 192.0.2.1"):
        assert ask(client, **{FORWARDED: said}).status_code == 429


def test_to_count_costs_no_sql(client):
    with CaptureQueriesContext(connection) as captured:
        client.post("/graphql/", b"{", "application/json")
    assert len(captured) == 0


def test_no_address_is_kept(client):
    ask(client, REMOTE_ADDR="192.0.2.77")
    kept = repr([*caches["rates"]._cache.items()])
    assert "192.0.2" not in kept
    assert str(int(NOON // 60)) in kept


def test_without_the_shared_cache_a_process_counts_by_itself(client, monkeypatch, caplog):
    monkeypatch.setattr("cms.outages.rarely._said_at", {})
    for name in ("get", "incr", "add"):
        monkeypatch.setattr(caches["rates"], name, lambda *_, **options: 1 / 0)
    assert answered(client, most=50) == KNOWN
    assert caplog.text.count("the cache failed") == 1


def test_without_a_limit_nothing_is_counted(client, settings):
    settings.GRAPHQL_RATE_LIMIT = 0
    assert answered(client, most=50) == 50
    assert not caches["rates"]._cache


def test_requests_at_the_same_time_cannot_get_round_it():
    @with_own_connections
    def send(_):
        return Client().post("/graphql/", b"[]", "application/json").status_code

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(send, range(200)))
    assert found.count(400) == -(-LIMIT // REQUEST)
