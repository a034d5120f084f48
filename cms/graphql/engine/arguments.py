"""Rules for arguments beyond their types, checked before anything runs.

A loader declares its rule beside its field, as a function of the arguments by their Python names
that raises a GraphQLError:

    @loads("pk", check=check_window)

One pass over an operation finds the fields with a rule, at any depth. Constants are checked when
the document is prepared, variables with each request.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLSchema,
    OperationDefinitionNode,
    get_named_type,
    is_abstract_type,
)
from graphql.execution.collect_fields import should_include_node
from graphql.execution.execute import get_field_def
from graphql.execution.values import get_argument_values

from .loaders import Check, Loader
from .plans import has_variable


@dataclass(frozen=True)
class RuledField:
    """A field of a document whose arguments have a rule."""

    coordinate: str  # "Query.entries"
    definition: GraphQLField
    node: FieldNode
    check: Check

    def refusal(self, variables: Mapping[str, Any]) -> GraphQLError | None:
        """What is wrong with its arguments, with their name and their place in the document."""
        try:
            arguments = get_argument_values(self.definition, self.node, dict(variables))
        except GraphQLError:
            return None  # null for a non-null argument: the field itself reports it when it runs
        try:
            self.check(arguments)
        except GraphQLError as error:
            return self._located(error)
        return None

    def _located(self, error: GraphQLError) -> GraphQLError:
        extensions = dict(error.extensions or {})
        name = str(extensions.get("argument") or "")
        argument = name.split(".", 1)[0]
        nodes = [node for node in self.node.arguments if node.name.value == argument]
        if name:
            extensions["coordinate"] = f"{self.coordinate}({argument}:)"
        return GraphQLError(error.message, nodes or [self.node], extensions=extensions)


def ruled_fields(
    schema: GraphQLSchema,
    fragments: Mapping[str, FragmentDefinitionNode],
    operation: OperationDefinitionNode,
    variables: Mapping[str, Any] | None = None,
) -> list[RuledField]:
    """The fields with a rule: those with constant arguments or, given variables, the others.

    Of the others only those that @skip and @include leave in.
    """
    waiting: list[tuple[Any, Any]] = [(schema.query_type, operation.selection_set)]
    spread_names: set[str] = set()  # each is visited once, as its fields are the same everywhere
    fields: list[RuledField] = []
    while waiting:
        parent, selection_set = waiting.pop()
        for selection in selection_set.selections if selection_set else ():
            if variables is not None and not _is_left_in(selection, variables):
                continue
            if isinstance(selection, FieldNode):
                if has_variable(selection) == (variables is not None):
                    fields += _ruled(schema, parent, selection)
                definition = get_field_def(schema, parent, selection)
                if definition is not None and selection.selection_set:
                    waiting.append((get_named_type(definition.type), selection.selection_set))
                continue
            inner: Any = selection
            if isinstance(selection, FragmentSpreadNode):
                if selection.name.value in spread_names:
                    continue
                spread_names.add(selection.name.value)
                inner = fragments[selection.name.value]
            condition = inner.type_condition
            kind = schema.get_type(condition.name.value) if condition else parent
            waiting.append((kind, inner.selection_set))
    return sorted(fields, key=lambda field: field.node.loc.start if field.node.loc else 0)


def refusals(fields: Iterable[RuledField], variables: Mapping[str, Any]) -> list[GraphQLError]:
    """What is wrong with the arguments of these fields."""
    errors = (field.refusal(variables) for field in fields)
    return [error for error in errors if error is not None]


def _ruled(schema: GraphQLSchema, parent: Any, node: FieldNode) -> Iterator[RuledField]:
    """The field with the rule that it has on this type, or on those that implement it."""
    kinds = schema.get_possible_types(parent) if is_abstract_type(parent) else [parent]
    checks = set()
    for kind in kinds:
        definition = get_field_def(schema, kind, node)
        check = getattr(definition, "resolve", None)
        if definition and isinstance(check, Loader) and check.check and check.check not in checks:
            checks.add(check.check)
            coordinate = f"{parent.name}.{node.name.value}"
            yield RuledField(coordinate, definition, node, check.check)


def _is_left_in(selection: Any, variables: Mapping[str, Any]) -> bool:
    try:
        return should_include_node(dict(variables), selection)
    except GraphQLError:  # a directive's variable is null, which is each object's error
        return False
