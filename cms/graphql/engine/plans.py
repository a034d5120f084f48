"""A document compiled once: for each type, which fields it wants, under which keys.

Fields are collected by graphql-core's own function, so that fragments, merged keys and the order of
keys are the same as in the reference. A plan is valid for one outcome of all @skip and @include;
only arguments that contain variables are left to the request.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from typing import Any

from graphql import (
    FieldNode,
    GraphQLAbstractType,
    GraphQLError,
    GraphQLField,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_abstract_type,
    is_leaf_type,
    is_list_type,
    is_non_null_type,
)
from graphql.execution.collect_fields import collect_fields, collect_sub_fields
from graphql.execution.execute import get_field_def
from graphql.execution.values import get_argument_values

from .rows import Stored, builder, stored


class Planner:
    """Makes the plans of one document for one outcome of its directives."""

    def __init__(
        self, schema: GraphQLSchema, fragments: Mapping[str, Any], variables: Mapping[str, Any]
    ) -> None:
        self.schema, self.fragments, self.variables = schema, fragments, variables
        # By the nodes: the selection below a field has one plan, whatever type the field is on.
        self._selections: dict[tuple[Any, ...], Selection] = {}

    def operation(self, operation: OperationDefinitionNode) -> ObjectPlan:
        root: Any = self.schema.query_type
        fields = collect_fields(
            self.schema, dict(self.fragments), dict(self.variables), root, operation.selection_set
        )
        return self.object(root, fields)

    def object(self, kind: GraphQLObjectType, fields: Mapping[str, list[FieldNode]]) -> ObjectPlan:
        return ObjectPlan(
            kind,
            [
                FieldPlan(self, kind, key, nodes, definition)
                for key, nodes in fields.items()
                if (definition := get_field_def(self.schema, kind, nodes[0])) is not None
            ],
        )

    def selection(self, kind: Any, nodes: Sequence[FieldNode]) -> Selection:
        key = (kind, *map(id, nodes))
        if key not in self._selections:
            self._selections[key] = Selection(self, kind, list(nodes))
        return self._selections[key]


class Kind:
    """What a value must be: not null, a leaf, a list of something, or an object."""

    __slots__ = ("abstract", "is_list", "is_non_null", "item", "leaf")

    def __init__(self, field_type: Any) -> None:
        self.is_non_null = is_non_null_type(field_type)
        kind: Any = get_nullable_type(field_type)
        self.is_list = is_list_type(kind)
        self.item = Kind(kind.of_type) if self.is_list else None
        self.leaf = kind if is_leaf_type(kind) else None
        self.abstract = kind if is_abstract_type(kind) else None


class ObjectPlan:
    """The fields wanted of one object type, in the order of the answer."""

    def __init__(self, kind: GraphQLObjectType, fields: list[FieldPlan]) -> None:
        self.kind = kind
        self.fields = fields
        self.build = builder(tuple((field.key, field.is_immediate) for field in fields))
        self.immediate = [field for field in fields if field.is_immediate]
        self.deferred = [field for field in fields if not field.is_immediate]

    @cached_property
    def needs(self) -> frozenset[str]:
        """The columns that the row of such an object must have."""
        return frozenset(column for field in self.fields for column in field.needs)


class FieldPlan:
    """One key of the answer: its field, its arguments, and the selection below it."""

    def __init__(
        self,
        planner: Planner,
        parent: GraphQLObjectType,
        key: str,
        nodes: list[FieldNode],
        definition: GraphQLField,
    ) -> None:
        self.parent, self.key, self.nodes, self.definition = parent, key, nodes, definition
        self.name, self.kind = nodes[0].name.value, Kind(definition.type)
        self.resolve = definition.resolve
        self.is_type_name = self.name == "__typename"
        self.is_introspection = self.name in ("__schema", "__type")
        self.column = _column_read_by(definition.resolve) if not definition.args else None
        named_type: Any = get_named_type(definition.type)
        self.selection = None if is_leaf_type(named_type) else planner.selection(named_type, nodes)
        self._arguments = None if has_variable(nodes[0]) else self._evaluated({})

    def _evaluated(self, variables: Mapping[str, Any]) -> dict[str, Any] | Exception:
        try:
            return get_argument_values(self.definition, self.nodes[0], dict(variables))
        except Exception as error:  # noqa: BLE001 -- it is the field's error, where the field is asked
            return error

    def arguments(self, variables: Mapping[str, Any]) -> dict[str, Any]:
        """The coerced arguments under their Python names; raises what is wrong with them."""
        arguments = self._evaluated(variables) if self._arguments is None else self._arguments
        if isinstance(arguments, Exception):
            raise arguments
        return arguments

    @property
    def is_immediate(self) -> bool:
        """Whether the parent's row alone answers it."""
        return self.selection is None and (self.is_type_name or self.column is not None)

    @property
    def signature(self) -> tuple[Any, ...]:
        """Equal for two fields that can be answered together, whatever types they are on."""
        resolve = self.column or self.resolve
        return self.key, self.name, resolve, str(self.definition.type), *map(id, self.nodes)

    @cached_property
    def needs(self) -> frozenset[str]:
        if self.column is not None:
            return frozenset([self.column])
        resolver_needs = frozenset(getattr(self.resolve, "needs", ()))
        if self.selection is not None and getattr(self.resolve, "passes", False):
            return resolver_needs | self.selection.selected.columns
        return resolver_needs

    @cached_property
    def selected(self) -> Selected:
        return self.selection.selected if self.selection else NO_SELECTION


class Selection:
    """The selection below a field, for each object type that is possible there."""

    def __init__(self, planner: Planner, kind: Any, nodes: list[FieldNode]) -> None:
        self.kind, self._planner, self._nodes = kind, planner, nodes
        self._plans: dict[str, ObjectPlan] = {}
        self._alike: dict[Any, ObjectPlan] = {}

    def of(self, kind: GraphQLObjectType) -> ObjectPlan:
        """The plan for a type; types with the same selection share one."""
        plan = self._plans.get(kind.name)
        if plan is None:
            planner = self._planner
            fields = collect_sub_fields(
                planner.schema, dict(planner.fragments), dict(planner.variables), kind, self._nodes
            )
            object_plan = planner.object(kind, fields)
            signature = tuple(field.signature for field in object_plan.fields)
            plan = self._plans[kind.name] = self._alike.setdefault(signature, object_plan)
        return plan

    def if_any(self, kind: GraphQLObjectType) -> ObjectPlan | None:
        """The plan; None if a directive's variable is null, which is each object's error."""
        try:
            return self.of(kind)
        except GraphQLError:
            return None

    def named(self, name: str) -> GraphQLObjectType | None:
        """The type of this name; None if it is not possible here."""
        return self._possible.get(name)

    @cached_property
    def _possible(self) -> dict[str, GraphQLObjectType]:
        return {kind.name: kind for kind in self.kinds}

    @cached_property
    def kinds(self) -> list[GraphQLObjectType]:
        if is_abstract_type(self.kind):
            kind: GraphQLAbstractType = self.kind
            return list(self._planner.schema.get_possible_types(kind))
        return [self.kind]

    @cached_property
    def selected(self) -> Selected:
        return Selected([self])


class Selected:
    """The selection below a field, as its loader sees it, so that it loads no more than that."""

    def __init__(self, selections: Sequence[Selection]) -> None:
        self._selections = selections
        self._below: dict[str, Selected] = {}
        # what loaders derive from it; it lives as long as the document
        self.memo: dict[Any, Any] = {}

    def _plans(self) -> list[tuple[str, ObjectPlan]]:
        plans = [
            (kind.name, selection.if_any(kind))
            for selection in self._selections
            for kind in selection.kinds
        ]
        return [(name, plan) for name, plan in plans if plan is not None]

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of the fields directly below."""
        return frozenset(field.name for _, plan in self._plans() for field in plan.fields)

    @cached_property
    def columns(self) -> frozenset[str]:
        """The columns that the rows below must have, whatever their type."""
        return frozenset(column for _, plan in self._plans() for column in plan.needs)

    @cached_property
    def columns_by_type(self) -> dict[str, frozenset[str]]:
        """The same for each object type that may be there."""
        columns: dict[str, frozenset[str]] = {}
        for name, plan in self._plans():
            columns[name] = columns.get(name, frozenset()) | plan.needs
        return columns

    def below(self, name: str) -> Selected:
        """What is asked below one of these fields."""
        if name not in self._below:
            self._below[name] = Selected(
                [
                    field.selection
                    for _, plan in self._plans()
                    for field in plan.fields
                    if field.name == name and field.selection is not None
                ]
            )
        return self._below[name]

    def __or__(self, other: Selected) -> Selected:
        return Selected([*self._selections, *other._selections])


NO_SELECTION = Selected([])


def selected_below(info: GraphQLResolveInfo) -> Selected:
    """The selection below a field, from the `info` that graphql-core passes to a resolver."""
    named_type: Any = get_named_type(info.return_type)
    if is_leaf_type(named_type):
        return NO_SELECTION
    planner = Planner(info.schema, info.fragments, info.variable_values)
    return planner.selection(named_type, info.field_nodes).selected


def _column_read_by(resolve: Any) -> str | None:
    """The column whose value a resolver returns unchanged; None if it does more."""
    if isinstance(resolve, Stored):
        return resolve.column
    is_default = isinstance(resolve, partial) and resolve.func is stored
    return resolve.args[0] if is_default else None


def has_variable(node: FieldNode) -> bool:
    values: list[Any] = [argument.value for argument in node.arguments]
    while values:
        value = values.pop()
        if isinstance(value, VariableNode):
            return True
        values += getattr(value, "values", ())
        values += [field.value for field in getattr(value, "fields", ())]
    return False
