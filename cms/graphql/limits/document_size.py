"""How deep and how wide a document is, counted after its fragments are expanded.

It knows no schema, so it can run before anything expensive does. It merges fields as the executor
will: a fragment counts once in a selection set, however often it is spread there. It stops at the
first number over its limit, so a hostile document costs no more than an allowed one: a fragment
that contains itself is infinitely deep, and is stopped by the limit of depth.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

from cms.graphql.errors import OverLimit

from .settings import (
    COMPARISONS,
    DEPTH,
    FIELDS,
    FRAGMENTS,
    INTROSPECTION_DEPTH,
    NAMES,
    OPERATIONS,
    ROOT_FIELDS,
    VARIABLES,
    Limit,
)

Fragments = Mapping[str, FragmentDefinitionNode]
INTROSPECTION = ("__schema", "__type")


def fragments_of(document: DocumentNode) -> Fragments:
    """The fragments of a document by name."""
    return {
        definition.name.value: definition
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }


def check_shape(document: DocumentNode) -> None:
    """Raise OverLimit if the document is larger, deeper or wider than the limits allow."""
    fragments = fragments_of(document)
    operations = [
        definition
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode)
    ]
    _refuse_over(OPERATIONS, len(operations), "operations")
    _refuse_over(FRAGMENTS, len(document.definitions) - len(operations), "fragments")
    for operation in operations:
        _refuse_over(VARIABLES, len(operation.variable_definitions), "variables")
    walk = _Walk(fragments)
    for operation in operations:
        walk.measure(operation)


@dataclass
class _Walk:
    """One walk over all operations of a document, with what was counted so far."""

    fragments: Fragments
    fields: int = 0
    comparisons: int = 0
    # of each field, in addition to its first one
    names: Counter[str] = field(default_factory=Counter)

    def measure(self, operation: OperationDefinitionNode) -> None:
        self.names.clear()
        merged = self.merge([operation.selection_set])
        _refuse_over(ROOT_FIELDS, len(merged), "fields at its root")
        for key, nodes in merged.items():
            limit = INTROSPECTION_DEPTH if nodes[0].name.value in INTROSPECTION else DEPTH
            self.descend(key, nodes, 1, limit)

    def descend(self, key: str, nodes: list[FieldNode], depth: int, limit: Limit) -> None:
        if depth > limit():
            raise OverLimit(limit, f"A query cannot be deeper than {limit()} fields.")
        self.fields += len(nodes)
        self.comparisons += len(nodes) * (len(nodes) - 1)
        _refuse_over(FIELDS, self.fields, "fields")
        _refuse_over(COMPARISONS, self.comparisons, "comparisons of fields of one name")
        for name, children in self.merge([node.selection_set for node in nodes]).items():
            self.descend(name, children, depth + 1, limit)

    def merge(self, sets: Sequence[SelectionSetNode | None]) -> dict[str, list[FieldNode]]:
        """The fields of one place in the answer; counts those with several names there.

        Fields on different types are different, even with the same name.
        """
        names: dict[tuple[str, str], set[str]] = defaultdict(set)
        merged: dict[str, list[FieldNode]] = {}
        for kind, node in _flat(sets, self.fragments):
            names[kind, node.name.value].add(_key(node))
            merged.setdefault(_key(node), []).append(node)
        for (_kind, name), keys in names.items():
            self.names[name] += len(keys) - 1
            if self.names[name] >= NAMES():
                message = f"A document cannot ask for one field under more than {NAMES()} names."
                raise OverLimit(NAMES, message)
        return merged


def fields_of(
    sets: Iterable[SelectionSetNode | None],
    fragments: Fragments,
    applies: Callable[[str], bool] = lambda _condition: True,
) -> dict[str, list[FieldNode]]:
    """The fields of these selection sets by response key, merged as an executor does.

    `applies` tells whether to include a fragment with this type condition.
    """
    merged: dict[str, list[FieldNode]] = {}
    for _kind, node in _flat(sets, fragments, applies):
        merged.setdefault(_key(node), []).append(node)
    return merged


def _key(node: FieldNode) -> str:
    return node.alias.value if node.alias else node.name.value


def _flat(
    sets: Iterable[SelectionSetNode | None],
    fragments: Fragments,
    applies: Callable[[str], bool] = lambda _condition: True,
    spread_names: set[str] | None = None,
    kind: str = "",
) -> Iterator[tuple[str, FieldNode]]:
    """Each field with the type that its fragment names; "" outside of fragments."""
    spread_names = set() if spread_names is None else spread_names
    for selection_set in sets:
        for selection in selection_set.selections if selection_set else ():
            fragment: Any = selection
            if isinstance(selection, FieldNode):
                yield kind, selection
                continue
            if isinstance(selection, FragmentSpreadNode):
                name = selection.name.value
                if name in spread_names or name not in fragments:
                    continue
                spread_names.add(name)
                fragment = fragments[name]
            condition = fragment.type_condition
            if condition is None or applies(condition.name.value):
                inner = condition.name.value if condition else kind
                yield from _flat([fragment.selection_set], fragments, applies, spread_names, inner)


def _refuse_over(limit: Limit, count: int, unit: str) -> None:
    if count > limit():
        raise OverLimit(limit, f"A document cannot have more than {limit()} {unit}.")
