"""The schema's own scalar, and the specification of each scalar that is not GraphQL's."""

from collections.abc import Callable
from functools import wraps
from typing import Any

import graphene
from graphql import GraphQLError, ValueNode

SPECIFIED_BY = {
    "Date": "https://www.rfc-editor.org/rfc/rfc3339",  # as its "full-date"
    "DateTime": "https://www.rfc-editor.org/rfc/rfc3339",
    "JSON": "https://www.rfc-editor.org/rfc/rfc8259",
}

EXAMPLES = {"Date": "2006-01-31", "DateTime": "2006-01-31T09:00:00+09:00"}


class JSON(graphene.Scalar):
    """Any JSON value, as it is: an object, an array, a string, a number, true, false or null."""

    @staticmethod
    def serialize(value: Any) -> Any:
        return value

    parse_value = serialize

    @staticmethod
    def parse_literal(node: ValueNode, _variables: Any = None) -> Any:
        return getattr(node, "value", None)


def specify(schema: graphene.Schema) -> graphene.Schema:
    """The schema with `@specifiedBy` on its scalars, which Graphene does not support, and with
    errors that show how dates are written.
    """
    for name, url in SPECIFIED_BY.items():
        scalar: Any = schema.graphql_schema.type_map[name]
        scalar.specified_by_url = url
        if example := EXAMPLES.get(name):
            scalar.parse_value = _with_example(scalar.parse_value, example)
            scalar.parse_literal = _with_example(scalar.parse_literal, example)
        scalar.parse_literal = _located(scalar.parse_literal)
    return schema


def _with_example(parse: Callable[..., Any], example: str) -> Callable[..., Any]:
    """The same function, with an example in its errors."""

    @wraps(parse)
    def parse_or_show(*arguments: Any) -> Any:
        try:
            return parse(*arguments)
        except GraphQLError as error:
            raise GraphQLError(f"{error.message}; write it like '{example}'.") from error

    return parse_or_show


def _located(parse_literal: Callable[..., Any]) -> Callable[..., Any]:
    """The same function, with the value's place in its errors, which Graphene omits."""

    @wraps(parse_literal)
    def parse(node: ValueNode, variables: Any = None) -> Any:
        try:
            return parse_literal(node, variables)
        except GraphQLError as error:
            raise GraphQLError(error.message, node) from error

    return parse
