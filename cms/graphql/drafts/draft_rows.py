"""One page's latest draft as rows, for who holds a token that opens it.

A draft is in no table but in its revision. Its row is made from that, under the negative of its
primary key: no statement finds anything for such a key, so nothing but the row itself and those
sources that say how a draft holds their rows can show what is not published.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from wagtail.fields import StreamField
from wagtail.models import Page

from cms.graphql.blocks.values import types_of
from cms.graphql.context import Context
from cms.graphql.engine import Selected
from cms.graphql.errors import BadUserInput
from cms.graphql.pages.projection import new_row, shape_of
from cms.graphql.registry import bound

from . import preview
from .blanks import filled


def draft_row(token: str, context: Context, selected: Selected) -> dict[str, Any] | None:
    """The row of the draft that the token opens; None for every other token.

    Addresses are logged, kept and sent on as referrers, so a token in one is not even looked at.
    """
    context.no_store = True
    if context.request.method != "POST":
        raise BadUserInput("Ask for a preview by POST: a token must not stand in an address.")
    grant = preview.read(token)
    page = Page.objects.filter(pk=grant.page).first() if grant else None
    draft = page.get_latest_revision_as_object() if page else None
    page_type = bound(Page).get(type(draft))
    if draft is None or page_type is None:
        return None
    context.drafts[-draft.pk] = draft
    names = {name for name, _ in shape_of(selected, Page)}
    row = filled({name: _value(draft, name) for name in names}, page_type, names)
    return new_row(row | {"pk": -draft.pk, "__typename": page_type._meta.name})


def _value(draft: Page, name: str) -> Any:
    """A column as a statement would give it."""
    if name == "pk":
        return draft.pk
    try:
        field: Any = draft._meta.get_field(name)
    except FieldDoesNotExist:  # another type's
        return None
    if isinstance(field, StreamField):
        types = types_of(field.stream_block)
        blocks = [_block(raw, types.get(raw["type"])) for raw in getattr(draft, name).raw_data]
        return json.dumps(blocks, default=str)
    return getattr(draft, field.attname)


def _block(raw: Any, block_type: Any) -> dict[str, Any]:
    value = raw["value"] if isinstance(raw["value"], dict) else {}
    return {**raw, "value": filled(value, block_type) if block_type else value}
