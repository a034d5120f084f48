"""Checks of the sites, for operators: `manage.py check --database default`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import connections
from wagtail.models import Page, Site

from .models import Frontend
from .slugs import begins_elsewhere


@register(Tags.database)
def check_slugs(
    app_configs: Any, databases: Sequence[str] | None = None, **_options: Any
) -> list[CheckMessage]:
    """No page may have an address that now belongs to a language or a list."""
    return [
        Warning(
            f"The page “{title}” directly below a front page is called “{slug}”: a language or a "
            "list has that address, and readers do not find both.",
            hint="Give it another slug.",
            id="cms_visibility.W002",
        )
        for alias in _migrated(databases)
        for title, slug in _below_front_pages(alias)
        if begins_elsewhere(slug)
    ]


@register(Tags.database)
def check_frontends(
    app_configs: Any, databases: Sequence[str] | None = None, **_options: Any
) -> list[CheckMessage]:
    """Every site except the default one must say where its frontend is."""
    return [
        Warning(
            f"The site “{site}” has no public frontend: its own addresses lead to {site.root_url}, "
            "and links from other sites to its pages are reduced to their words.",
            hint="Set it in the admin under Settings, Public frontend.",
            id="cms_visibility.W001",
        )
        for alias in _migrated(databases)
        for site in Site.objects.using(alias).filter(is_default_site=False, frontend=None)
    ]


def _migrated(databases: Sequence[str] | None) -> Iterator[str]:
    for alias in databases or ():
        if Frontend._meta.db_table in connections[alias].introspection.table_names():
            yield alias


def _below_front_pages(alias: str) -> Iterator[tuple[str, str]]:
    """Title and slug of each page directly below a front page, and no column that a migration may
    add.
    """
    roots = Site.objects.using(alias).values("root_page__translation_key")
    pages = Page.objects.using(alias)
    fronts = pages.filter(translation_key__in=roots).values_list("path", "depth")
    for path, depth in fronts:
        below = pages.filter(path__startswith=path, depth=depth + 1)
        yield from below.values_list("title", "slug")
