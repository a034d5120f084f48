"""Writes the demo archive into an empty database, once."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from wagtail.models import Page

from archive.models import ArchiveSectionPage
from home.desk.accounts import create_accounts
from home.models import HomePage

from . import surroundings
from .content import PAGES
from .keys import Keys, translation_key
from .pages import write_pages


@dataclass(frozen=True)
class Outcome:
    """What became of a request to load the demo."""

    is_written: bool
    sentence: str


@transaction.atomic
def load() -> Outcome:
    """Write the demo; if it or anything else exists, change nothing and say so."""
    if ArchiveSectionPage.objects.filter(
        translation_key=translation_key("page", "archive")
    ).exists():
        return Outcome(False, "The demo archive is already there; nothing was changed.")
    pages = list(Page.objects.filter(depth__gt=1).specific()[:2])
    if pages and not _is_untouched(pages):
        return Outcome(False, "This database has pages of its own; the demo archive was not added.")
    _write(pages[0] if pages else None)
    return Outcome(True, "The demo archive has been written.")


def _is_untouched(pages: list[Page]) -> bool:
    """Whether the only page is the front page of a new database, never edited."""
    [first, *further_pages] = pages
    return not further_pages and isinstance(first, HomePage) and first.latest_revision_id is None


def _write(home: Page | None) -> None:
    keys = Keys()
    surroundings.write_locales()
    surroundings.write_taxonomy()
    surroundings.write_files(keys)
    surroundings.write_embeds()
    write_pages(PAGES, keys, home)
    site = surroundings.write_site(keys.page("home", "en"))
    surroundings.write_settings(site)
    surroundings.write_menus(keys)
    surroundings.write_redirects(keys, site)
    if settings.DEBUG:
        create_accounts()
