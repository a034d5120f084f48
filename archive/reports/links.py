"""Pages with links to something that readers cannot find."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model
from wagtail.models import Page, ReferenceIndex

from archive.lacking.links import Broken, broken, targets_among
from cms.record.chunks import chunks
from cms.visibility.uses import base_type

from .base import OnePageReportView, pages_of

SHOWN = 200


class Leading(NamedTuple):
    """A page, and why readers cannot find its target."""

    page: Page
    reasons: list[str]


def leading_nowhere(user: Any) -> list[Leading]:
    """Pages with links to something deleted or hidden; names of targets are not shown."""
    reasons: dict[int, set[Broken]] = defaultdict(set)
    for key, why in _broken_references():
        reasons[key].add(why)
    rows: list[Page] = []
    for keys in chunks(reasons):
        rows += pages_of(user).filter(pk__in=keys)
    return [
        Leading(page, sorted(str(why.label) for why in reasons[page.pk]))
        for page in sorted(rows, key=lambda page: (page.title, page.pk))
    ]


def _broken_references() -> Iterator[tuple[int, Broken]]:
    """The key of a page, and why its target is not found."""
    kinds = [base_type(Page), base_type(get_document_model())]
    references = ReferenceIndex.objects.filter(
        base_content_type=base_type(Page), to_content_type__in=kinds
    )
    to = ("to_content_type", "to_object_id")
    faults = broken(targets_among(references.order_by().values_list(*to).distinct()))
    for kind in kinds:
        for keys in chunks([str(key) for of_kind, key in faults if of_kind == kind]):
            rows = references.filter(to_content_type=kind, to_object_id__in=keys)
            for page, target in rows.values_list("object_id", "to_object_id"):
                if page != target or kind != base_type(Page):
                    yield int(page), faults[kind, int(target)]


class LinksView(OnePageReportView):
    """A list linked to each page."""

    page_title = _("Links that lead nowhere")
    header_icon = "link"
    template_name = "archive/broken_links.html"

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        pages = leading_nowhere(self.request.user)
        return super().get_context_data(pages=pages[:SHOWN], count=len(pages), **options)
