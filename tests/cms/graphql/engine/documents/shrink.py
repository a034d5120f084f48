"""Makes a failing document smaller while it still fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLSchema,
    SelectionSetNode,
    VariableNode,
    Visitor,
    parse,
    print_ast,
    validate,
    visit,
)

from .generator import Document

TRIALS = 300


def shrunk(
    schema: GraphQLSchema, document: Document, fails: Callable[[Document], bool]
) -> Document:
    """The smallest valid, failing document found by omitting selections."""
    trials = TRIALS
    again = True
    while again:
        again = False
        for smaller in _smaller(schema, document):
            trials -= 1
            if trials < 0:
                return document
            if fails(smaller):
                document, again = smaller, True
                break
    return document


def _smaller(schema: GraphQLSchema, document: Document) -> Iterator[Document]:
    whole = parse(document.source)
    for number in range(len(_selection_sets(whole))):
        size = len(_selection_sets(whole)[number].selections)
        for index in range(size if size > 1 else 0):
            copy = deepcopy(whole)
            selections = _selection_sets(copy)[number]
            selections.selections = tuple(
                selection for at, selection in enumerate(selections.selections) if at != index
            )
            _drop_what_nobody_uses(copy)
            if not validate(schema, copy):
                yield replace(document, source=print_ast(copy))


def _selection_sets(document: DocumentNode) -> list[SelectionSetNode]:
    return _found(document, "selection_set")


def _found(node: Any, kind: str) -> list[Any]:
    class Finder(Visitor):
        def enter(self, node: Any, *_: Any) -> None:
            if node.kind == kind:
                found.append(node)

    found: list[Any] = []
    visit(node, Finder())
    return found


def _drop_what_nobody_uses(document: DocumentNode) -> None:
    operation, *fragments = document.definitions
    kept: list[Any] = [operation]
    for definition in kept:  # grows while it is walked
        spread = {node.name.value for node in _found(definition, "fragment_spread")}
        kept += [one for one in fragments if one.name.value in spread and one not in kept]
    document.definitions = tuple(kept)
    used = {
        node.name.value
        for definition in kept
        for node in _found(definition.selection_set, VariableNode.kind)
    }
    operation.variable_definitions = tuple(
        one for one in operation.variable_definitions if one.variable.name.value in used
    )
