"""Which embargoes hold a page, a picture or a file."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Page

from media.models import CustomDocument, CustomImage

from .models import Embargo, Embargoes


def own(subject: Any) -> dict[str, Any]:
    """The column of an embargo that says what it holds, and its value."""
    if isinstance(subject, Page):
        return {"translation_key": subject.translation_key}
    return {{CustomImage: "image", CustomDocument: "file"}[type(subject)]: subject}


def embargo_on(subject: Any) -> Embargo | None:
    """The one that is in force on the thing itself."""
    return Embargo.objects.in_force().filter(**own(subject)).first()


def embargoes_over(page: Any, parent: Page | None = None) -> Embargoes:
    """Those in force on a page and on all above it; `parent` is of one that is in no tree yet."""
    path = page.path or (parent.path if parent else "")
    ends = range(Page.steplen, len(path) + 1, Page.steplen)
    above = Page.objects.filter(path__in=[path[:end] for end in ends]).values("translation_key")
    is_over = Q(translation_key__in=above) | Q(translation_key=page.translation_key)
    return Embargo.objects.in_force().filter(is_over).order_by("pk")


def is_held(file: Any) -> bool:
    return bool(held_among([file]))


def held_among(files: Collection[Any]) -> set[Any]:
    """The pictures and files among these that are under an embargo."""
    if not files:
        return set()
    images = [file for file in files if isinstance(file, CustomImage)]
    documents = [file for file in files if isinstance(file, CustomDocument)]
    embargoes = Embargo.objects.in_force().filter(Q(image__in=images) | Q(file__in=documents))
    return {embargo.held for embargo in embargoes.select_related("image", "file")}


def held_at_or_below(embargo: Embargo) -> QuerySet[Page]:
    """The pages that an embargo holds: its page, the translations, and all below them."""
    is_within = Q(pk__in=[])
    for path in embargo.pages.values_list("path", flat=True):
        is_within |= Q(path__startswith=path)
    return Page.objects.filter(is_within).order_by("path")
