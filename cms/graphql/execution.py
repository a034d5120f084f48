"""The one seam between the kit and whatever executes a document: prepare once, execute often."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    parse,
    validate,
)
from graphql.utilities import get_operation_ast

from .context import Context
from .engine import Executable
from .errors import ApiError, public

logger = logging.getLogger(__name__)

MAX_TOKENS = 2_000
MAX_ERRORS = 10
KEPT_DOCUMENTS = 512


class DocumentRefused(Exception):
    """Nothing ran: the document does not parse, does not validate, or names no operation."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors


@dataclass(frozen=True)
class Prepared:
    """A parsed and validated document, ready to be executed any number of times."""

    operation: OperationDefinitionNode
    executable: Executable


@lru_cache(maxsize=KEPT_DOCUMENTS)
def prepare(schema: GraphQLSchema, source: str, operation_name: str | None) -> Prepared:
    """Parse and validate; raises DocumentRefused. Kept, bounded, under the document's text."""
    try:
        document = parse(source, max_tokens=MAX_TOKENS)
    except GraphQLError as error:
        raise DocumentRefused([_coded(error, "GRAPHQL_PARSE_FAILED")]) from error
    errors = validate(schema, document, max_errors=MAX_ERRORS)
    if errors:
        raise DocumentRefused([public(error) for error in errors[:MAX_ERRORS]])
    operation = get_operation_ast(document, operation_name)
    if operation is None:
        raise DocumentRefused([OperationMissing(_which(operation_name))])
    return Prepared(operation, Executable(schema, document, operation))


def execute(prepared: Prepared, variables: Mapping[str, Any], context: Context) -> dict[str, Any]:
    """Run the operation: `{"data": …}`, with `"errors"` where there were any.

    Without `"data"` nothing ran: the variables do not fit.
    """
    outcome = prepared.executable.execute(variables, context)
    if isinstance(outcome, list):
        return {"errors": [public(error).formatted for error in outcome]}
    data, errors = outcome
    if not errors:
        return {"data": data}
    _log(errors)
    return {"errors": [public(error).formatted for error in errors], "data": data}


def _log(errors: list[GraphQLError]) -> None:
    """Tell the operator what the client is not told; no variable, no word of the content."""
    for error in errors:
        cause = error.original_error
        if cause is not None and not isinstance(cause, ApiError):
            path = ".".join(str(step) for step in error.path or [])
            logger.error("A resolver failed at %s", path, exc_info=cause)


class OperationMissing(ApiError):
    """The document holds no operation of that name, or several and no name was given."""

    code = "OPERATION_RESOLUTION_FAILURE"


def _which(operation_name: str | None) -> str:
    if operation_name:
        return f'The document has no operation named "{operation_name}".'
    return "The document has several operations: say which in operationName."


def _coded(error: GraphQLError, code: str) -> GraphQLError:
    return GraphQLError(
        error.message, source=error.source, positions=error.positions, extensions={"code": code}
    )
