"""What an answer may hold, in objects, from the page sizes that a document asks for.

A connection costs its `first` or `last`, a list that takes IDs one object for each, any other list
what its field declares:

    body = rows(graphene.List(...), 20)

or, where it says nothing, the setting GRAPHQL_LIST_SIZE. Lists inside lists multiply. Of the types
that an interface may turn out to be the dearest counts. Nothing is loaded to find out.

What a list without pages really holds is known when it is there, and before anything below it is
loaded: a `Meter` then puts its length and its types in the place of what was assumed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import graphene
from graphene.utils.str_converters import to_camel_case
from graphql import (
    DocumentNode,
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
    is_list_type,
)
from graphql.execution.execute import get_field_def

from cms.graphql.errors import OverLimit

from .document_size import INTROSPECTION, Fragments, fields_of, fragments_of
from .meter import Meter, PlanPrices, refuse_over
from .settings import COST, DEFAULT_PAGE_SIZE, INTROSPECTION_COST, LIST_SIZE, PAGE_SIZE

MAX_STEPS = 20_000  # selection sets looked at, each once for a type; no friendly document has them
PAGED = ("edges", "nodes")


class Cost(NamedTuple):
    """Objects that the data and the introspection of one operation may hold."""

    nodes: int
    introspection: int


def rows(field: Any, size: int) -> graphene.Field:
    """The same list field, priced as `size` rows."""
    mounted = graphene.Field.mounted(field) if hasattr(field, "get_type") else field
    mounted.priced_rows = size
    return mounted


class Price:
    """The cost of one operation as a function of its variables; looked up when asked again."""

    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode
    ) -> None:
        self._schema, self._operation = schema, operation
        self._fragments = fragments_of(document)
        self._defaults = {
            one.variable.name.value: one.default_value for one in operation.variable_definitions
        }
        self._walks = lru_cache(maxsize=8)(self._walked)
        self._deciding: tuple[str, ...] | None = None  # the variables that page sizes depend on

    def __call__(self, variables: Mapping[str, Any]) -> Cost:
        """Raise OverLimit where it is more than the limits allow."""
        cost = self._walk_for(variables).cost
        refuse_over(COST, cost.nodes)
        refuse_over(INTROSPECTION_COST, cost.introspection)
        return cost

    def meter(self, variables: Mapping[str, Any]) -> Meter:
        """What counts the objects of one execution with these variables."""
        return Meter(self._walk_for(variables).plans)

    def _walk_for(self, variables: Mapping[str, Any]) -> _Walk:
        if self._deciding is None:
            walk = _Walk(self._schema, self._fragments, self._sizes(self._defaults, variables))
            walk.total(self._operation)
            self._deciding = tuple(sorted(walk.asked))
        return self._walks(tuple(self._sizes(self._deciding, variables).items()))

    def _sizes(self, names: Any, variables: Mapping[str, Any]) -> dict[str, int | None]:
        return {
            name: _size(variables[name] if name in variables else self._defaults.get(name))
            for name in names
        }

    def _walked(self, sizes: tuple[tuple[str, int | None], ...]) -> _Walk:
        walk = _Walk(self._schema, self._fragments, dict(sizes))
        walk.cost, walk.plans = walk.total(self._operation), PlanPrices(walk)
        return walk


class _Walk:
    """One walk over an operation, each selection set once for each type."""

    cost: Cost
    plans: PlanPrices

    def __init__(
        self, schema: GraphQLSchema, fragments: Fragments, sizes: Mapping[str, int | None]
    ) -> None:
        self.schema, self.fragments, self.sizes = schema, fragments, sizes
        self.asked: set[str] = set()
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

    def object(self, kind: Any, nodes: list[FieldNode], page: int | None) -> int:
        """One object of this type with what is selected of it; `page` is its connection's."""
        key = (kind.name, page, *map(id, nodes))
        if key not in self._known:
            self._steps += 1
            if self._steps > MAX_STEPS:
                raise OverLimit(COST, f"A query cannot cost more than {COST()} objects.")
            if is_abstract_type(kind):
                types = self.schema.get_possible_types(kind)
                price = max((self.object(one, nodes, page) for one in types), default=0)
            else:
                merged = self.merge(kind, nodes).values()
                price = 1 + sum(self.field(kind, selected, page) for selected in merged)
            self._known[key] = price
        return self._known[key]

    def field(self, parent: Any, nodes: list[FieldNode], page: int | None) -> int:
        node = nodes[0]
        definition = get_field_def(self.schema, parent, node)
        if definition is None or not is_composite_type(kind := get_named_type(definition.type)):
            return 0
        returned: Any = definition.type
        if not is_list_type(get_nullable_type(returned)):
            return self.object(kind, nodes, self.window(definition, node))
        if page is not None and node.name.value in PAGED:
            return page * self.object(kind, nodes, None)
        size = self.window(definition, node)
        if size is None:
            size = _declared(self.schema).get((parent.name, node.name.value), LIST_SIZE())
        return size * self.object(kind, nodes, None)

    def window(self, definition: GraphQLField, node: FieldNode) -> int | None:
        """How many rows the arguments ask for; None where they have no say."""
        # All are looked at, whichever decides this time: so `asked` is the document's alone.
        given = {
            each.name.value: self.value(each.value) for each in node.arguments if _decides(each)
        }
        for name in ("first", "last"):
            if (size := given.get(name)) is not None:
                return min(max(size, 0), PAGE_SIZE())  # what is outside is refused by the field
        if "first" in definition.args:
            default = definition.args["first"].default_value
            return default if isinstance(default, int) else DEFAULT_PAGE_SIZE()
        if "ids" in definition.args:
            size = given.get("ids")
            return 1 if size is None else size  # what is no list is one of its items
        return None

    def value(self, node: Any) -> int | None:
        if isinstance(node, VariableNode):
            self.asked.add(node.name.value)
            return self.sizes.get(node.name.value)
        return _size(node)

    def merge(self, kind: GraphQLNamedType, nodes: Any) -> dict[str, list[FieldNode]]:
        return fields_of((node.selection_set for node in nodes), self.fragments, self.applies(kind))

    def applies(self, kind: GraphQLNamedType) -> Any:
        def condition_holds(name: str) -> bool:
            if name == kind.name:
                return True
            condition: Any = self.schema.get_type(name)
            return is_abstract_type(condition) and self.schema.is_sub_type(condition, kind)

        return condition_holds


def _decides(argument: Any) -> bool:
    return argument.name.value in ("first", "last", "ids")


def _size(value: Any) -> int | None:
    """A count out of a literal or a value: a list's length, or what Int takes for one."""
    if isinstance(value, IntValueNode):
        return int(value.value[:11])
    if isinstance(value, ListValueNode):
        return len(value.values)
    if isinstance(value, list):
        return len(value)
    try:
        return GraphQLInt.parse_value(value)  # 100.0 is one hundred
    except GraphQLError:  # nothing runs with it
        return None


@lru_cache(maxsize=4)
def _declared(schema: GraphQLSchema) -> dict[tuple[str, str], int]:
    """What the fields of a schema declare about their rows."""
    found = {("__Schema", "types"): len(schema.type_map)}
    for name, kind in schema.type_map.items():
        meta = getattr(getattr(kind, "graphene_type", None), "_meta", None)
        for python_name, field in (getattr(meta, "fields", None) or {}).items():
            if size := getattr(field, "priced_rows", None):
                found[name, getattr(field, "name", None) or to_camel_case(python_name)] = size
    return found
