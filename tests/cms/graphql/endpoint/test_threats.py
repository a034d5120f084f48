"""Attacks: each is refused with its code and limit, and without SQL."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from graphql import get_introspection_query
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.graphql.endpoint.execution import prepare
from cms.schema import schema

pytestmark = pytest.mark.django_db

GRAPHQL_RESPONSE = "application/graphql-response+json"
# Where the database's and Python's own words would give the inside away.
OF_THE_INSIDE = ("SELECT", "sqlite", "psycopg", "Traceback", 'File "', "/cms/", "Error:", "django")


def repeated(count, text):
    return " ".join(text.format(i) for i in range(count))


def nested(levels, body):
    """A chain of fragments on a page, each holding the next one more than once."""
    chain = repeated(levels, "fragment F{0} on Page {{ " + body + " }}")
    for level in range(levels):
        chain = chain.replace(f"next{level} ", f"...F{level + 1} ")
    return f'{{ page(path: "/") {{ ...F0 }} }} {chain} fragment F{levels} on Page {{ title }}'


INTROSPECTION = """a{0}: __schema {{ types {{ fields {{
  args {{ type {{ name }} }} type {{ fields {{ name }} }}
}} }} }}"""
CYCLE = "{ pages(first: 100) { nodes { children(first: 100) { nodes { parent { title } } } } } }"
AS_MANY_TYPES = " ".join(
    f'... on Query {{ {kind}: {kind}(slug: "a") {{ {repeated(12, kind + "{0}: entryCount")} }} }}'
    for kind in ("category", "tag", "place")
)
ALL_FACETS = """a{0}: entries {{ facets {{ types {{ count }} categories {{ count }} tags {{ count }}
  places {{ count }} years {{ count }} locales {{ count }} }} nodes {{ related {{ next {{ id }}
  previous {{ id }} parent {{ id }} }} }} }}"""
HOSTILE = {
    "aliases at the root": (
        f"{{ {repeated(21, 'a{0}: __typename')} }}",
        "QUERY_TOO_COMPLEX",
        "20 fields at its root",
    ),
    "aliases inside": (
        f"{{ site {{ {repeated(31, 'a{0}: name')} }} }}",
        "QUERY_TOO_COMPLEX",
        "30 names",
    ),
    "a thousand aliases": (
        f"{{ {repeated(1000, 'a{0}: pages {{ totalCount }}')} }}",
        "DOCUMENT_TOO_LARGE",
        "2000 tokens",
    ),
    "aliases doubled by fragments": (
        nested(12, "x: parent {{ next{0} }} y: parent {{ next{0} }}"),
        "QUERY_TOO_COMPLEX",
        "30 names",
    ),
    "one field of many types under many names": (
        f"{{ {AS_MANY_TYPES} }}",
        "QUERY_TOO_COMPLEX",
        "30 names",
    ),
    "facets counted again and again": (
        f"{{ {repeated(20, ALL_FACETS)} }}",
        "QUERY_TOO_COMPLEX",
        "5000 objects",
    ),
    "fields tripled by fragments": (
        nested(12, "parent {{ next{0} }} ancestors {{ next{0} }} translations {{ next{0} }}"),
        "QUERY_TOO_COMPLEX",
        "2500 fields",
    ),
    "a cycle of relations": (CYCLE, "QUERY_TOO_COMPLEX", "5000 objects"),
    "a fragment inside itself": (
        '{ page(path: "/") { ...A } } fragment A on Page { parent { ...A } }',
        "QUERY_TOO_DEEP",
        "15 fields",
    ),
    "fragments in a circle": (
        "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
        "GRAPHQL_VALIDATION_FAILED",
        "within itself",
    ),
    "sixteen levels": (
        f'{{ page(path: "/") {"{ parent " * 15}{{ title }}{"}" * 15} }}',
        "QUERY_TOO_DEEP",
        "15 fields",
    ),
    "a thousand levels": ("{ a " * 900 + "}" * 900, "GRAPHQL_PARSE_FAILED", "too deeply"),
    "a known directive again and again": (
        f"{{ site {'@skip(if: false) ' * 250} {{ name }} }}",
        "GRAPHQL_VALIDATION_FAILED",
        "only be used once",
    ),
    "an unknown directive again and again": (
        f"{{ site {'@aa ' * 900} {{ name }} }}",
        "GRAPHQL_VALIDATION_FAILED",
        "Unknown directive",
    ),
    "five thousand directives": (
        f"{{ site {'@aa ' * 5000} {{ name }} }}",
        "DOCUMENT_TOO_LARGE",
        "2000 tokens",
    ),
    "one field again and again": (
        f"{{ {'__typename ' * 1500} }}",
        "QUERY_TOO_COMPLEX",
        "10000 comparisons",
    ),
    "inline fragments side by side": (
        f"{{ {'... on Query { __typename __typename } ' * 200} }}",
        "QUERY_TOO_COMPLEX",
        "10000 comparisons",
    ),
    "many operations": (
        repeated(11, "query Q{0} {{ __typename }}"),
        "DOCUMENT_TOO_LARGE",
        "10 operations",
    ),
    "many variables": (
        f"query ({repeated(101, '$a{0}: Int')}) {{ __typename }}",
        "DOCUMENT_TOO_LARGE",
        "100 variables",
    ),
    "many fragments": (
        f"{{ __typename }} {repeated(51, 'fragment A{0} on Query {{ __typename }}')}",
        "DOCUMENT_TOO_LARGE",
        "50 fragments",
    ),
    "introspection in circles": (
        "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }",
        "GRAPHQL_VALIDATION_FAILED",
        "introspection depth",
    ),
    "introspection again and again": (
        f"{{ {repeated(19, INTROSPECTION)} }}",
        "QUERY_TOO_COMPLEX",
        "100000 objects",
    ),
    "deep introspection": (
        "{ __schema { queryType " + "{ ofType " * 20 + "{ name }" + "}" * 21 + " }",
        "QUERY_TOO_DEEP",
        "20 fields",
    ),
    "NUL in a literal": (
        r'{ category(slug: "a\u0000") { name } }',
        "GRAPHQL_PARSE_FAILED",
        "U+0000",
    ),
}


@pytest.mark.parametrize(("document", "code", "number"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_document_is_refused_at_once_and_without_sql(client, document, code, number):
    with CaptureQueriesContext(connection) as captured:
        response = ask(client, {"query": document})
    errors = response.json()["errors"]
    assert response.status_code == 400
    assert errors[0]["extensions"]["code"] == code
    assert number in errors[0]["message"]
    assert len(errors) <= 10
    assert len(captured) == 0


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("pages(first: 100000)", "first cannot be higher than 100."),
        ("pages(first: 2147483647)", "first cannot be higher than 100."),
        ("pages(first: -1)", "first cannot be negative."),
        ("pages(last: 101)", "last cannot be higher than 100."),
        ("pages(first: 1, last: 1)", "Give either first or last, not both."),
        ('pages(after: "!!!")', "after is not a cursor of this API."),
        (f'pages(after: "{"9" * 30}")', "after is not a cursor of this API."),
    ],
)
def test_a_page_that_cannot_be_is_refused_with_the_rule(client, field, message):
    answer = ask(client, {"query": f"{{ {field} {{ nodes {{ title }} }} }}"}).json()
    assert answer["errors"][0]["message"] == message
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def test_a_batch_is_refused(client):
    response = ask(client, [{"query": "{ __typename }"}] * 1000)
    assert response.status_code == 400
    assert response.json()["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


def test_the_introspection_of_real_tools_passes(client):
    query = get_introspection_query(specified_by_url=True, input_value_deprecation=True)
    assert query.count("ofType") == 9
    answer = ask(client, {"query": query}).json()
    assert "errors" not in answer
    assert answer["data"]["__schema"]["queryType"]["name"] == "Query"


@pytest.mark.parametrize("body", [b"\xef\xbb\xbf{}", '{"a": 1}'.encode("utf-16"), b'{"a":1,"a":2}'])
def test_odd_json_is_refused(client, body):
    assert client.post("/graphql/", body, "application/json").status_code == 400


def test_a_repeated_key_cannot_hide_a_document(client):
    body = '{"query": "{ site { name } }", "query": "{ __typename }"}'
    assert client.post("/graphql/", body, "application/json").status_code == 400


@pytest.mark.parametrize("encoding", ["gzip", "br", "identity"])
def test_a_compressed_body_is_refused(client, encoding):
    headers = {"HTTP_CONTENT_ENCODING": encoding}
    response = client.post("/graphql/", b"\x1f\x8b", "application/json", **headers)
    assert response.status_code == 415


def test_a_long_address_is_refused(client):
    response = client.get("/graphql/", {"query": "{ __typename }" + " " * 140_000})
    assert response.status_code == 413


@pytest.mark.parametrize("parameter", ["query", "variables"])
def test_a_parameter_given_twice_is_refused(client, parameter):
    response = client.get(f"/graphql/?query={{__typename}}&{parameter}=1&{parameter}=2")
    assert response.status_code == 400


def test_a_mutation_cannot_be_asked_by_get(client):
    response = client.get("/graphql/", {"query": "mutation { a }"})
    assert "data" not in response.json()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda values: st.lists(values) | st.dictionaries(st.text(), values),
    max_leaves=10,
)
any_body = (
    st.binary()
    | st.text().map(str.encode)
    | json_values.map(lambda value: json.dumps(value).encode())
    | st.fixed_dictionaries(
        {"query": st.just("{ __typename }")},
        optional={
            "variables": json_values,
            "operationName": json_values,
            "extensions": json_values,
            "documentId": json_values,
        },
    ).map(lambda value: json.dumps(value).encode())
)
odd_text = st.text(st.characters(exclude_categories=()), max_size=60) | st.sampled_from(
    ["\x00", "\ud800", "‮", "9" * 40, "a" * 10_000, "%_\\", "' OR 1=1 --"]
)
odd_number = st.integers() | st.floats() | st.sampled_from([2**31, -(2**31), 2**63, 2**64])
slow = settings(max_examples=100)


@slow
@given(any_body)
def test_no_body_fails_the_server(client, body):
    response = client.post("/graphql/", body, "application/json")
    assert response.status_code in (200, 400, 413, 415)
    assert_says_nothing_of_the_inside(response)


@slow
@given(odd_text, odd_number)
def test_no_argument_fails_the_server(client, text, number):
    query = """query ($text: String!, $id: ID!, $number: Int) {
      category(slug: $text) { name } tag(slug: $text) { name } route(path: $text) { status }
      node(id: $id) { id } entry(referenceCode: $text) { title }
      entries(first: $number, after: $text, filter: { tags: [$text], locale: $text }) {
        totalCount
      }
    }"""
    body = json.dumps({"query": query, "variables": {"text": text, "id": text, "number": number}})
    response = client.post("/graphql/", body, "application/json")
    assert response.status_code in (200, 400)
    assert "INTERNAL_SERVER_ERROR" not in response.text
    assert_says_nothing_of_the_inside(response)


def test_a_document_seen_before_is_not_parsed_again():
    first = prepare(schema.graphql_schema, "{ site { name } }", None)
    assert prepare(schema.graphql_schema, "{ site { name } }", None) is first


def ask(client, body):
    return client.post("/graphql/", body, "application/json", HTTP_ACCEPT=GRAPHQL_RESPONSE)


def assert_says_nothing_of_the_inside(response):
    for error in response.json().get("errors", []):
        assert error["extensions"]["code"]
        assert not any(word in error["message"] for word in OF_THE_INSIDE)
