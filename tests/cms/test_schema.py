"""The served schema is the committed one, keeps the contract, and leaves no page or block out."""

from pathlib import Path

import pytest
from graphql import build_schema, print_schema
from graphql.utilities import find_breaking_changes

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


def _parts(kind):
    yield "", kind
    for name, field in getattr(kind, "fields", {}).items():
        yield name, field
        for argument, value in getattr(field, "args", {}).items():
            yield f"{name}({argument}:)", value
    for name, value in getattr(kind, "values", {}).items():
        yield name, value
