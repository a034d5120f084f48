"""The endpoint speaks GraphQL over HTTP."""

import json

import pytest

pytestmark = pytest.mark.django_db

GRAPHQL_RESPONSE = "application/graphql-response+json"


def post(client, body, **headers):
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    headers.setdefault("content_type", "application/json")
    return client.post("/graphql/", text, **headers)


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (None, "application/json; charset=utf-8"),
        ("*/*", "application/json; charset=utf-8"),
        ("application/json", "application/json; charset=utf-8"),
        (GRAPHQL_RESPONSE, f"{GRAPHQL_RESPONSE}; charset=utf-8"),
        (f"{GRAPHQL_RESPONSE}, application/json;q=0.9", f"{GRAPHQL_RESPONSE}; charset=utf-8"),
    ],
)
def test_the_answer_comes_in_the_type_that_was_asked_for(client, accept, answered):
    headers = {"HTTP_ACCEPT": accept} if accept else {}
    response = post(client, {"query": "{ __typename }"}, **headers)
    assert response.status_code == 200
    assert response["Content-Type"] == answered
    assert response.json() == {"data": {"__typename": "Query"}}


def test_a_query_can_be_asked_by_get_and_sets_no_cookie(client):
    response = client.get("/graphql/", {"query": "{ __typename }"})
    assert response.json() == {"data": {"__typename": "Query"}}
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("name", ["__schema", "__typename", "Any"])
def test_a_fragment_may_have_any_name(client, name):
    body = {"query": f'{{ ...{name} }} fragment {name} on Query {{ page(path: "/") {{ path }} }}'}
    assert post(client, body).json() == {"data": {"page": {"path": "/"}}}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ("{", 400, "BAD_REQUEST"),
        (b"\xff", 400, "BAD_REQUEST"),
        ("[" * 100_000, 400, "BAD_REQUEST"),
        ([{"query": "{ __typename }"}], 400, "BAD_REQUEST"),
        ({}, 400, "BAD_REQUEST"),
        ({"query": 1}, 400, "BAD_REQUEST"),
        ({"query": "{ __typename }", "variables": []}, 400, "BAD_REQUEST"),
        ({"query": "{ __typename }", "operationName": 1}, 400, "BAD_REQUEST"),
        ('{"query": "{ __typename }", "variables": {"a": NaN}}', 400, "BAD_REQUEST"),
        ({"query": '{ category(slug: "a\x00") { name } }'}, 400, "BAD_REQUEST"),
        ({"query": "#" * 200_000}, 413, "PAYLOAD_TOO_LARGE"),
    ],
)
def test_a_malformed_request_is_refused_with_its_code(client, body, status, code):
    response = post(client, body)
    assert response.status_code == status
    assert response.json()["errors"][0]["extensions"]["code"] == code


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"],
)
def test_a_form_cannot_post_a_query(client, content_type):
    response = post(client, '{"query": "{ __typename }"}', content_type=content_type)
    assert response.status_code == 415


def test_the_query_of_a_post_is_not_read_from_its_address(client):
    response = client.post("/graphql/?query={__typename}", "{}", content_type="application/json")
    assert response.status_code == 400


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client, method):
    response = getattr(client, method)("/graphql/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, POST"


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ __typename " * 2_000, "GRAPHQL_PARSE_FAILED"),
        ("query A { __typename } query B { __typename }", "OPERATION_RESOLUTION_FAILURE"),
        ("query ($a: Int!) { entries(first: $a) { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
    ],
)
@pytest.mark.parametrize(("accept", "status"), [(GRAPHQL_RESPONSE, 400), ("application/json", 200)])
def test_where_nothing_ran_the_answer_has_no_data(client, query, code, accept, status):
    response = post(client, {"query": query}, HTTP_ACCEPT=accept)
    assert response.status_code == status
    assert "data" not in response.json()
    assert response.json()["errors"][0]["extensions"]["code"] == code


def test_an_error_suggests_nothing(client):
    response = post(client, {"query": "{ categorie }"})
    assert "Did you mean" not in response.json()["errors"][0]["message"]


def test_a_browser_gets_graphiql_without_a_word_to_anyone_else(client):
    response = client.get("/graphql/", HTTP_ACCEPT="text/html,application/xhtml+xml,*/*;q=0.8")
    assert response.status_code == 200
    page = response.content.decode()
    assert "graphiql.min.js" in page
    assert "defectors" in page
    assert "//" not in page.replace("</", "").split("<body>")[0].replace("/static/", "")
