"""The redirects that are created when a page gets another slug or place.

Only for addresses that were public and are not to be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import Q
from wagtail.contrib.redirects.models import Redirect
from wagtail.contrib.redirects.signal_handlers import (
    autocreate_redirects_on_page_move,
    autocreate_redirects_on_slug_change,
)
from wagtail.models import Page
from wagtail.signals import page_slug_changed, post_page_move

from cms.record.chunks import CHUNK, chunks
from cms.record.forgetting.answers import to_forget
from cms.record.models import PAGES, Change
from cms.record.subjects.pages import path_below
from cms.record.touched import note_many
from cms.visibility.snapshot import Root, roots_of_all_sites

LONGEST = Redirect._meta.get_field("old_path").max_length


def register_signal_handlers() -> None:
    page_slug_changed.disconnect(autocreate_redirects_on_slug_change)
    page_slug_changed.connect(_lead_on_from_slug, dispatch_uid="cms.editing")
    post_page_move.disconnect(autocreate_redirects_on_page_move)
    post_page_move.connect(_lead_on_from_place, dispatch_uid="cms.editing")


def _lead_on_from_slug(instance: Page, instance_before: Page, **_options: Any) -> None:
    _lead_on(instance, instance_before.url_path)


def _lead_on_from_place(
    instance: Page, url_path_before: str, url_path_after: str, **_options: Any
) -> None:
    if url_path_before != url_path_after:
        _lead_on(instance, url_path_before)


def _lead_on(page: Page, url_path_before: str) -> None:
    """Redirect from the old addresses of a page and all its descendants.

    Wagtail's function loads each page completely and looks for all old addresses in one condition,
    which SQLite refuses for a thousand.
    """
    if not getattr(settings, "WAGTAILREDIRECTS_AUTO_CREATE", True):
        return
    roots = roots_of_all_sites()
    roots_before = [root for root in roots if url_path_before.startswith(root.url_path)]
    if not _was_known(page, [path_below(root, url_path_before) for root in roots_before]):
        return
    sites = {root.site for root in roots if page.path.startswith(root.path)}
    for root in roots_before:
        if root.site in sites and root.url_path == roots_before[0].url_path:  # the innermost
            _write(root.site, dict(_addresses_before(page, root, url_path_before)))
    automatic = Redirect.objects.filter(automatically_created=True)
    below = automatic.filter(redirect_page__path__startswith=page.path)
    # Written in bulk, which sends no signals; older redirects lead to other addresses now, too.
    note_many(Redirect._meta.label_lower, list(below.values_list("pk", flat=True)))


def _addresses_before(page: Page, root: Root, url_path_before: str) -> Iterator[tuple[str, int]]:
    """The keys of a page and its descendants, by their old paths on the site of a front page."""
    moved = page.get_descendants(inclusive=True).filter(Q(live=True) | Q(pk=page.pk))
    for key, url_path in moved.values_list("pk", "url_path"):
        path = path_below(root, url_path_before + url_path.removeprefix(page.url_path))
        old_path = Redirect.normalise_path(path)
        if len(old_path) <= LONGEST:
            yield old_path, key


def _write(site: int | None, addresses: dict[str, int]) -> None:
    automatic = Redirect.objects.filter(automatically_created=True, site=site)
    for old_paths in chunks(addresses):
        automatic.filter(old_path__in=old_paths).delete()
    Redirect.objects.bulk_create(
        (
            Redirect(
                old_path=old_path, site_id=site, redirect_page_id=key, automatically_created=True
            )
            for old_path, key in addresses.items()
        ),
        batch_size=CHUNK,
        ignore_conflicts=True,  # an editor's own redirect
    )


def _was_known(page: Page, paths: list[str]) -> bool:
    """Whether readers found the page there, and the address is not to be forgotten."""
    changes = Change.objects.filter(subject=PAGES, key=page.pk)
    changes_there = changes.filter(Q(path__in=paths) | Q(previous_path__in=paths))
    return changes_there.exists() and not to_forget([page.pk]).exists()
