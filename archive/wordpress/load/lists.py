"""The old site's lists of posts, and where the same is listed here."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction, Site

from archive.models import Category, EntryPage
from archive.wordpress.export.addresses import archive_of, in_language, key
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.item_addresses import root_of
from archive.wordpress.export.records import Term
from cms.visibility.snapshot import hidden_at, outermost

from .choice import languages_of
from .terms import CATEGORY, TAG, category_slug, tag_like, tag_slug
from .tree import prefix_of


def list_path(url: str, catalogue: Catalogue, language: str = "") -> str | None:
    """The path of the list or home page that the old site had at this address; None for others.

    `language` is that of posts which name none, or none that this CMS has.
    """
    site = catalogue.site.url
    named, place = in_language(url, site, languages_of(catalogue.languages()))
    known = named if Locale.objects.filter(language_code=named).exists() else ""
    if place and place == key(site, site):
        return _front_path(known or language or settings.LANGUAGE_CODE)
    archive = archive_of(place, site) if place else None
    if archive is None:
        return None
    if archive.kind in ("year", "month", "day"):
        return f"/{'/'.join(archive.value.split('-')[:2])}/"
    if archive.kind in ("category-id", "tag-id"):
        term = catalogue.term_numbered(int(archive.value))
    else:
        domain = {"category": CATEGORY, "tag": TAG}.get(archive.kind, "")
        term = catalogue.term(domain, archive.value)
    return term_path(term, known) if term else None


def _front_path(language: str) -> str | None:
    """Of the front page in a language, where readers see one."""
    root = Site.objects.get(is_default_site=True).root_page
    fronts = root.get_translations(inclusive=True).live().select_related("locale")
    found = fronts.filter(locale__language_code=language).first()
    return prefix_of(found.locale) if found else None


def term_path(term: Term, language: str = "") -> str | None:
    """The path "/category/defectors/" or "/tag/kot-jebi/"; other terms have no list."""
    if term.domain == CATEGORY:
        is_other = language not in ("", settings.LANGUAGE_CODE)
        prefix = f"/{language}" if is_other else ""
        return f"{prefix}/category/{category_slug(term.slug, term.name)}/"
    return f"/tag/{tag_slug(term.slug)}/" if term.domain == TAG else None


def old_lists(catalogue: Catalogue, section: Page, front: Page) -> Iterator[tuple[str, str | Page]]:
    """Old addresses of lists, and where they are now.

    `section` is the page that lists all, `front` what an old site in a folder had as its home page.
    """
    root = root_of(catalogue.site.url)
    if root:
        yield f"{root}/", front
    shown = _times_shown()
    for code in ("", *sorted(languages_of(catalogue.languages()))):
        start = f"{root}/{code}" if code else root
        for old, here in _lists(catalogue, section, shown, code):
            if not catalogue.owner(start + old):
                yield start + old, here


def _lists(
    catalogue: Catalogue, section: Page, shown: set[str], code: str
) -> Iterator[tuple[str, str | Page]]:
    for term in catalogue.terms():
        if here := _path_here(term, code or settings.LANGUAGE_CODE):
            yield from ((old, here) for old in _old_paths(term, catalogue))
    for year, month in catalogue.months():
        in_year = f"/{year}/" if year in shown else section
        in_month = f"/{year}/{month}/" if year + month in shown else in_year
        yield f"/?m={year}{month}", in_month
        yield f"/{year}/{month}/", in_month
        yield f"/{year}/", in_year


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


def _path_here(term: Term, language: str) -> str | None:
    """Where the term is listed: a category in that language where it is in that one."""
    if term.domain == TAG:
        tag = tag_like(term.slug, term.name)
        return f"/tag/{tag.slug}/" if tag else None
    if term.domain != CATEGORY:
        return None
    slug = category_slug(term.slug, term.name)
    found = Category.objects.filter(slug=slug).values_list("locale__language_code", flat=True)
    codes = sorted(found, key=lambda code: (code != language, code != settings.LANGUAGE_CODE, code))
    return term_path(term, codes[0]) if codes else None


def _times_shown() -> set[str]:
    """The years and months, "2006" and "200610", in which a document begins that readers see.

    A document may be of another time than its post was, and a draft is in no list.
    """
    hidden = hidden_at(timezone.now())
    private = PageViewRestriction.objects.values("page")
    above = Page.objects.filter(hidden | Q(pk__in=private)).order_by()
    closed = tuple(outermost(above.filter(numchild__gt=0).values_list("path", flat=True)))
    shown = EntryPage.objects.exclude(hidden).exclude(pk__in=private).order_by()
    begins = (
        date for path, date in shown.values_list("path", "date_sort") if not path.startswith(closed)
    )
    return {date[:length] for date in begins for length in (4, 6)}
