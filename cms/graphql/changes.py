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
        "PUBLISHED": "It can be seen from now on.",
        "UPDATED": "Its content is another.",
        "CORRECTED": "Its content is another, and its editors say that it was wrong before.",
        "MOVED": "It has another path.",
        "WITHDRAWN": "It can be seen no longer, whatever the cause.",
    },
)


class Change(RowType):
    """That something became public, changed, moved, or was taken back."""

    at = graphene.DateTime(required=True, description="When; never before the change before it.")
    kind = graphene.Field(ChangeKind, required=True, description="What happened.")
    subject = graphene.ID(
        required=True,
        description="The ID of the page, picture, file, term or menu, or of the site: "
        "`node(id:)` finds it while it is public.",
    )
    type = graphene.String(required=True, description='Its `__typename`: "Letter".')
    path = graphene.String(
        description="Of a page or term: its path on the site, as it was then; null where that had "
        "to be forgotten."
    )
    previous_path = graphene.String(
        description="Where it was before, if it has moved. MOVED without it: that address had to "
        "be forgotten, and nothing of the subject may stay anywhere but at `path`, no redirect "
        "either."
    )
    reference_code = graphene.String(description='Of a document: its code, "LF-L-2006-003".')
    tags = graphene.List(
        graphene.NonNull(graphene.String),
        required=True,
        description="The cache tags of all answers that showed it, or would have: whoever keeps "
        "answers with their tags drops those that carry one of them. Few, where an address had "
        "to be forgotten.",
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
    """What changed."""

    changes = graphene.Field(
        ChangeConnection,
        required=True,
        description="What became public, changed, moved or was taken back, oldest first: for site "
        "generators, search engines and mirrors. Who reads on from the last cursor, again and "
        "again, misses nothing. Without `after` from the beginning.",
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
