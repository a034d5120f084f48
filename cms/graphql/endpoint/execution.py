"""The one seam between the kit and whatever executes a document: prepare once, execute often."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    OverlappingFieldsCanBeMergedRule,
    parse,
    specified_rules,
    validate,
)
from graphql.utilities import get_operation_ast
from graphql.validation.validate import ValidationAbortedError

from cms.graphql.context import Context
from cms.graphql.drafts.preview import preview_fields
from cms.graphql.engine import Executable
from cms.graphql.errors import (
    DocumentRefused,
    NotAQuery,
    OperationMissing,
    OverLimit,
    invalid,
    is_internal,
    public,
)
from cms.graphql.limits.cost import Price
from cms.graphql.limits.document_size import INTROSPECTION, check_shape, fields_of, fragments_of
from cms.graphql.limits.settings import BODY_BYTES, COMPARISONS, DEPTH, ERRORS, TOKENS
from cms.logs.request_id import request_id
from cms.outages.lost import is_lost

from .segmented import SegmentedCache

logger = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class Prepared:
    """A parsed and validated operation, ready to be executed any number of times."""

    operation: OperationDefinitionNode
    executable: Executable
    sha256: str  # of the document's text
    price: Price
    is_introspection: bool  # it asks for nothing but the schema
    previews: tuple[FieldNode, ...]  # those at the root that name a preview's token


_prepared: SegmentedCache[Prepared] = SegmentedCache()


def prepare(
    schema: GraphQLSchema, source: str, operation_name: str | None,
    spend: Callable[[str], None] | None = None,
) -> Prepared:  # fmt: skip
    """Parse, measure and validate a document; raises DocumentRefused.

    Prepared documents are cached, under their text. Reading a new one costs its length.
    """
    key = (schema, source, operation_name)
    prepared = _prepared.get(key)
    if prepared is None:
        if spend:
            spend(source)
        try:
            prepared = _prepare(schema, source, operation_name)
        except OverLimit as error:
            raise DocumentRefused([error]) from error
        except RecursionError as error:
            message = f"A query cannot be deeper than {DEPTH()} fields."
            raise DocumentRefused([OverLimit(DEPTH, message)]) from error
        _prepared.put(key, prepared, len(source))
    return prepared


def _prepare(schema: GraphQLSchema, source: str, operation_name: str | None) -> Prepared:
    document = _parse(source)
    _refuse_all_but_queries(document)
    check_shape(document)
    _validate(schema, document)
    operation = get_operation_ast(document, operation_name)
    if operation is None:
        raise DocumentRefused([OperationMissing(_which(document, operation_name))])
    sha256 = hashlib.sha256(source.encode()).hexdigest()
    executable = Executable(schema, document, operation)
    if errors := executable.refusals():
        raise DocumentRefused(errors[: ERRORS()])
    price = Price(schema, document, operation)
    is_introspection = _is_introspection(document, operation)
    previews = tuple(preview_fields(document, operation))
    return Prepared(operation, executable, sha256, price, is_introspection, previews)


def _parse(source: str) -> DocumentNode:
    try:
        document = parse(source, max_source_length=BODY_BYTES(), max_tokens=TOKENS())
    except GraphQLError as error:
        if "more than" in error.message:  # the parser's message for both of its limits
            message = f"A document cannot have more than {TOKENS()} tokens."
            raise OverLimit(TOKENS, message) from error
        raise DocumentRefused([_unparsed(error.message, error)]) from error
    if "\\u" in source and _holds_nul(document):
        raise DocumentRefused([_unparsed("The character U+0000 cannot be asked for.")])
    return document


def _refuse_all_but_queries(document: DocumentNode) -> None:
    """The specification's "Operation Type Existence", before anything walks the document."""
    errors = [
        NotAQuery(
            f"This API has no {definition.operation.value}: it only answers queries.",
            nodes=definition,
        )
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode)
        and definition.operation is not OperationType.QUERY
    ]
    if errors:
        raise DocumentRefused([*errors[: ERRORS()]])


class _BoundedOverlap(OverlappingFieldsCanBeMergedRule):
    """The one rule whose work can grow with the square of a document, bounded by our own limit."""

    def __init__(self, context: Any) -> None:
        super().__init__(context)
        self.rule_context.remaining_complexity_budget = COMPARISONS()


RULES = [
    _BoundedOverlap if rule is OverlappingFieldsCanBeMergedRule else rule
    for rule in specified_rules
]


def _validate(schema: GraphQLSchema, document: DocumentNode) -> None:
    errors = validate(schema, document, RULES, max_errors=ERRORS())
    if not errors:
        return
    if isinstance(errors[-1], ValidationAbortedError) and len(errors) <= ERRORS():
        message = (
            f"A document cannot have more than {COMPARISONS()} comparisons of fields of one name."
        )
        raise OverLimit(COMPARISONS, message)
    raise DocumentRefused([invalid(error) for error in errors[: ERRORS()]])


def _is_introspection(document: DocumentNode, operation: OperationDefinitionNode) -> bool:
    """Whether every root field, including those in fragments, is an introspection field."""
    fields = fields_of([operation.selection_set], fragments_of(document)).values()
    return {nodes[0].name.value for nodes in fields} <= {*INTROSPECTION, "__typename"}


def begin(
    prepared: Prepared, variables: Mapping[str, Any], context: Context
) -> Callable[[], dict[str, Any]]:
    """A function that runs the operation; raises DocumentRefused if the variables do not fit.

    It returns `{"data": …}`, with `"errors"` if there were any.
    """
    run = prepared.executable.begin(variables, context)
    if isinstance(run, list):
        raise DocumentRefused([invalid(error) for error in run[: ERRORS()]])

    def execute() -> dict[str, Any]:
        data, errors = run()
        return {"errors": _answered(errors), "data": data} if errors else {"data": data}

    return execute


def _answered(errors: list[GraphQLError]) -> list[dict[str, Any]]:
    """The errors for the answer; if the database is lost, raises that error instead."""
    for error in errors:
        if error.original_error and is_lost(error.original_error):
            raise error.original_error
    name = request_id()
    _log(errors, name)
    return [public(error, name) for error in errors[: ERRORS()]]


def _log(errors: list[GraphQLError], request_id: str) -> None:
    """Log what the client does not see; no variable, and no word of the content."""
    for error in filter(is_internal, errors):
        path = ".".join(str(step) for step in error.path or [])
        cause = error.original_error
        logger.error("A resolver failed at %s (request %s)", path, request_id, exc_info=cause)


def _holds_nul(document: DocumentNode) -> bool:
    token = document.loc.start_token if document.loc else None
    while token is not None:
        if token.value and "\x00" in token.value:
            return True
        token = token.next
    return False


def _which(document: DocumentNode, operation_name: str | None) -> str:
    if operation_name:
        return f'The document has no operation named "{operation_name}".'
    if not any(
        isinstance(definition, OperationDefinitionNode) for definition in document.definitions
    ):
        return "The document has no operation."
    return "The document has several operations: say which in operationName."


def _unparsed(message: str, at: GraphQLError | None = None) -> GraphQLError:
    return GraphQLError(
        message,
        source=at.source if at else None,
        positions=at.positions if at else None,
        extensions={"code": "GRAPHQL_PARSE_FAILED"},
    )
