"""Actions on a page and everything below it, if that is more than an editor can wait for.

Unpublishing is left to a run. Deleting and copying are refused, with advice: a page takes 26 ms to
delete and 90 ms to copy, and a run could not be undone.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.pages.bulk_actions.delete import DeleteBulkAction
from wagtail.models import Page

from cms.editing.withdrawal.consequences import consequences_of
from cms.editing.withdrawal.forms import UnpublishForm

from . import acts, runs
from .chosen import ChosenPages

MOST = 200  # pages that are deleted or copied while an editor waits


def unpublish_behind(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Start a run if many pages below are affected; otherwise Wagtail's own view does it."""
    if not request.POST.get("include_descendants"):
        return None
    if page.get_descendants().live().count() < runs.AT_ONCE:
        return None
    form = UnpublishForm(request.POST, consequences=consequences_of(page), user=request.user)
    chosen = form.cleaned_data.get("translations", ()) if form.is_valid() else ()
    keys = [page.pk, *(translation.pk for translation in chosen)]
    options, listing = {"below": True, "translations": False}, _list_of(page)
    run = runs.begin(acts.Unpublish(), options, keys, request.user, listing)
    return redirect("archive_bulk_run", run.pk)


def refuse_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    if _number_of([page.pk]) <= MOST:
        return None
    return _refused(request, _delete_less(), _list_of(page))


def refuse_copy(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not request.POST.get("copy_subpages") or _number_of([page.pk]) <= MOST:
        return None
    sentence = _(
        "At most {most} pages are copied at once: copy this one without those below it, then those."
    )
    return _refused(request, sentence.format(most=MOST), _list_of(page))


class DeleteAction(ChosenPages, DeleteBulkAction):
    """Deletes at most as many pages as an editor can wait for."""

    def dispatch(self, request: HttpRequest, *arguments: Any, **options: Any) -> HttpResponse:
        if len(self.keys) > MOST or _number_of(self.keys) > MOST:
            list_url = get_valid_next_url_from_request(request)
            return _refused(request, _delete_less(), list_url or reverse("wagtailadmin_home"))
        answer: HttpResponse = super().dispatch(request, *arguments, **options)
        return answer

    def get_actionable_objects(self) -> tuple[list[Page], dict[str, Any]]:
        """Leave out pages that are below another one of the list and so are deleted with it."""
        pages, without_access = super().get_actionable_objects()
        tops = [page for page in pages if not any(map(page.is_descendant_of, pages))]
        return tops, without_access


def _number_of(keys: Collection[int]) -> int:
    """The number of these pages and all below them, each counted once."""
    is_within = Q(pk__in=[])
    for path in Page.objects.filter(pk__in=keys).values_list("path", flat=True):
        is_within |= Q(path__startswith=path)
    return Page.objects.filter(is_within).count()


def _list_of(page: Page) -> str:
    return reverse("wagtailadmin_explore", args=[page.pk])


def _delete_less() -> str:
    sentence = _(
        "At most {most} pages are deleted at once, those below them included: delete some of those "
        "below first, or unpublish all of them, and readers see none."
    )
    return sentence.format(most=MOST)


def _refused(request: HttpRequest, sentence: str, address: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect(address)
