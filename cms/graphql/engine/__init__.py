"""The engine: executes a document's operation breadth first, in batches.

How a field gets its data, in one page.

1. **A column of the row.** Rows are dictionaries. On a `RowType`, as pages and blocks are too, a
   field without a resolver reads the key of its name. `column_field(Model, "name")` declares one
   from a model; an empty string is null. Nothing to write.

2. **A loader.** Everything else is a function under `@loads`, beside its field, which gets the rows
   of all parents at once and answers with one value for each (see `loaders.py`):

       @loads("pk")
       def resolve_tags(entries, batch):
           tags = yield TAGS.of(entry["pk"] for entry in entries)
           return [tags[entry["pk"]] for entry in entries]

   It names the columns that it reads from its parents, and whoever loads these selects them. What
   it needs from the database it yields; whatever is waited for at the same time, all over the
   document, goes out together. There is no place for a loop over parents with a query in it.

3. **What was asked below** is `batch.selected`: its `names` are the fields asked for, and its
   `columns` are those that the rows which the loader returns must have.

4. **A rule** that the types of arguments cannot say stands beside the loader, `@loads(check=…)`,
   and refuses a document before anything runs (see `arguments.py`).

A row of an interface says its type under `__typename`. graphql-core, the reference, runs the same
loaders with one parent at a time; a test compares the two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    VariableNode,
)
from graphql.execution.execute import ExecutionContext
from graphql.language import Visitor, visit

from .arguments import RuledField, refusals, ruled_fields
from .dispatch import gather
from .loaders import Batch, Loader, Loading, Request, loads
from .plans import NO_SELECTION, ObjectPlan, Planner, Selected
from .rows import LoadedRow, RowType, Stored, stored
from .run import Run

__all__ = [
    "NO_SELECTION",
    "Batch",
    "Executable",
    "LoadedRow",
    "Loader",
    "Loading",
    "Request",
    "RowType",
    "Selected",
    "Stored",
    "gather",
    "loads",
    "stored",
]

MAX_PLANS = 16
Outcome = tuple[Any, list[GraphQLError]]  # the data, and its errors


class Executable:
    """An operation of a validated document; its plans are made on demand."""

    def __init__(
        self, schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode
    ) -> None:
        self.schema, self.document, self.operation = schema, document, operation
        self._deciding = variables_in_directives(document)
        self._plans: dict[tuple[Any, ...], tuple[ObjectPlan, list[RuledField]]] = {}

    def refusals(self) -> list[GraphQLError]:
        """Errors in the constant arguments."""
        fragments = {
            definition.name.value: definition
            for definition in self.document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        return refusals(ruled_fields(self.schema, fragments, self.operation), {})

    def begin(
        self, variables: Mapping[str, Any], context: Any, root: Any = None
    ) -> Callable[[], Outcome] | list[GraphQLError]:
        """A function that runs the operation; errors if the variables do not fit."""
        name = self.operation.name.value if self.operation.name else None
        reference = ExecutionContext.build(
            self.schema,
            self.document,
            root_value=root,
            context_value=context,
            raw_variable_values=dict(variables),
            operation_name=name,
        )
        if isinstance(reference, list):
            return reference
        try:
            plan, fields_with_rules = self._plan(reference)
        except GraphQLError as error:  # a variable of the operation's own directives is null
            return [error]
        if argument_errors := refusals(fields_with_rules, reference.variable_values):
            return argument_errors

        def run() -> Outcome:
            data, errors = Run(reference, context).execute(plan, root)
            return data, [*errors, *reference.collected_errors.errors]

        return run

    def _plan(self, reference: ExecutionContext) -> tuple[ObjectPlan, list[RuledField]]:
        """The plan for these values of the directives; there are few, and few are cached."""
        outcome = tuple(reference.variable_values.get(name) for name in self._deciding)
        if outcome not in self._plans:
            if len(self._plans) >= MAX_PLANS:
                self._plans.clear()
            schema_and_fragments = self.schema, reference.fragments
            variables = reference.variable_values
            plan = Planner(*schema_and_fragments, variables).operation(self.operation)
            self._plans[outcome] = (
                plan,
                ruled_fields(*schema_and_fragments, self.operation, variables),
            )
        return self._plans[outcome]


def variables_in_directives(document: DocumentNode) -> list[str]:
    """The variables that @skip and @include depend on, sorted."""

    names: set[str] = set()

    class Finder(Visitor):
        def enter_directive(self, node: Any, *_: Any) -> None:
            values = [argument.value for argument in node.arguments]
            names.update(value.name.value for value in values if isinstance(value, VariableNode))

    visit(document, Finder())
    return sorted(names)
