"""An argument that breaks the rule of its field is refused before anything runs, at any depth."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from graphql import is_input_object_type, is_object_type

from cms.graphql.engine import Loader
from cms.graphql.errors import BadUserInput
from cms.schema import schema
from tests.factories import LetterPageFactory, ReportPageFactory, global_id

pytestmark = pytest.mark.django_db

GRAPHQL_RESPONSE = "application/graphql-response+json"
SITE = "site { name }"  # what a refusal must not take along
PICTURE = "leadImage { image { rendition(%s) { url } } }"
# The field with its bad argument, and of the refusal: its sentence, its argument, its coordinate.
BROKEN = {
    "pages(first: -1) { totalCount }": (
        "first cannot be negative.",
        "first",
        "Query.pages(first:)",
    ),
    "pages(first: 101) { totalCount }": (
        "first cannot be higher than 100.",
        "first",
        "Query.pages(first:)",
    ),
    "entries(first: 1, last: 1) { totalCount }": (
        "Give either first or last, not both.",
        "last",
        "Query.entries(last:)",
    ),
    'tags(after: "!!!") { totalCount }': (
        "after is not a cursor of this API.",
        "after",
        "Query.tags(after:)",
    ),
    'pages(locale: "xx") { totalCount }': (
        "locale cannot be 'xx'; there are en, ja, ko.",
        "locale",
        "Query.pages(locale:)",
    ),
    'site { menu(handle: "main", locale: "EN") { title } }': (
        "locale cannot be 'EN'; there are en, ja, ko.",
        "locale",
        "Site.menu(locale:)",
    ),
    'entries(filter: { locale: "xx" }) { totalCount }': (
        "filter.locale cannot be 'xx'; there are en, ja, ko.",
        "filter.locale",
        "Query.entries(filter:)",
    ),
    'timeline(filter: { date: { from: "2007-01-01", to: "2006-01-01" } }) { count }': (
        "filter.date.from cannot be later than filter.date.to.",
        "filter.date",
        "Query.timeline(filter:)",
    ),
    'search(query: "a", filter: { publishedSince: "0001-01-01T00:00:00+09:00" }) { totalCount }': (
        "filter.publishedSince lies outside of the years 1 to 9999.",
        "filter.publishedSince",
        "Query.search(filter:)",
    ),
    f'search(query: "{"a" * 201}") {{ totalCount }}': (
        "A search has at most 200 characters; this one has 201.",
        "query",
        "Query.search(query:)",
    ),
    f"nodes(ids: {json.dumps(['a'] * 101)}) {{ id }}": (
        "ids cannot hold more than 100.",
        "ids",
        "Query.nodes(ids:)",
    ),
    'page(id: "a", path: "/") { title }': (
        "Give either id or path.",
        "path",
        "Query.page(path:)",
    ),
    'entry(referenceCode: "A") { related(first: 21) { title } }': (
        "first must be from 0 to 20.",
        "first",
        "ArchiveEntry.related(first:)",
    ),
    'page(path: "/") { ... on ArchiveEntry { ' + PICTURE % "width: 401" + " } }": (
        "width cannot be 401; allowed are 160, 320, 400, 640, 800, 1200, 1600, 2400.",
        "width",
        "Image.rendition(width:)",
    ),
    'page(path: "/") { ...F } } fragment F on ArchiveEntry { ' + PICTURE % "fit: COVER": (
        "fit COVER needs both a width and a height.",
        "fit",
        "Image.rendition(fit:)",
    ),
    "entries { nodes { leadImage { image { srcSet(widths: [400, 401]) } } } }": (
        "width cannot be 401; allowed are 160, 320, 400, 640, 800, 1200, 1600, 2400.",
        "widths",
        "Image.srcSet(widths:)",
    ),
    "pages { nodes { children(last: 101) { totalCount } } }": (
        "last cannot be higher than 100.",
        "last",
        "Page.children(last:)",
    ),
}


@pytest.fixture
def ask(client):
    def send(query, variables=None):
        body = json.dumps({"query": query, "variables": variables or {}})
        with CaptureQueriesContext(connection) as captured:
            response = client.post(
                "/graphql/", body, "application/json", HTTP_ACCEPT=GRAPHQL_RESPONSE
            )
        return response, len(captured)

    return send


def refusal(response, statements):
    assert response.status_code == 400
    assert "data" not in response.json()
    assert statements == 0
    [error] = response.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert error["locations"]
    return error


@pytest.mark.parametrize(("field", "expected"), BROKEN.items())
def test_a_constant_that_breaks_a_rule_is_refused_with_its_name_and_place(ask, field, expected):
    error = refusal(*ask(f"{{ {SITE} {field} }}"))
    extensions = error["extensions"]
    assert (error["message"], extensions["argument"], extensions["coordinate"]) == expected


@pytest.mark.parametrize(
    ("declared", "field", "variables", "argument"),
    [
        ("$n: Int", "pages(first: $n) { totalCount }", {"n": 101}, "first"),
        ("$n: Int = -1", "pages(first: $n) { totalCount }", {}, "first"),
        ("$c: String", "entries(after: $c) { totalCount }", {"c": "!"}, "after"),
        ("$i: ID, $p: String", "page(id: $i, path: $p) { title }", {"i": "a", "p": "/"}, "path"),
        ("$f: EntryFilter", "entries(filter: $f) { totalCount }", {"f": {"locale": "xx"}},
         "filter.locale"),
        ("$l: String!", "entries(filter: { locale: $l }) { totalCount }", {"l": "xx"},
         "filter.locale"),
        ("$w: [Int!]", "entries { nodes { leadImage { image { srcSet(widths: $w) } } } }",
         {"w": [399]}, "widths"),
    ],
)  # fmt: skip
def test_a_variable_that_breaks_a_rule_is_refused_as_well(
    ask, declared, field, variables, argument
):
    error = refusal(*ask(f"query ({declared}) {{ {SITE} {field} }}", variables))
    assert error["extensions"]["argument"] == argument


def test_neither_of_two_ways_is_refused_at_the_field(ask):
    error = refusal(*ask(f"{{ {SITE} page {{ title }} }}"))
    assert error["message"] == "Give either id or path."


def test_what_a_directive_leaves_out_breaks_no_rule(ask):
    document = """query ($id: ID, $path: String, $byId: Boolean!) {
      a: page(id: $id) @include(if: $byId) { title }
      b: page(path: $path) @skip(if: $byId) { title }
    }"""
    response, _ = ask(document, {"path": "/", "byId": False})
    assert "errors" not in response.json()
    refusal(*ask(document, {"path": "/", "byId": True}))


def test_several_broken_rules_are_told_at_once(ask):
    response, _ = ask("{ pages(first: -1) { totalCount } tags(first: 101) { totalCount } }")
    assert [error["extensions"]["argument"] for error in response.json()["errors"]] == [
        "first",
        "first",
    ]


CURSOR = "{ entries(orderBy: TITLE_ASC, first: 1) { pageInfo { endCursor } } }"


@pytest.mark.parametrize(
    "arguments",
    ["after: $c", 'orderBy: TITLE_ASC, filter: { locale: "en" }, after: $c'],
    ids=["another order", "another filter"],
)
def test_a_cursor_of_another_list_is_refused_before_anything_runs(ask, locales, arguments):
    ReportPageFactory()
    response, _ = ask(CURSOR)
    cursor = response.json()["data"]["entries"]["pageInfo"]["endCursor"]
    document = f"query ($c: String) {{ {SITE} entries({arguments}) {{ totalCount }} }}"
    error = refusal(*ask(document, {"c": cursor}))
    assert error["message"] == "after is a cursor of another order or filter."


def test_a_cursor_of_its_own_list_is_taken_and_of_anothers_is_not(ask, locales):
    entry = LetterPageFactory()
    other = LetterPageFactory()
    section = """{ page(id: "%s") { ... on Letter { parent { ... on ArchiveSection {
      entries(first: 1%s) { pageInfo { endCursor } } } } } } }"""

    def listed(page, after=""):
        response, _ = ask(section % (page, after))
        answer = response.json()
        return answer, answer["data"]["page"]

    _, found = listed(global_id(entry))
    cursor = found["parent"]["entries"]["pageInfo"]["endCursor"]
    assert "errors" not in listed(global_id(entry), f', after: "{cursor}"')[0]
    answer, _ = listed(global_id(other), f', after: "{cursor}"')
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"


def locale_arguments():
    """Every field with an argument `locale`, of its own or in an input object of it."""
    for kind in schema.graphql_schema.type_map.values():
        for name, field in kind.fields.items() if is_object_type(kind) else ():
            for argument, declared in field.args.items():
                if argument == "locale":
                    yield f"{kind.name}.{name}", field, {"locale": "xx"}
                elif is_input_object_type(declared.type) and "locale" in declared.type.fields:
                    yield f"{kind.name}.{name}", field, {declared.out_name: {"locale": "xx"}}


@pytest.mark.parametrize(
    ("field", "given"),
    [pytest.param(field, given, id=name) for name, field, given in locale_arguments()],
)
def test_no_field_takes_a_language_that_is_not_there(field, given):
    assert isinstance(field.resolve, Loader)
    assert field.resolve.check, "give its loader a check: @loads(check=check_locale)"
    required = {"query": "a", "slug": "a"} if "query" in field.args else {}
    with pytest.raises(BadUserInput, match="there are en, ja, ko"):
        field.resolve.check(required | given)


def test_a_picture_for_social_networks_is_among_the_sizes(ask):
    size = "rendition(width: 1200, height: 630, fit: COVER) { url }"
    response, _ = ask(f"{{ entries {{ nodes {{ leadImage {{ image {{ {size} }} }} }} }} }}")
    assert "errors" not in response.json()


@pytest.mark.parametrize("value", ['"2006-13-01"', "2006", "true"])
@pytest.mark.parametrize("field", ["date: { from: %s }", "publishedSince: %s"])
def test_a_constant_that_is_no_date_is_refused_with_its_place(graphql, field, value):
    filtered = field % value
    [error] = graphql(f"{{ entries(filter: {{ {filtered} }}) {{ totalCount }} }}")["errors"]
    assert error["extensions"]["code"] == "GRAPHQL_VALIDATION_FAILED"
    place = f"{{ entries(filter: {{ {filtered}".index(value) + 1
    assert error["locations"] == [{"line": 1, "column": place}]
