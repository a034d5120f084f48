"""The served schema is the committed one, keeps the contract, and covers all pages and blocks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from graphql import build_schema, is_scalar_type, print_schema, specified_scalar_types
from graphql.utilities import find_breaking_changes

from archive.search.query import MAX_LENGTH, MAX_TERMS
from cms.schema import schema

SDL = Path(__file__).parents[2] / "cms" / "schema.graphql"
CONTRACT = Path(__file__).parents[3] / "shared" / "contract" / "schema.graphql"


def test_the_committed_sdl_is_what_is_served():
    assert SDL.read_text("utf-8") == print_schema(schema.graphql_schema), (
        "The schema has changed: look at the difference, then run ./manage.py graphql_schema"
    )


@pytest.mark.skipif(not CONTRACT.exists(), reason="the public contract is not on this machine")
def test_the_contract_is_kept():
    contract = build_schema(CONTRACT.read_text("utf-8"))
    # From its text: graphql-core takes Graphene's scalars, of a class of their own, for other ones.
    served = build_schema(print_schema(schema.graphql_schema))
    broken = find_breaking_changes(contract, served)
    assert [change.description for change in broken] == []


def test_every_type_field_argument_and_value_is_described():
    bare = [
        f"{name}.{part}" if part else name
        for name, kind in schema.graphql_schema.type_map.items()
        if not name.startswith("__") and name not in {"String", "Int", "Float", "Boolean", "ID"}
        for part, described in _parts(kind)
        if not (described.description or "").strip()
    ]
    assert bare == []


def test_every_scalar_says_what_specifies_it():
    scalars = filter(is_scalar_type, schema.graphql_schema.type_map.values())
    bare = [each.name for each in scalars if not each.specified_by_url]
    assert {*bare} <= {*specified_scalar_types}
    assert "@specifiedBy(url:" in SDL.read_text("utf-8")


def test_a_sentence_that_names_a_limit_takes_it_from_the_setting():
    """In a process of its own, as a schema is made once."""
    script = """if True:
        from django.conf import settings
        settings.GRAPHQL_PAGE_SIZE, settings.GRAPHQL_DEFAULT_PAGE_SIZE = 77, 33
        settings.IMAGE_WIDTHS = [123]
        import django; django.setup()
        from cms.schema import schema; print(schema)"""
    sdl = subprocess.run([sys.executable, "-c", script], cwd=SDL.parents[1], env=os.environ,
                         capture_output=True, text=True, check=True).stdout  # fmt: skip
    assert "How many items from the start: 33 by default, 77 at most." in sdl
    assert "instead of `first`: 77 at most." in sdl
    assert "IDs, 77 at most." in sdl
    assert "one of 123" in sdl
    assert "100 at most" not in sdl
    assert f"{MAX_LENGTH} characters and {MAX_TERMS} words" in sdl


def _parts(kind):
    yield "", kind
    for name, field in getattr(kind, "fields", {}).items():
        yield name, field
        for argument, value in getattr(field, "args", {}).items():
            yield f"{name}({argument}:)", value
    for name, value in getattr(kind, "values", {}).items():
        yield name, value
