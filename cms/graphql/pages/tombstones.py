"""Tombstones: what is left of a page that was public and was taken down."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import graphene

from cms.graphql.context import Context
from cms.graphql.engine import Batch, Loading, RowType, gather, loads
from cms.graphql.enums import enum_of
from cms.graphql.sql.sources import Rows
from cms.record import models
from cms.visibility import paths
from cms.visibility.redirects import key_of, parts_of

from .interface import PageInterface
from .loading import Pages
from .types import enum_name, page_type_enum

Row = Mapping[str, Any]
_ADDRESSES = Rows(
    lambda: models.FormerAddress.objects.all(),
    key="path",
    columns={"key": "key", "site": "site"},
)
_COLUMNS = {
    name: name
    for name in ("key", "type", "code", "site", "path", "at", "reason", "note", "replaced_by")
}
_BY_KEY, _BY_CODE = (
    Rows(lambda: models.Tombstone.objects.all(), key=key, columns=_COLUMNS)
    for key in ("key", "code")
)

WithdrawalReason = enum_of(
    "WithdrawalReason",
    "Why a page was taken down.",
    {
        "SAFETY": "It put somebody's safety at risk.",
        "CONSENT": "Somebody took back their consent.",
        "LEGAL": "The law, or a court, demands it.",
        "COPYRIGHT": "Somebody else holds the rights in it.",
        "ERROR": "It was published by mistake.",
        "SUPERSEDED": "Something newer takes its place.",
        "OTHER": "Another reason, or none that was given.",
    },
)


class Tombstone(RowType):
    """What is left of a document that was public and was taken down."""

    reference_code = graphene.String(description="Its permanent code; null for a page without one.")
    path = graphene.String(required=True, description="Its last path, site-relative.")
    type = graphene.Field(lambda: page_type_enum(), required=True, description="What it was.")
    reason = graphene.Field(WithdrawalReason, required=True, description="Why it was taken down.")
    note = graphene.String(description="What readers are told, if anything.")
    at = graphene.DateTime(required=True, description="When it was taken down.")
    replaced_by = graphene.Field(
        PageInterface, description="A page to read instead; null if no public page is named."
    )

    @loads()
    @staticmethod
    def resolve_replaced_by(rows: Sequence[Row], batch: Batch) -> Loading:
        keys = [row["replaced_by"] for row in rows if row["replaced_by"] is not None]
        pages = yield Pages.of(keys, batch.selected)
        return [pages.get(row["replaced_by"]) for row in rows]


def tombstone_at(address: str, context: Context) -> Loading:
    """The tombstone at an address that a page had, or at its reference code in any language.

    A page has addresses on this site even if it was on another one when it was taken down.
    """
    local = paths.within_site(address)
    if local is None:
        return None
    site, plain = context.snapshot.site, paths.normalised(address)
    keys_of_path = {key_of(part) for part in parts_of(local)}
    code = paths.language_at(plain, context.snapshot)[1].strip("/")
    codes = {code, code.upper()} if code and "?" not in local else set()
    former, by_code = yield from gather(
        [_rows_of(_ADDRESSES, keys_of_path), _rows_of(_BY_CODE, codes)]
    )
    keys = [row["key"] for rows in former.values() for row in rows if row["site"] in (site, None)]
    by_key = (yield _BY_KEY.of(keys)) if keys else {}
    of_code = [row for rows in by_code.values() for row in rows if row["site"] == site]
    tombstones = [*of_code, *(row for rows in by_key.values() for row in rows)]
    served = [row for row in tombstones if enum_name(row["type"]) in _types()]
    last = max(served, key=lambda row: row["at"], default=None)
    return last and {
        "__typename": Tombstone._meta.name,
        **last,
        "path": (last["path"] if last["site"] == site else "") or plain,
        "type": enum_name(last["type"]),
        "reference_code": last["code"],
    }


def _rows_of(source: Rows, keys: set[str]) -> Loading:
    return (yield source.of(keys))


@cache
def _types() -> set[str]:
    return set(page_type_enum()._meta.enum.__members__)
