"""Links of a page to something that readers cannot find, for the checklist and a report."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.models import Page

from cms.numbers import number_in
from cms.record.chunks import chunks
from cms.record.models import PublicObject
from cms.visibility.uses import base_type

Target = tuple[int, int]  # the content type of pages or of files, and a primary key


class Broken(TextChoices):
    """Why readers do not find it."""

    FILE_GONE = "file_gone", _("A link leads to a file that is gone.")
    PAGE_GONE = "page_gone", _("A link leads to a page that is gone.")
    HIDDEN = "hidden", _("A link leads to a page that readers do not see.")


def targets_among(references: Iterable[tuple[int, object]]) -> set[Target]:
    """The pages and files among references of content types and primary keys."""
    kinds = base_type(Page), base_type(get_document_model())
    return {
        (kind, number)
        for kind, key in references
        if kind in kinds and (number := number_in(key)) is not None
    }


def broken(targets: Collection[Target]) -> dict[Target, Broken]:
    """Those of these pages and files that readers cannot find."""
    pages, files = base_type(Page), base_type(get_document_model())
    faults: dict[Target, Broken] = {}
    for keys in chunks([key for kind, key in targets if kind == pages]):
        there = set(Page.objects.filter(pk__in=keys).values_list("pk", flat=True))
        public = set(
            PublicObject.objects.pages().filter(key__in=keys).values_list("key", flat=True)
        )
        for key in set(keys) - (there & public):
            faults[pages, key] = Broken.HIDDEN if key in there else Broken.PAGE_GONE
    for keys in chunks([key for kind, key in targets if kind == files]):
        rows = get_document_model().objects.filter(pk__in=keys)
        for key in set(keys) - set(rows.values_list("pk", flat=True)):
            faults[files, key] = Broken.FILE_GONE
    return faults
