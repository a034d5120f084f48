"""The room's queries are valid, and it shows everything in the schema."""

import re

import pytest

from cms.graphql.endpoint.execution import prepare
from cms.graphql.limits.settings import COST
from cms.schema import schema

from . import documents

SDL = schema.graphql_schema
OPERATIONS = dict(documents.operations())
WORDS = (documents.ROOM / "words.js").read_text("utf-8")
MODULES = {path: path.read_text("utf-8") for path in documents.ROOM.rglob("*.js")}
ENUMS = ("PageType", "EntryType", "ReportKind", "NoteKind", "WithdrawalReason")


def test_there_are_documents():
    assert {"Route", "Site", "Browse", "Search"} <= OPERATIONS.keys()


@pytest.mark.parametrize("name", OPERATIONS)
def test_each_document_fits_the_schema_and_its_limits(name):
    prepared = prepare(SDL, OPERATIONS[name], None)
    assert prepared.price({"first": 20}).nodes < COST() / 4


def test_everything_that_lives_at_a_path_is_shown():
    targets = {target.name for target in SDL.type_map["RouteTarget"].types} - {"Redirect"}
    missing = targets - documents.table("pages/index.js", "TARGETS")
    assert not missing, (
        f"The reading room shows no {', '.join(missing)}: add a module to "
        "home/reading_room/static/reading_room/pages, name it in pages/index.js, "
        "and ask for its fields in queries/route.js."
    )


def test_every_block_is_asked_for_and_shown():
    blocks = {block.name for block in SDL.get_possible_types(SDL.type_map["Block"])}
    needed = [documents.fragments()[name] for name in documents.spread_in("...AnyBlock")]
    asked = set(re.findall(r"fragment \w+ on (\w+)", "".join(needed)))
    missing = blocks - (documents.table("blocks/index.js", "BLOCKS") & asked)
    assert not missing, (
        f"The reading room shows no {', '.join(missing)}: add a fragment to "
        "home/reading_room/static/reading_room/queries/blocks.js, spread it in AnyBlock, and "
        "name who shows it in blocks/index.js."
    )


@pytest.mark.parametrize("enum", ENUMS)
def test_every_value_that_readers_see_has_words(enum):
    missing = [value for value in SDL.type_map[enum].values if f"  {value}: [" not in WORDS]
    assert not missing, (
        f"The reading room has no words for {', '.join(missing)} of {enum}: add them to "
        "home/reading_room/static/reading_room/words.js."
    )


def test_every_word_is_there_in_three_languages():
    rows = re.findall(r"^ {2}(\w+): \[(.*?)\],\n(?=  \w|\};)", WORDS, re.DOTALL | re.MULTILINE)
    assert len(rows) > 100
    assert [name for name, texts in rows if len(re.findall(r'"[^"]+"', texts)) != 3] == []


def test_every_word_that_a_module_says_is_there():
    said = {word for text in MODULES.values() for word in re.findall(r'\bsay\("(\w+)"', text)}
    assert {word for word in said if f"  {word}: [" not in WORDS} == set()


def test_no_module_makes_html_but_the_one_that_shows_what_the_api_sanitised():
    html = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser")
    makers = [
        path.name for path in documents.ROOM.rglob("*.js") if html.search(path.read_text("utf-8"))
    ]
    assert makers == ["dom.js"]


def test_what_becomes_html_is_what_the_api_calls_html():
    calls = {call for text in MODULES.values() for call in re.findall(r"\brich\(([\w.]+)", text)}
    assert calls - {"html"}
    assert all(call == "html" or call.endswith(".html") for call in calls)
