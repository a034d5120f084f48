"""Redirects from the old site's lists of posts, by term and by time."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from archive.models import EntryPage
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.item_addresses import root_of
from archive.wordpress.export.records import Term
from archive.wordpress.load.site.lists import existing_term_path
from archive.wordpress.load.site.terms import CATEGORY, TAG
from cms.visibility.closed import hidden_at
from cms.visibility.holds import held
from cms.visibility.snapshot import read_snapshot


def list_redirects(
    catalogue: Catalogue, section: Page, front: Page
) -> Iterator[tuple[str, str | Page]]:
    """Old addresses of lists, and their present ones.

    `section` is the page that lists everything, `front` the home page of an old site in a folder.
    """
    root = root_of(catalogue.site.url)
    if root:
        yield f"{root}/", front
    periods = _public_periods()
    for language in ("", *sorted(catalogue.languages)):
        start = f"{root}/{language}" if language else root
        for old_path, target in _of_language(catalogue, section, periods, language):
            if not catalogue.owner(start + old_path):
                yield start + old_path, target


def _of_language(
    catalogue: Catalogue, section: Page, periods: set[str], language: str
) -> Iterator[tuple[str, str | Page]]:
    for term in catalogue.terms():
        if path := existing_term_path(term, language or settings.LANGUAGE_CODE):
            yield from ((old_path, path) for old_path in _old_paths(term, catalogue))
    for year, month in catalogue.months():
        year_target = f"/{year}/" if year in periods else section
        month_target = f"/{year}/{month}/" if year + month in periods else year_target
        yield f"/?m={year}{month}", month_target
        yield f"/{year}/{month}/", month_target
        yield f"/{year}/", year_target


def _old_paths(term: Term, catalogue: Catalogue) -> Iterator[str]:
    own_bases = [base for base, domain in catalogue.bases.items() if domain == term.domain]
    yield from (f"/{base}/{term.slug}/" if base else f"/{term.slug}/" for base in own_bases)
    if term.domain == TAG:
        yield f"/?tag={term.slug}"
        yield f"/tag/{term.slug}/"
        return
    if term.id:
        yield f"/?cat={term.id}"
    yield f"/category/{term.slug}/"
    slugs = [term.slug]
    while term.parent and term.parent not in slugs:
        slugs.insert(0, term.parent)
        yield f"/category/{'/'.join(slugs)}/"
        term = catalogue.term(CATEGORY, term.parent) or Term(CATEGORY, term.parent, "")


def _public_periods() -> set[str]:
    """The years and months, "2006" and "200610", in which a visible document begins.

    A document's date may differ from its post's, and a draft is in no list.
    """
    now = timezone.now()
    closed_paths = tuple(read_snapshot(None, now).closed)
    private = PageViewRestriction.objects.values("page")
    public = EntryPage.objects.exclude(hidden_at(now) | held()).exclude(pk__in=private)
    entries = public.filter(alias_of__isnull=True).order_by().values_list("path", "date_sort")
    dates = (date for path, date in entries if not path.startswith(closed_paths))
    return {date[:length] for date in dates for length in (4, 6)}
