"""The old site's lists of posts, and where the same is listed here."""

from __future__ import annotations

from collections.abc import Iterator

from archive.wordpress.export.addresses import archive_of
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.records import Term

from .slugs import slug_of
from .terms import CATEGORY, TAG


def list_path(url: str, catalogue: Catalogue) -> str | None:
    """The path of the list that the old site had at this address; None where there is none."""
    archive = archive_of(url, catalogue.site.url)
    if archive is None:
        return None
    if archive.kind in ("year", "month", "day"):
        return f"/{'/'.join(archive.value.split('-')[:2])}/"
    if archive.kind in ("category-id", "tag-id"):
        term = catalogue.term_numbered(int(archive.value))
    else:
        domain = {"category": CATEGORY, "tag": TAG}.get(archive.kind, "")
        term = catalogue.term(domain, archive.value)
    return term_path(term) if term else None


def term_path(term: Term) -> str | None:
    """ "/category/defectors/" or "/tag/kot-jebi/"; other terms have no list."""
    word = {CATEGORY: "category", TAG: "tag"}.get(term.domain)
    return f"/{word}/{slug_of(term.slug)}/" if word else None


def old_lists(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    """Old addresses of lists by number or query, and where they are now."""
    for term in catalogue.terms():
        path = term_path(term)
        if path and term.domain == CATEGORY and term.id:
            yield f"/?cat={term.id}", path
        if path and term.domain == TAG:
            yield f"/?tag={term.slug}", path
    for year, month in catalogue.months():
        yield f"/?m={year}{month}", f"/{year}/{month}/"
