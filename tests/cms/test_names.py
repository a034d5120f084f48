"""Fields of the same name have the same type, so one query can cover all blocks or pages."""

import pytest
from graphql import get_named_type, is_composite_type, is_required_argument, parse, validate

from cms.schema import schema

SERVED = schema.graphql_schema
DEPTH = 3


def everything_of(kind, depth=DEPTH):
    """All fields of a type under their own names, and of what they lead to."""
    if not is_composite_type(kind):
        return ""
    fields = kind.fields.items() if depth and hasattr(kind, "fields") else ()
    calls = [
        f"{name} {everything_of(get_named_type(field.type), depth - 1)}"
        for name, field in fields
        if not any(map(is_required_argument, field.args.values()))
    ]
    return f"{{ __typename {' '.join(calls)} }}"


@pytest.mark.parametrize(
    ("interface", "query"),
    [
        ("Block", "{ entries { nodes { body { FIELDS } } } }"),
        ("Page", "{ pages { nodes { FIELDS } } }"),
    ],
)
def test_a_query_for_all_fields_of_all_types_by_their_names_is_valid(interface, query):
    types = SERVED.get_possible_types(SERVED.get_type(interface))
    fields = " ".join(f"... on {kind.name} {everything_of(kind)}" for kind in types)
    errors = validate(SERVED, parse(query.replace("FIELDS", fields)))
    assert [error.message for error in errors] == []
