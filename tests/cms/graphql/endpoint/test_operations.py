"""Anything but an executable query is refused before it is processed further."""

import json

import pytest

pytestmark = pytest.mark.django_db

GRAPHQL_RESPONSE = "application/graphql-response+json"
PLAIN_JSON = "application/json"
INVALID, UNPARSED = "GRAPHQL_VALIDATION_FAILED", "GRAPHQL_PARSE_FAILED"
UNRESOLVED = "OPERATION_RESOLUTION_FAILURE"
WRITING = {
    "mutation { x }": "mutation",
    "mutation M { site { name } }": "mutation",
    "mutation { __typename }": "mutation",
    "subscription { x }": "subscription",
    "subscription S { site { name } }": "subscription",
    "mutation { ...F } fragment F on Query { site { name } }": "mutation",
    "query Q { site { name } } mutation M { x }": "mutation",
    f"mutation {{ {'x ' * 1500} }}": "mutation",
    "mutation { ...F } fragment F on Query { ...F }": "mutation",
}
NONE = {
    "fragment F on Query { site { name } }": ("", INVALID),  # a fragment that nobody uses
    "query Q { site { name } }": ("R", UNRESOLVED),
    "query Q { site { name } } query R { site { name } }": ("", UNRESOLVED),
    "query Q { site { name } } query Q { site { name } }": ("Q", INVALID),
    "{ __typename } query Q { __typename }": ("Q", INVALID),
    "{ }": ("", UNPARSED),
    "query Q { }": ("", UNPARSED),
    "{ site { } }": ("", UNPARSED),
    "{ ... on Query { } }": ("", UNPARSED),
    "{ site }": ("", INVALID),
    "{ __typename { x } }": ("", INVALID),
    "{ ...F }": ("", INVALID),
    "type Query { a: Int }": ("", INVALID),
    "extend schema { mutation: Query }": ("", INVALID),
    "{ __typename } schema { query: Query }": ("", INVALID),
    "#": ("", UNPARSED),
    "directive @a on FIELD": ("", INVALID),
}


@pytest.fixture(params=[GRAPHQL_RESPONSE, PLAIN_JSON])
def media_type(request):
    return request.param


@pytest.fixture(params=["GET", "POST"])
def ask(request, client, media_type):
    def send(query, operation_name=""):
        asked = {"query": query, "operationName": operation_name}
        if request.param == "GET":
            return client.get("/graphql/", asked, HTTP_ACCEPT=media_type)
        body = json.dumps(asked)
        return client.post("/graphql/", body, PLAIN_JSON, HTTP_ACCEPT=media_type)

    return send


def refused_with(response, code):
    answer = response.json()
    return "data" not in answer and {each["extensions"]["code"] for each in answer["errors"]} == {
        code
    }


@pytest.mark.parametrize("query", WRITING)
def test_what_writes_is_refused_in_a_sentence(ask, media_type, query):
    response = ask(query, "M" if query.startswith("query") else "")
    if response.wsgi_request.method == "GET":
        assert response.status_code == 405
        assert refused_with(response, "METHOD_NOT_ALLOWED")
    else:
        assert response.status_code == (400 if media_type == GRAPHQL_RESPONSE else 200)
        assert refused_with(response, INVALID)
        [error] = response.json()["errors"]
        assert error["message"] == f"This API has no {WRITING[query]}: it only answers queries."
        assert error["locations"]


@pytest.mark.parametrize(("query", "reason"), NONE.items())
def test_what_is_no_operation_is_refused_with_its_code(ask, media_type, query, reason):
    operation_name, code = reason
    response = ask(query, operation_name)
    assert response.status_code == (400 if media_type == GRAPHQL_RESPONSE else 200)
    assert refused_with(response, code)


def test_fragments_alone_are_no_operation(ask):
    loop = "fragment F on Query { ...G } fragment G on Query { site { name } }"
    assert refused_with(ask(loop, "F"), INVALID)
