"""Scalars of the schema that Graphene does not have."""

from typing import Any

import graphene
from graphql import ValueNode


class JSON(graphene.Scalar):
    """Any JSON value, as it is: an object, an array, a string, a number, true, false or null."""

    @staticmethod
    def serialize(value: Any) -> Any:
        return value

    parse_value = serialize

    @staticmethod
    def parse_literal(node: ValueNode, _variables: Any = None) -> Any:
        return getattr(node, "value", None)
