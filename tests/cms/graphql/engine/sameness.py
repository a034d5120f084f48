"""Compares an answer with that of graphql-core, as far as the specification determines it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import orjson
from graphql import (
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    execute_sync,
    is_interface_type,
    is_introspection_type,
    is_object_type,
)

from cms.graphql.endpoint.execution import Prepared, begin
from cms.graphql.errors import DocumentRefused, public

Answer = dict[str, Any]
Path = tuple[str | int, ...]
NULL_WHERE_NONE_MAY_BE = "Internal error"


def execute(prepared: Prepared, variables: Mapping[str, Any], context: Any) -> Answer:
    """The endpoint's answer; without data if nothing ran."""
    try:
        return begin(prepared, variables, context)()
    except DocumentRefused as refusal:
        return {"errors": [public(error) for error in refusal.errors]}


def by_reference(prepared: Prepared, variables: Mapping[str, Any], context: Any) -> Answer:
    """The answer of graphql-core's own executor, with public error messages."""
    operation = prepared.operation.name
    result = execute_sync(
        prepared.executable.schema,
        prepared.executable.document,
        context_value=context,
        variable_values=dict(variables),
        operation_name=operation.value if operation else None,
    )
    errors = result.errors or []
    answer: Answer = {"errors": [public(error) for error in errors]} if errors else {}
    if result.data is not None or any(error.path for error in errors):
        answer["data"] = result.data
    return answer


def assert_same(answer: Answer, reference: Answer, possible: Callable[[], Answer]) -> None:
    """Compare data byte by byte, and errors in any order.

    If a null was propagated from below, the specification (section 6.4.4) does not determine which
    of the errors there are reported: at least one, and only `possible` ones, which are those of the
    document on the `nullable` schema.
    """
    assert ("data" in answer) == ("data" in reference), "one of them did not run"
    assert _bytes(answer.get("data")) == _bytes(reference.get("data")), "the data differ"
    nulled = set(_nulled(reference))
    fixed, open_ones = _divided(answer, nulled)
    expected, expected_open = _divided(reference, nulled)
    assert Counter(fixed) == Counter(expected), "the errors differ"
    assert set(open_ones) == set(expected_open), "a null has no error that explains it"
    if open_ones != expected_open:
        _assert_possible([error for errors in open_ones.values() for error in errors], possible())


def _bytes(data: Any) -> bytes:
    return orjson.dumps(data, default=str)


def _nulled(answer: Answer) -> Iterator[Path]:
    """The places that are null because of an error further below."""
    for error in answer.get("errors", []):
        path = tuple(error.get("path") or ())
        place = _first_null(answer.get("data"), path)
        if path and len(place) < len(path):
            yield place


def _first_null(data: Any, path: Path) -> Path:
    for length, step in enumerate(path):
        if data is None:
            return path[:length]
        data = data[step]
    return path


def _divided(answer: Answer, nulled: set[Path]) -> tuple[list[str], dict[Path, list[str]]]:
    """The errors that are determined, and by null place those that are not."""
    fixed: list[str] = []
    open_ones: dict[Path, list[str]] = {}
    for error in answer.get("errors", []):
        path = tuple(error.get("path") or ())
        places = [path[:length] for length in range(len(path)) if path[:length] in nulled]
        if places:
            open_ones.setdefault(places[0], []).append(_normal(error))
        else:
            fixed.append(_normal(error))
    return fixed, {place: sorted(errors) for place, errors in open_ones.items()}


def _normal(error: Mapping[str, Any]) -> str:
    """An error as a comparable text, with sorted locations."""
    locations = sorted(error.get("locations") or [], key=lambda at: (at["line"], at["column"]))
    extensions = {**error["extensions"], "requestId": ""}  # each request has its own
    path = list(error.get("path") or ())
    return _bytes(
        {**error, "locations": locations, "path": path, "extensions": extensions}
    ).decode()


def _assert_possible(errors: list[str], possible: Answer) -> None:
    known = {_normal(error) for error in possible.get("errors", [])}
    failed = {tuple(error.get("path") or ()) for error in possible.get("errors", [])}
    for text in errors:
        error = orjson.loads(text)
        path = tuple(error["path"])
        missing = error["message"] == NULL_WHERE_NONE_MAY_BE and path not in failed
        missing = missing and _value_at(possible.get("data"), path) is None
        assert text in known or missing, f"this error cannot happen: {text}"


def _value_at(data: Any, path: Path) -> Any:
    for step in path:
        data = data[step]
    return data


@contextmanager
def nullable(schema: GraphQLSchema) -> Iterator[None]:
    """Make every field of the schema nullable, so that each error stays in place."""
    fields = [
        field
        for kind in schema.type_map.values()
        if (is_object_type(kind) or is_interface_type(kind)) and not is_introspection_type(kind)
        for field in kind.fields.values()
    ]
    types = [field.type for field in fields]
    try:
        for field in fields:
            field.type = _nullable(field.type)
        yield
    finally:
        for field, kind in zip(fields, types, strict=True):
            field.type = kind


def _nullable(kind: Any) -> Any:
    if isinstance(kind, GraphQLNonNull):
        return _nullable(kind.of_type)
    return GraphQLList(_nullable(kind.of_type)) if isinstance(kind, GraphQLList) else kind
