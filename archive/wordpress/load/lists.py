"""The old site's lists of posts, and where the same is listed here."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from archive.models import Category, EntryPage
from archive.wordpress.export.addresses import archive_of
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.records import Term

from .terms import CATEGORY, TAG, category_slug, tag_like, tag_slug


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
    """The path "/category/defectors/" or "/tag/kot-jebi/"; other terms have no list."""
    if term.domain == CATEGORY:
        return f"/category/{category_slug(term.slug, term.name)}/"
    return f"/tag/{tag_slug(term.slug)}/" if term.domain == TAG else None


def old_lists(catalogue: Catalogue, section: str) -> Iterator[tuple[str, str]]:
    """Old addresses of lists, and where they are now; `section` is the path that lists all."""
    for term in catalogue.terms():
        if here := _path_here(term):
            yield from ((old, here) for old in _old_paths(term, catalogue))
    for year, month in catalogue.months():
        here = _path_of_time(year, month) or section
        yield from ((old, here) for old in (f"/?m={year}{month}", f"/{year}/{month}/"))
        yield f"/{year}/", _path_of_time(year) or section


def _old_paths(term: Term, catalogue: Catalogue) -> Iterator[str]:
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


def _path_here(term: Term) -> str | None:
    """Where the term is listed: a category in the default language where it is in that one."""
    if term.domain == TAG:
        tag = tag_like(term.slug, term.name)
        return f"/tag/{tag.slug}/" if tag else None
    if term.domain != CATEGORY:
        return None
    slug = category_slug(term.slug, term.name)
    codes = Category.objects.filter(slug=slug).values_list("locale__language_code", flat=True)
    if not codes:
        return None
    is_default = settings.LANGUAGE_CODE in codes
    return f"/category/{slug}/" if is_default else f"/{min(codes)}/category/{slug}/"


def _path_of_time(year: str, month: str = "") -> str | None:
    """The list of a month; of its year where nothing begins in it, as documents have own dates."""
    dated = EntryPage.objects.all()
    if month and dated.filter(date_sort__startswith=f"{year}{month}").exists():
        return f"/{year}/{month}/"
    return f"/{year}/" if dated.filter(date_sort__startswith=year).exists() else None
