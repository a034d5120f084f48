"""The lists of posts on the old site, and the same lists here."""

from __future__ import annotations

from django.conf import settings
from wagtail.models import Locale

from archive.models import Category
from archive.wordpress.export.addresses import archive_of, in_language, key
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.item_addresses import root_of
from archive.wordpress.export.records import Term
from cms.visibility.paths import path_in

from .terms import CATEGORY, TAG, category_slug, tag_like, tag_slug
from .tree import Tree

_FEEDS = {"/feed", "/comments/feed", "/feed/atom", "/feed/rss2", "/rss", "/?feed=rss2"}
_LISTS_OF_ALL = {"author", "author-id", "post_format"}


def list_path(url: str, catalogue: Catalogue, tree: Tree, language: str = "") -> str | None:
    """The path here of the list or home page at this old address; None for any other.

    `language` is for posts without one, or with one that this CMS does not have.
    """
    site = catalogue.site.url
    language_in_url, place = in_language(url, site, catalogue.languages)
    is_language_here = Locale.objects.filter(language_code=language_in_url).exists()
    own_language = language_in_url if is_language_here else ""
    if place and place == key(site, site):
        prefix = path_in(own_language or language or settings.LANGUAGE_CODE)
        front = tree.fronts.get(prefix)
        return prefix if front and front.live else None
    archive = archive_of(place, site) if place else None
    locale = _locale_of(own_language or language, tree)
    if archive is None and place.removeprefix(root_of(site)) in _FEEDS:
        return tree.path_of(tree.front(locale)) if locale else None
    if archive is None:
        term = catalogue.listed_at(place) if place else None
        return term_path(term, own_language) if term else None
    if archive.kind in _LISTS_OF_ALL:  # no list here is by author
        return tree.path_of(tree.section(locale)) if locale else None
    if archive.kind in ("year", "month", "day"):
        return f"/{'/'.join(archive.value.split('-')[:2])}/"
    if archive.kind in ("category-id", "tag-id"):
        term = catalogue.term_numbered(int(archive.value))
    else:
        domain = {"category": CATEGORY, "tag": TAG}.get(archive.kind, "")
        term = catalogue.term(domain, archive.value)
    return term_path(term, own_language) if term else None


def _locale_of(language: str, tree: Tree) -> Locale | None:
    """The language of a list, if the import has a section in it."""
    locale = Locale.objects.filter(language_code=language).first() if language else tree.locale
    return locale if locale and tree.has_section(locale) else None


def term_path(term: Term, language: str = "") -> str | None:
    """The path "/category/defectors/" or "/tag/kot-jebi/"; other terms have no list."""
    if term.domain == CATEGORY:
        slug = category_slug(term.slug, term.name)
        return path_in(language or settings.LANGUAGE_CODE, "category", slug)
    return f"/tag/{tag_slug(term.slug)}/" if term.domain == TAG else None


def existing_term_path(term: Term, language: str) -> str | None:
    """The path of a term that exists here; a category in that language if it exists in it."""
    if term.domain == TAG:
        tag = tag_like(term.slug, term.name)
        return f"/tag/{tag.slug}/" if tag else None
    if term.domain != CATEGORY:
        return None
    categories = Category.objects.filter(slug=category_slug(term.slug, term.name))
    codes = sorted(
        categories.values_list("locale__language_code", flat=True),
        key=lambda code: (code != language, code != settings.LANGUAGE_CODE, code),
    )
    return term_path(term, codes[0]) if codes else None
