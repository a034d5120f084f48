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


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", "no boundary"),
        ("application/x-www-form-urlencoded", "a=1&" * 60_000),
    ],
)
def test_a_form_is_refused_before_it_is_read(client, content_type, body):
    response = post(client, body, content_type=content_type)
    assert response.status_code == 415
    assert response.json()["errors"][0]["extensions"]["code"] == "UNSUPPORTED_MEDIA_TYPE"


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


@pytest.mark.parametrize(
    ("query", "variables", "suggestion"),
    [
        ("{ categorie }", {}, "Did you mean 'categories' or 'category'?"),
        ('{ entry(referencecode: "A") { title } }', {}, "Did you mean 'referenceCode'?"),
        ("{ ... on Raport { title } }", {}, "Did you mean 'Report'?"),
        ("{ entries(orderBy: DATE_DSC) { totalCount } }", {}, "'DATE_DESC'"),
        ("query ($f: EntryFilter) { entries(filter: $f) { totalCount } }", {"f": {"tag": "a"}},
         "Did you mean 'tags'?"),
        ('{ entries(filter: {date: {from: "2006"}}) { totalCount } }', {}, "'2006-01-31'"),
        ("query ($at: DateTime) { entries(filter: {publishedSince: $at}) { totalCount } }",
         {"at": "yesterday"}, "'2006-01-31T09:00:00+09:00'"),
    ],
)  # fmt: skip
def test_an_error_suggests_what_would_be_right(client, query, variables, suggestion):
    response = post(client, {"query": query, "variables": variables})
    [error, *_] = response.json()["errors"]
    assert suggestion in error["message"]


def test_a_flood_of_misspelt_names_is_compared_no_more_than_the_errors_are_told(
    client, monkeypatch
):
    compared = []
    rule = "graphql.validation.rules.fields_on_correct_type.suggestion_list"
    monkeypatch.setattr(rule, lambda name, _options: compared.append(name) or [])
    fields = " ".join(f"categori{number}" for number in range(1_500))
    response = post(client, {"query": f"{{ site {{ {fields} }} }}"})
    assert len(response.json()["errors"]) == 10
    assert len(compared) <= 11


def test_a_browser_gets_graphiql_without_a_word_to_anyone_else(client):
    response = client.get("/graphql/", HTTP_ACCEPT="text/html,application/xhtml+xml,*/*;q=0.8")
    assert response.status_code == 200
    page = response.content.decode()
    assert "graphiql.min.js" in page
    assert "defectors" in page
    assert "//" not in page.replace("</", "").split("<body>")[0].replace("/static/", "")


def test_a_post_without_the_slash_is_answered_alike(client):
    body = json.dumps({"query": "{ __typename }"})
    response = client.post("/graphql", body, "application/json")
    assert response.status_code == 200
    assert response.json() == {"data": {"__typename": "Query"}}
    assert client.get("/graphql", {"query": "{ __typename }"}).status_code == 200


def preflight(client, header, path="/graphql/"):
    response = client.options(
        path,
        HTTP_ORIGIN="https://www.example.org",
        HTTP_ACCESS_CONTROL_REQUEST_METHOD="POST",
        HTTP_ACCESS_CONTROL_REQUEST_HEADERS=header,
    )
    return response.get("Access-Control-Allow-Headers", "")


@pytest.mark.parametrize(
    "header",
    [
        "content-type",
        "authorization",
        "apollo-require-preflight",
        "apollographql-client-name",
        "apollographql-client-version",
        "traceparent",
    ],
)
@pytest.mark.parametrize("path", ["/graphql", "/graphql/"])
def test_a_browser_may_send_what_clients_send(client, settings, header, path):
    settings.CORS_ALLOWED_ORIGINS = ["https://www.example.org"]
    assert header in preflight(client, header, path)
    assert "x-own" not in preflight(client, "x-own", path)
