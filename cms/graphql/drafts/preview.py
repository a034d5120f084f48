"""Lets a request see one page's draft in place of the page, if it has a token."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from graphql import DocumentNode, FieldNode, OperationDefinitionNode, value_from_ast_untyped
from wagtail.models import Page

from cms.graphql.context import Context
from cms.graphql.errors import BadUserInput, PreviewRefused
from cms.graphql.limits.document_size import fields_of, fragments_of
from cms.previews.grants import read, token_sent
from cms.previews.staging import NotShown, staged

from .blanks import fill

FIELD = "preview"
BY_POST = "Ask for a preview by POST: a token must not stand in an address."
ENDED = "This token opens no preview, or no longer. Open the preview again."
Answer = TypeVar("Answer")


def preview_fields(document: DocumentNode, operation: OperationDefinitionNode) -> list[FieldNode]:
    """The root fields that take a token, including those in fragments."""
    fields = fields_of([operation.selection_set], fragments_of(document)).values()
    return [node for nodes in fields for node in nodes if node.name.value == FIELD]


def tokens_in(
    fields: Iterable[FieldNode], operation: OperationDefinitionNode, variables: Mapping[str, Any]
) -> list[str]:
    """The tokens passed to such fields, given the variables of a request."""
    definitions = operation.variable_definitions or ()
    defaults = {
        definition.variable.name.value: value_from_ast_untyped(definition.default_value)
        for definition in definitions
        if definition.default_value
    }
    nodes = [definition.value for field in fields for definition in field.arguments]
    values = [value_from_ast_untyped(node, {**defaults, **variables}) for node in nodes]
    return [value for value in values if isinstance(value, str)]


def with_draft(
    context: Context, tokens: Sequence[str] | None, answer: Callable[[], Answer]
) -> Answer:
    """The answer, with the draft that the request's token opens in it.

    The token is in the header, `Authorization: Preview …`, or else it is the first of `tokens` that
    opens a draft; `tokens` is None if there are no such fields.
    """
    header_token = token_sent(context.request)
    if header_token is None and tokens is None:
        return answer()
    context.no_store = True
    if context.request.method != "POST":  # addresses are logged, and answers to a GET are kept
        raise BadUserInput(BY_POST)
    for token in tokens or () if header_token is None else [header_token]:
        if preview := read(token):
            break
    else:
        if header_token is not None:
            raise PreviewRefused(ENDED)
        return answer()

    def show(page: Page) -> Answer:
        context.preview, context.preview_key, context.preview_token = page, preview.pk, token
        return answer()

    try:
        return staged(preview, show, fill)
    except NotShown as error:
        raise PreviewRefused(str(error)) from error
