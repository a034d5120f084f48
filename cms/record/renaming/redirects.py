"""The redirects that Wagtail leaves behind where a page had another slug or another place.

Only from an address that readers knew, and that was not to be forgotten.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.signal_handlers import (
    autocreate_redirects_on_page_move,
    autocreate_redirects_on_slug_change,
)
from wagtail.models import Page
from wagtail.signals import page_slug_changed, post_page_move

from cms.record.models import PAGES, Change
from cms.record.pages import path_below
from cms.record.touched import note
from cms.visibility.snapshot import roots_of_all_sites

from .answers import to_forget


def register_signal_handlers() -> None:
    page_slug_changed.disconnect(autocreate_redirects_on_slug_change)
    page_slug_changed.connect(_lead_on_from_slug, dispatch_uid="cms.record.renaming")
    post_page_move.disconnect(autocreate_redirects_on_page_move)
    post_page_move.connect(_lead_on_from_place, dispatch_uid="cms.record.renaming")


def _lead_on_from_slug(instance: Page, instance_before: Page, **_options: Any) -> None:
    if _was_known(instance, instance_before.url_path):
        autocreate_redirects_on_slug_change(instance_before, instance)
        _note_redirects_below(instance)


def _lead_on_from_place(
    instance: Page, url_path_before: str, url_path_after: str, **_options: Any
) -> None:
    if _was_known(instance, url_path_before):
        autocreate_redirects_on_page_move(instance, url_path_after, url_path_before)
        _note_redirects_below(instance)


def _note_redirects_below(page: Page) -> None:
    """Wagtail writes them all at once, which no signal tells of."""
    automatic = Redirect.objects.filter(automatically_created=True)
    below = automatic.filter(redirect_page__path__startswith=page.path)
    note(Redirect._meta.label_lower, *below.values_list("pk", flat=True))


def _was_known(page: Page, url_path: str) -> bool:
    """Whether readers found the page there, and nobody wants that forgotten."""
    roots = [root for root in roots_of_all_sites() if url_path.startswith(root.url_path)]
    places = [path_below(root, url_path) for root in roots]
    changes = Change.objects.filter(subject=PAGES, key=page.pk)
    changes_there = changes.filter(Q(path__in=places) | Q(previous_path__in=places))
    return changes_there.exists() and not to_forget([page.pk]).exists()
