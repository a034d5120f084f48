"""Unused pictures and files, and duplicates."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import ReferenceIndex
from wagtail.permissions import policy_registry

from cms.visibility.models import Use

from .base import OnePageReportView

SHOWN = 200  # per list
MAY = ["change", "delete"]
KINDS = {get_image_model: "wagtailimages:edit", get_document_model: "wagtaildocs:edit"}


class File(NamedTuple):
    """A picture or file in the admin."""

    title: str
    address: str


@dataclass(frozen=True)
class Lists:
    """The unused ones, their number, and those with identical originals."""

    unused: list[File]
    count: int
    same: list[list[File]]


def lists(user: Any) -> Lists:
    """Lists of the pictures and files that an account may change or delete."""
    unused: list[File] = []
    same: dict[str, list[File]] = defaultdict(list)
    count = 0
    for get_model, edit in KINDS.items():
        policy = policy_registry.get_by_type(get_model())
        mine = policy.instances_user_has_any_permission_for(user, MAY).order_by("title", "pk")
        free = _unused(mine, get_model())
        count += free.count()
        unused += [_file(row, edit) for row in free[: SHOWN - len(unused)]]
        digests = mine.exclude(original_sha256="").order_by().values("original_sha256")
        twice = digests.annotate(copies=Count("pk")).filter(copies__gt=1)
        for row in mine.filter(original_sha256__in=twice.values("original_sha256")):
            same[row.original_sha256].append(_file(row, edit))
    return Lists(unused, count, list(islice(same.values(), SHOWN)))


def _file(row: Any, edit: str) -> File:
    return File(row.title, reverse(edit, args=[row.pk]))


def _unused(rows: QuerySet[Any], model: Any) -> QuerySet[Any]:
    """Those used neither in public nor in any saved version, and not made public by an editor."""
    kind = ContentType.objects.get_for_model(model)
    used = Use.objects.filter(used_type=kind).values("used_key")
    saved = ReferenceIndex.objects.filter(
        to_content_type=kind, to_object_id=Cast(OuterRef("pk"), CharField())
    )
    return rows.filter(~Exists(saved), is_public_by_itself=False).exclude(pk__in=used)


class FilesView(OnePageReportView):
    """Two lists, each row linked to the file."""

    page_title = _("Files that nobody needs")
    header_icon = "doc-full-inverse"
    template_name = "archive/needless_files.html"

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        return super().get_context_data(lists=lists(self.request.user), **options)
