"""The public record as a connection: what a mirror of the site has to hear of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import graphene
from django.db.models import F, IntegerField, Q, QuerySet, TextField

from cms.record import models, tags
from cms.record.subjects import followed_subjects, global_id
from cms.sql.parameters import Among, Parameter, ParameterList

from .engine import Batch, Loading, RowType, loads
from .enums import enum_of
from .pagination.connections import ARGUMENTS, connection_types
from .pagination.cursors import Cursors
from .pagination.keyset import ColumnNodes, Listing, Window, connections
from .pagination.orders import Order

Row = Mapping[str, Any]
_OLDEST_FIRST = Order("OLDEST", "number")
_SCOPE = "changes"
_SITE = Parameter("of_site", IntegerField())
_SUBJECTS = ParameterList("of_subjects", TextField())
_COLUMNS = ColumnNodes(
    "Change",
    (
        *("pk", "at", "kind", "type", "key", "site", "path", "previous_path"),
        *("code", "tags", "subject", "digests"),
    ),
)

ChangeKind = enum_of(
    "ChangeKind",
    "What happened to something that readers can see.",
    {
        "PUBLISHED": "It became public.",
        "UPDATED": "Its content changed.",
        "CORRECTED": "Its content changed, and the editors say that it was wrong before.",
        "MOVED": "Its path changed.",
        "WITHDRAWN": "It is no longer public, whatever the reason.",
    },
)


class Change(RowType):
    """One change: something became public, changed, moved or was taken back."""

    at = graphene.DateTime(
        required=True, description="When it happened; never earlier than the change before it."
    )
    kind = graphene.Field(ChangeKind, required=True, description="What happened.")
    subject = graphene.ID(
        required=True,
        description="The ID of the page, picture, file, term or menu, or of the site: "
        "`node(id:)` finds it while it is public.",
    )
    type = graphene.String(required=True, description='Its `__typename`: "Letter".')
    path = graphene.String(
        description="For a page or term: its path on the site at that time; null if that had to "
        "be forgotten."
    )
    previous_path = graphene.String(
        description="Its former path, if it moved. If a MOVED has none, the former path had to be "
        "forgotten: keep nothing of the subject anywhere but at `path`, not even a "
        "redirect."
    )
    reference_code = graphene.String(description='For a document: its code, "LF-L-2006-003".')
    tags = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="The cache tags of all answers that showed it, or would have: drop the stored "
        "answers that have any of them. There are few if an address had to be "
        "forgotten.",
    )

    @loads("type", "key", "site")
    @staticmethod
    def resolve_subject(changes: Sequence[Row], _batch: Batch) -> list[str]:
        return [
            global_id(row["type"], row["site"] if row["type"] == "Site" else row["key"])
            for row in changes
        ]

    @loads("path")
    @staticmethod
    def resolve_path(changes: Sequence[Row], _batch: Batch) -> list[str | None]:
        return [row["path"] or None for row in changes]

    @loads("previous_path")
    @staticmethod
    def resolve_previous_path(changes: Sequence[Row], _batch: Batch) -> list[str | None]:
        return [row["previous_path"] or None for row in changes]

    @loads("code")
    @staticmethod
    def resolve_reference_code(changes: Sequence[Row], _batch: Batch) -> list[str | None]:
        return [row["code"] or None for row in changes]

    @loads("tags", "subject", "key", "path", "previous_path", "digests")
    @staticmethod
    def resolve_tags(changes: Sequence[Row], _batch: Batch) -> list[list[str]]:
        return [tags.published_tags(row) for row in changes]


ChangeConnection = connection_types("Change", Change, total_count=None)


def _changes() -> QuerySet[Any]:
    of_site = Q(site__isnull=True) | Q(site=_SITE)
    public = models.Change.objects.exclude(kind=models.Change.Kind.FORGOTTEN)
    return public.filter(of_site, Among(F("subject"), _SUBJECTS))


def _check(arguments: dict[str, Any]) -> None:
    Window.of(**arguments).check_cursors(Cursors(_OLDEST_FIRST, _SCOPE, None))


class ChangeQuery(graphene.ObjectType):
    """The changes of the public record."""

    changes = graphene.Field(
        ChangeConnection,
        required=True,
        description="What became public, changed, moved or was taken back, oldest first: for site "
        "generators, search engines and mirrors. A client that keeps reading from its "
        "last cursor misses nothing. Without `after`, the list starts at the "
        "beginning.",
        first=ARGUMENTS["first"],
        after=ARGUMENTS["after"],
    )

    @loads(check=_check)
    @staticmethod
    def resolve_changes(_roots: Any, batch: Batch, **window: Any) -> Loading:
        values = {"of_site": batch.context.snapshot.site, "of_subjects": followed_subjects()}
        listing = Listing(_SCOPE, _changes, values, _SCOPE)
        return (
            yield from connections([listing], _COLUMNS, _OLDEST_FIRST, Window.of(**window), batch)
        )
