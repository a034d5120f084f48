"""What can go wrong, each with a stable `extensions.code`."""

from graphql import GraphQLError


class ApiError(GraphQLError):
    """An error that a client may read: its message holds nothing of ours but the rule."""

    code = "INTERNAL_SERVER_ERROR"

    def __init__(self, message: str, **kwargs: object) -> None:
        super().__init__(message, extensions={"code": self.code}, **kwargs)  # type: ignore[arg-type]


class BadUserInput(ApiError):
    """An argument that the schema's types allow and the field's rule does not."""

    code = "BAD_USER_INPUT"


class RequestTimedOut(ApiError):
    """The request took longer than the settings allow; nothing of the answer is given."""

    code = "TIMEOUT"

    def __init__(self) -> None:
        super().__init__("The request took too long.")


def public(error: GraphQLError) -> GraphQLError:
    """The same error for the answer: ours as they are, all others without a word of the inside."""
    if error.extensions and "code" in error.extensions:
        return error
    if error.original_error is None:
        code = "GRAPHQL_VALIDATION_FAILED"
        message = error.message.split(" Did you mean", 1)[0]
    else:
        code = "INTERNAL_SERVER_ERROR"
        message = "Internal error"
    return GraphQLError(
        message,
        nodes=error.nodes,
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions={"code": code},
    )
