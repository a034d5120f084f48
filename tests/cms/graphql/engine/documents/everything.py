"""Documents that select everything: each field of each type, from each root field."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from itertools import product
from typing import Any

from graphql import (
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_composite_type,
    is_required_argument,
)

from .generator import Document, is_list
from .values import Pool, literal

FIRST, NESTED = 10, 3  # rows of a connection at the root, and below
NEAR = 2  # steps


def walks(schema: GraphQLSchema, pool: Pool, far: Collection[str]) -> Iterator[Document]:
    """From each root field to each type near it, and from the `far` ones to all reachable types."""
    for name, field in schema.query_type.fields.items():
        for text in _calls(name, field, pool, FIRST):
            for target, steps in _reached(schema, get_named_type(field.type), pool):
                if name not in far and len(steps) > NEAR:
                    continue
                inside = everything_of(target, pool)
                for step in reversed([text, *steps]):
                    inside = f"{step} {{ {inside} }}"
                yield Document(f"{{ {inside} }}")


def glances(schema: GraphQLSchema, pool: Pool) -> Iterator[Document]:
    """Each root field with each value of each argument in the pool, one at a time."""
    for name, field in schema.query_type.fields.items():
        inside = _plain(get_named_type(field.type), pool, 3)
        for call in _calls(name, field, pool, FIRST):
            yield Document(f"{{ {call} {inside} }}")
            for argument in _optional(field, pool):
                yield Document(f"{{ {_with(call, argument)} {inside} }}")


def everything_of(kind: Any, pool: Pool) -> str:
    """All fields of a type, and the plain values of related objects."""
    texts = [
        f"{call} {_plain(get_named_type(field.type), pool, 1)}"
        for call, field in _fields(kind, pool)
    ]
    return " ".join(["__typename", *texts])


def _plain(kind: Any, pool: Pool, depth: int) -> str:
    """The plain values of a type, those of its rows, and those some levels below it."""
    if not is_composite_type(kind):
        return ""
    texts = ["__typename"]
    for call, field in _fields(kind, pool):
        named = get_named_type(field.type)
        if not is_composite_type(named):
            texts.append(call)
        elif depth > 1 or call == "nodes":
            texts.append(f"{call} {_plain(named, pool, depth - 1)}")
    return "{ " + " ".join(texts) + " }"


def _fields(kind: Any, pool: Pool) -> Iterator[tuple[str, Any]]:
    for name, field in getattr(kind, "fields", {}).items():
        yield from ((call, field) for call in _calls(name, field, pool, NESTED)[:1])


def _reached(schema: GraphQLSchema, start: Any, pool: Pool) -> list[tuple[Any, list[str]]]:
    """Every composite type that can be reached, with the shortest path to it."""
    ways: dict[str, list[str]] = {start.name: []}
    queue = [start]
    for kind in queue:  # grows while it is walked
        for step, to in _steps(schema, kind, pool):
            if to.name not in ways:
                ways[to.name] = [*ways[kind.name], step]
                queue.append(to)
    return [(kind, ways[kind.name]) for kind in queue if is_composite_type(kind)]


def _steps(schema: GraphQLSchema, kind: Any, pool: Pool) -> Iterator[tuple[str, Any]]:
    for call, field in _fields(kind, pool):
        if is_composite_type(get_named_type(field.type)):
            yield call, get_named_type(field.type)
    if is_abstract_type(kind):
        yield from ((f"... on {one.name}", one) for one in schema.get_possible_types(kind))


def _calls(name: str, field: Any, pool: Pool, size: int) -> list[str]:
    """The field with each combination of its required arguments from the pool."""
    needed = {n: a for n, a in field.args.items() if is_required_argument(a)}
    paged = [f"first: {size}"] if "first" in field.args and not is_list(field.type) else []
    texts = []
    for row in product(*(pool.get(argument, []) for argument in needed)):
        given = [f"{n}: {literal(v, needed[n].type)}" for n, v in zip(needed, row, strict=True)]
        texts.append(", ".join([*paged, *given]))
    return [f"{name}({text})" if text else name for text in texts]


def _optional(field: Any, pool: Pool) -> Iterator[str]:
    for name, argument in field.args.items():
        if not is_required_argument(argument):
            values = pool.get(name, [])
            yield from (f"{name}: {literal(value, argument.type)}" for value in values)


def _with(call: str, argument: str) -> str:
    if argument.startswith(("first:", "last:")):
        call = call.replace(f"first: {FIRST}", "").replace("()", "").replace("(, ", "(")
    return f"{call[:-1]}, {argument})" if call.endswith(")") else f"{call}({argument})"
