"""Which embargoes hold a page, a picture, a file or a video."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.models import Page

from media.models import Reviewed

from .models import Embargo, Embargoes
from .terms import AtEnd

_LISTED = "embargoes_listed"


def own(subject: Any) -> dict[str, Any]:
    """The column of an embargo that refers to the subject, and its value."""
    if isinstance(subject, Page):
        return {"translation_key": subject.translation_key}
    return {Embargo.media_columns()[type(subject)]: subject}


def embargo_on(subject: Any) -> Embargo | None:
    """The embargo in force on the thing itself."""
    return Embargo.objects.in_force().filter(**own(subject)).first()


def words_read() -> Prefetch[Any]:
    """For a list of pictures, files or videos: the embargoes that `words_for` tells."""
    return Prefetch("embargoes", Embargo.objects.in_force(), to_attr=_LISTED)


def words_for(medium: Any) -> str:
    """That a picture, file or video is under an embargo, and until when."""
    listed = getattr(medium, _LISTED, None)
    embargo = embargo_on(medium) if listed is None else next(iter(listed), None)
    if embargo is None:
        return ""
    if embargo.ends_on is None:
        return gettext("Private: under an embargo until somebody lifts it")
    day = date_format(embargo.ends_on)
    if embargo.at_end == AtEnd.OPEN:
        return gettext("Private: under an embargo through %(day)s") % {"day": day}
    return gettext("Private: under an embargo through %(day)s, and until somebody lifts it") % {
        "day": day
    }


def embargoes_over(page: Any, parent: Page | None = None) -> Embargoes:
    """Those in force on a page and on its ancestors;

    pass `parent` for a page not yet in the tree.
    """
    path = page.path or (parent.path if parent else "")
    ends = range(Page.steplen, len(path) + 1, Page.steplen)
    above = Page.objects.filter(path__in=[path[:end] for end in ends]).values("translation_key")
    is_over = Q(translation_key__in=above) | Q(translation_key=page.translation_key)
    return Embargo.objects.in_force().filter(is_over).order_by("pk")


def is_held(medium: Any) -> bool:
    return bool(held_among([medium]))


def held_among(media: Collection[Any]) -> set[Reviewed]:
    """The pictures, files and videos among these that are under an embargo."""
    if not media:
        return set()
    columns = Embargo.media_columns()
    is_on_one = Q(
        *((f"{column}__in", [medium for medium in media if isinstance(medium, model)])
          for model, column in columns.items()),
        _connector=Q.OR,
    )  # fmt: skip
    embargoes = Embargo.objects.in_force().filter(is_on_one).select_related(*columns.values())
    return {embargo.medium for embargo in embargoes if embargo.medium}


def held_at_or_below(embargo: Embargo) -> QuerySet[Page]:
    """The pages that an embargo holds: its page, the translations, and all descendants."""
    is_within = Q(pk__in=[])
    for path in embargo.pages.values_list("path", flat=True):
        is_within |= Q(path__startswith=path)
    return Page.objects.filter(is_within).order_by("path")
