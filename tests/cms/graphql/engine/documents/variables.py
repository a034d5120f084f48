"""Arguments and directives of a random document, and the variables that they use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random
from typing import Any

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLNonNull,
    is_input_object_type,
    is_list_type,
    is_non_null_type,
    is_required_argument,
)

from .values import Pool, Values, bare, literal

OPTIONAL_ARGUMENTS = 0.4
VARIABLES = 0.3
NESTED_VARIABLES = 0.1
SAME_AGAIN = 0.3
DIRECTIVES = 0.15
MISFITS = 0.01  # a variable that does not fit refuses the whole request
MISFIT = {"unknown": ["misfit"]}


@dataclass(frozen=True)
class Written:
    """The arguments of one field: their text, and the values that the field gets."""

    text: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)


class Arguments:
    """Writes arguments, as literals or with variables."""

    def __init__(self, random: Random, pool: Pool) -> None:
        self._random = random
        self._values = Values(random, pool)
        self._written: dict[str, list[Written]] = {}
        self._declarations: dict[str, str] = {}
        self._given_values: dict[str, Any] = {}
        self._reusable: dict[str, list[tuple[str, Any]]] = {}

    def of(self, name: str, arguments: Mapping[str, GraphQLArgument]) -> Written:
        """Arguments for a field; sometimes those that it had elsewhere in the document."""
        if not arguments:
            return Written()
        signature = f"{name}({', '.join(f'{key}: {arg.type}' for key, arg in arguments.items())})"
        before = self._written.setdefault(signature, [])
        if before and self._random.random() < SAME_AGAIN:
            return self._random.choice(before)
        before.append(self._new(arguments))
        return before[-1]

    def directives(self) -> str:
        """`@skip` or `@include`, or usually nothing."""
        if self._random.random() > DIRECTIVES:
            return ""
        name = self._random.choice(("skip", "include"))
        value = self._random.random() < (0.7 if name == "include" else 0.3)
        text, _ = self._value(value, GraphQLNonNull(GraphQLBoolean), 0.5)
        return f" @{name}(if: {text})"

    def used_in(self, body: str) -> tuple[list[str], dict[str, Any]]:
        """The variables of a finished document: their declarations and values."""
        used = set(re.findall(r"\$(v\d+)", body))
        texts = [text for name, text in self._declarations.items() if name in used]
        given = {name: value for name, value in self._given_values.items() if name in used}
        return texts, given

    def _new(self, arguments: Mapping[str, GraphQLArgument]) -> Written:
        texts, values = [], {}
        for name, argument in arguments.items():
            if is_required_argument(argument) or self._random.random() < OPTIONAL_ARGUMENTS:
                value = self._values.of(name, argument.type)
                text, values[name] = self._value(value, argument.type, VARIABLES)
                texts.append(f"{name}: {text}")
        return Written(f"({', '.join(texts)})" if texts else "", values)

    def _value(self, value: Any, kind: Any, chance: float) -> tuple[str, Any]:
        if self._random.random() < chance:
            return self._variable(value, kind)
        inner = bare(kind)
        if value is not None and is_list_type(inner):
            items = [self._value(item, inner.of_type, NESTED_VARIABLES)[0] for item in value]
            return f"[{', '.join(items)}]", value
        if value is not None and is_input_object_type(inner):
            fields = [
                f"{name}: {self._value(part, inner.fields[name].type, NESTED_VARIABLES)[0]}"
                for name, part in value.items()
            ]
            return f"{{{', '.join(fields)}}}", value
        return literal(value, kind), value

    def _variable(self, value: Any, kind: Any) -> tuple[str, Any]:
        """A variable with the value, or one that this position can share."""
        reusable = self._reusable.setdefault(str(kind), [])
        if reusable and self._random.random() < SAME_AGAIN:
            return self._random.choice(reusable)
        name = f"v{len(self._declarations)}"
        ways = [self._given, self._default, self._overridden]
        if not is_non_null_type(kind):
            ways.append(self._absent)
        value = self._random.choice(ways)(name, value, kind)
        reusable.append((f"${name}", value))
        return reusable[-1]

    def _given(self, name: str, value: Any, kind: Any) -> Any:
        stricter = value is not None and self._random.random() < 0.3
        self._declare(name, f"{bare(kind)}!" if stricter else str(kind))
        self._given_values[name] = MISFIT if self._random.random() < MISFITS else value
        return value

    def _default(self, name: str, value: Any, kind: Any) -> Any:
        self._declare(name, f"{bare(kind)} = {literal(value, kind)}")
        return value

    def _overridden(self, name: str, value: Any, kind: Any) -> Any:
        default = self._values.of(name, kind)
        self._declare(name, f"{bare(kind)} = {literal(default, kind)}")
        # In a non-null position, null is an error of that field alone.
        self._given_values[name] = None if self._random.random() < 0.1 else value
        return self._given_values[name]

    def _absent(self, name: str, _value: Any, kind: Any) -> Any:
        self._declare(name, str(kind))

    def _declare(self, name: str, text: str) -> None:
        self._declarations[name] = f"${name}: {text}"
