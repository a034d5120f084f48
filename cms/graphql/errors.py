"""The errors that clients see, each with a stable `extensions.code`."""

from __future__ import annotations

from typing import Any

from graphql import GraphQLError

from cms.graphql.limits.settings import Limit


class ApiError(GraphQLError):
    """An error that a client may read: its message states the rule, and reveals nothing else."""

    code = "INTERNAL_SERVER_ERROR"

    def __init__(self, message: str, **kwargs: Any) -> None:
        extensions = {"code": self.code, **kwargs.pop("extensions", {})}
        super().__init__(message, extensions=extensions, **kwargs)


class BadUserInput(ApiError):
    """An argument that the schema's types allow but the field does not accept."""

    code = "BAD_USER_INPUT"

    def __init__(self, message: str, argument: str = "", **kwargs: Any) -> None:
        extensions = {"argument": argument} if argument else {}
        super().__init__(message, extensions=extensions, **kwargs)


class PreviewRefused(ApiError):
    """A token that opens no preview, or a draft that cannot be shown."""

    code = "PREVIEW_REFUSED"


class OverLimit(ApiError):
    """More than a limit allows; the message states the limit, which has a code of its own."""

    def __init__(self, limit: Limit, message: str, **kwargs: Any) -> None:
        self.code = limit.code
        super().__init__(message, extensions={"limit": limit(), **kwargs})


class NotAQuery(ApiError):
    """A mutation or a subscription, of which this API has none."""

    code = "GRAPHQL_VALIDATION_FAILED"


class OperationMissing(ApiError):
    """The document has no operation of that name, or several and no name was given."""

    code = "OPERATION_RESOLUTION_FAILURE"


class DocumentRefused(Exception):
    """Nothing ran: the document does not parse, does not validate, or is over a limit."""

    def __init__(self, errors: list[GraphQLError]) -> None:
        super().__init__(errors[0].message)
        self.errors = errors


def internal(request_id: str) -> dict[str, Any]:
    """The error that a client sees for a failure of ours; the log has the details under the same
    ID.
    """
    extensions = {"code": ApiError.code, "requestId": request_id}
    return {"message": "Internal error", "extensions": extensions}


def invalid(error: GraphQLError) -> GraphQLError:
    """A validation error, with its code, as a client sees it."""
    if error.extensions and "code" in error.extensions:
        return error
    return GraphQLError(
        error.message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions={"code": "GRAPHQL_VALIDATION_FAILED"},
    )


def is_internal(error: GraphQLError) -> bool:
    """Whether something of ours failed, rather than refused a value that is not valid."""
    cause = error.original_error
    return cause is not None and not isinstance(cause, GraphQLError)


def public(error: GraphQLError, request_id: str = "") -> dict[str, Any]:
    """An error as the client sees it: our own as they are, others without any detail."""
    if is_internal(error):
        return {**error.formatted, **internal(request_id)}
    return dict(invalid(error).formatted)
