"""Computes how many objects an answer may contain, from the page sizes of a document.

Everything with an ID is an object, and so is each item of a list and each connection, which is a
query to the database. A value inside one of these (a date, a formatted text, an edge) is part of it
and costs nothing extra.

A connection costs its `first` or `last`; a list that takes IDs, one object for each. Nested lists
multiply. Of the types that an interface may have, the most expensive counts. A list without pages
is counted as one object, as its length is only known once it is loaded; a `Meter` then replaces
that by the real number and types, before anything below them is loaded. Fields that are expensive
to compute declare a surcharge, in objects:

    types = priced(graphene.List(...), 10)
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import graphene
from graphene.utils.str_converters import to_camel_case
from graphql import (
    FieldNode,
    GraphQLError,
    GraphQLField,
    GraphQLInt,
    GraphQLNamedType,
    GraphQLSchema,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_composite_type,
    is_introspection_type,
    is_list_type,
)
from graphql.execution.execute import get_field_def

from cms.graphql.errors import OverLimit

from .document_size import INTROSPECTION, Fragments, fields_of
from .settings import COST, DEFAULT_PAGE_SIZE, PAGE_SIZE

MAX_STEPS = 20_000  # visits of selection sets, once for each type; no ordinary document has as many
PAGED = ("edges", "nodes")
INTROSPECTION_ROWS = 5


class Cost(NamedTuple):
    """The objects that the data and the introspection of one operation may contain."""

    nodes: int
    introspection: int


def priced(field: Any, objects: int) -> graphene.Field:
    """The same field, with a surcharge of so many objects."""
    graphene_field = graphene.Field.mounted(field) if hasattr(field, "get_type") else field
    graphene_field.priced_objects = objects
    return graphene_field


class PriceWalk:
    """One walk over an operation, each selection set once for each type."""

    def __init__(
        self, schema: GraphQLSchema, fragments: Fragments, sizes: Mapping[str, int | None]
    ) -> None:
        self.schema, self.fragments, self.sizes = schema, fragments, sizes
        self.variables: set[str] = set()
        self._known: dict[Any, int] = {}
        self._steps = 0

    def total(self, operation: OperationDefinitionNode) -> Cost:
        root: Any = self.schema.query_type
        data = introspection = 0
        for nodes in self.merge(root, [operation]).values():
            if nodes[0].name.value in INTROSPECTION:
                introspection += self.field(root, nodes, None)
            else:
                data += self.field(root, nodes, None)
        return Cost(data, introspection)

    def object(
        self, kind: Any, nodes: list[FieldNode], *, page: int | None = None, counts: bool = True
    ) -> int:
        """One object of this type with its selection; `page` is its connection's page size.

        An object that would not count because of its place counts if it has an ID.
        """
        key = (kind.name, page, counts, *map(id, nodes))
        if key not in self._known:
            self._steps += 1
            if self._steps > MAX_STEPS:
                raise OverLimit(COST, f"A query cannot cost more than {COST()} objects.")
            if is_abstract_type(kind):
                types = self.schema.get_possible_types(kind)
                prices = [
                    self.object(possible_type, nodes, page=page, counts=counts)
                    for possible_type in types
                ]
                price = max(prices, default=0)
            else:
                merged = self.merge(kind, nodes).values()
                price = int(counts or self.has_id(kind))
                price += sum(self.field(kind, selected, page) for selected in merged)
            self._known[key] = price
        return self._known[key]

    def field(self, parent: Any, nodes: list[FieldNode], page: int | None) -> int:
        node = nodes[0]
        definition = get_field_def(self.schema, parent, node)
        if definition is None:
            return 0
        return self.surcharge(parent, node) + self.objects(definition, nodes, page)

    def surcharge(self, parent: Any, node: FieldNode) -> int:
        """What a field costs on top of the objects that it returns."""
        return _surcharges(self.schema).get((parent.name, node.name.value), 0)

    def objects(self, definition: GraphQLField, nodes: list[FieldNode], page: int | None) -> int:
        """The number of objects that a field may return, with their selections."""
        node, kind = nodes[0], get_named_type(definition.type)
        if not is_composite_type(kind):
            return 0
        size = self.window(definition, node)
        if not _is_list(definition):
            return self.object(kind, nodes, page=size, counts=self.counts(definition, node))
        if page is not None and node.name.value in PAGED:
            size = page
        elif size is None:
            size = self.schema_rows(node) if is_introspection_type(kind) else 1
        return size * self.object(kind, nodes, counts=self.counts(definition, node))

    def counts(self, definition: GraphQLField, node: FieldNode) -> bool:
        """Whether the objects of a field count because of their place:

        items do, and connections.
        """
        if _is_list(definition):
            return node.name.value != "edges"  # each edge contains one counted object
        return self.window(definition, node) is not None

    def window(self, definition: GraphQLField, node: FieldNode) -> int | None:
        """The number of rows that the arguments ask for; None if they do not limit it."""
        # Read all arguments, whichever decides, so that `variables` depends only on the document.
        sizes = {
            argument.name.value: self.value(argument.value)
            for argument in node.arguments
            if _decides(argument)
        }
        for name in ("first", "last"):
            if (size := sizes.get(name)) is not None:
                return min(max(size, 0), PAGE_SIZE())  # the field itself refuses other values
        if "first" in definition.args:
            default = definition.args["first"].default_value
            return default if isinstance(default, int) else DEFAULT_PAGE_SIZE()
        if "ids" in definition.args:
            size = sizes.get("ids")
            return 1 if size is None else size  # a single value counts as a list of one
        return None

    def schema_rows(self, node: FieldNode) -> int:
        """The approximate length of a list in the schema, which no meter counts."""
        return len(self.schema.type_map) if node.name.value == "types" else INTROSPECTION_ROWS

    @staticmethod
    def has_id(kind: Any) -> bool:
        return any(interface.name == "Node" for interface in kind.interfaces)

    def value(self, node: Any) -> int | None:
        if isinstance(node, VariableNode):
            self.variables.add(node.name.value)
            return self.sizes.get(node.name.value)
        return size_of(node)

    def merge(self, kind: GraphQLNamedType, nodes: Any) -> dict[str, list[FieldNode]]:
        return fields_of((node.selection_set for node in nodes), self.fragments, self.applies(kind))

    def applies(self, kind: GraphQLNamedType) -> Any:
        def condition_holds(name: str) -> bool:
            if name == kind.name:
                return True
            condition: Any = self.schema.get_type(name)
            return is_abstract_type(condition) and self.schema.is_sub_type(condition, kind)

        return condition_holds


def _is_list(definition: GraphQLField) -> bool:
    field_type: Any = definition.type
    return is_list_type(get_nullable_type(field_type))


def _decides(argument: Any) -> bool:
    return argument.name.value in ("first", "last", "ids")


def size_of(value: Any) -> int | None:
    """The size in a literal or a value: the length of a list, or an Int."""
    if isinstance(value, IntValueNode):
        return int(value.value[:11])
    if isinstance(value, ListValueNode):
        return len(value.values)
    if isinstance(value, list):
        return len(value)
    try:
        return GraphQLInt.parse_value(value)  # 100.0 is one hundred
    except GraphQLError:  # such a value prevents execution anyway
        return None


@lru_cache(maxsize=4)
def _surcharges(schema: GraphQLSchema) -> dict[tuple[str, str], int]:
    """The surcharges that fields of the schema declare."""
    prices = {}
    for name, kind in schema.type_map.items():
        meta = getattr(getattr(kind, "graphene_type", None), "_meta", None)
        for python_name, field in (getattr(meta, "fields", None) or {}).items():
            if objects := getattr(field, "priced_objects", None):
                prices[name, getattr(field, "name", None) or to_camel_case(python_name)] = objects
    return prices
