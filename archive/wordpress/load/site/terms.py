"""Categories, tags and places of the old site, each in its own taxonomy."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field

from wagtail.models import Locale

from archive.markup.parts import Note
from archive.markup.sentences import message
from archive.models import Category, Place, Tag
from archive.wordpress.export.catalogue import Catalogue
from archive.wordpress.export.languages import LANGUAGE, TRANSLATIONS
from archive.wordpress.export.records import TermRef
from cms import richtext

from .slugs import clipped, slug_of

CATEGORY, TAG, AUTHOR = "category", "post_tag", "author"
NAME_LENGTH = 120  # of categories and places, and of their slugs
TAG_LENGTH = 100
PLACES = {"place", "places", "location", "locations", "region", "regions", "country", "countries"}
# Handled elsewhere, or WordPress's layout: dropped without a note.
_NO_SUBJECTS = {LANGUAGE, TRANSLATIONS, AUTHOR, "post_format", "nav_menu", "wp_theme"} | {
    "term_language",
    "term_translations",
}


@dataclass
class Classification:
    """The terms of a page."""

    categories: list[Category] = field(default_factory=list)
    tags: list[Tag] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    new_categories: list[Category] = field(default_factory=list)


class Terms:
    """Finds terms by slug, or creates them.

    Plugins also store names of staff, lawyers and readers as terms: a taxonomy that is not
    WordPress's own is imported only if somebody has said that readers saw it.
    """

    def __init__(self, catalogue: Catalogue, public_taxonomies: Container[str]) -> None:
        self._catalogue, self._public_taxonomies = catalogue, public_taxonomies

    def of(self, refs: Iterable[TermRef], locale: Locale) -> Classification:
        subjects = Classification()
        for ref in map(self._named_by_its_slug, refs):
            if ref.domain == CATEGORY:
                category = self._category(ref.slug, ref.name, locale, subjects.new_categories)
                subjects.categories.append(category)
            elif ref.domain != TAG and ref.domain not in self._public_taxonomies:
                continue
            elif ref.domain in PLACES:
                subjects.places.append(self._place(ref))
            else:
                subjects.tags.append(self._tag(ref))
        return subjects

    def _named_by_its_slug(self, ref: TermRef) -> TermRef:
        """WordPress knows a tag by its slug; an item may call it by another tag's name.

        Categories are named in the language of the item.
        """
        term = self._catalogue.term(TAG, ref.slug) if ref.domain == TAG else None
        return ref._replace(name=term.name) if term and term.name else ref

    def _category(
        self, slug: str, name: str, locale: Locale, new: list[Category], below: tuple[str, ...] = ()
    ) -> Category:
        own_slug = category_slug(slug, name)
        if existing := Category.objects.filter(locale=locale, slug=own_slug).first():
            return existing
        term = self._catalogue.term(CATEGORY, slug)
        own_name = clipped(name or (term.name if term else slug), NAME_LENGTH)
        category = Category(locale=locale, slug=own_slug, name=own_name)
        if term:
            category.description = richtext.text(term.description)
        if term and term.parent and term.parent not in (slug, *below):
            category.parent = self._category(term.parent, "", locale, new, (slug, *below))
        category.save()
        new.append(category)
        return category

    @staticmethod
    def _tag(ref: TermRef) -> Tag:
        name, slug = clipped(ref.name or ref.slug, TAG_LENGTH), tag_slug(ref.slug)
        of_same_name = Tag.objects.filter(name__iexact=name).first()
        if existing := tag_like(ref.slug, ref.name) if ref.domain == TAG else of_same_name:
            return existing
        if Tag.objects.filter(slug=slug).exists():  # of another taxonomy, with another name
            slug = tag_slug(f"{ref.domain}-{ref.slug}")
        return Tag.objects.get_or_create(slug=slug, defaults={"name": name})[0]

    @staticmethod
    def _place(ref: TermRef) -> Place:
        defaults = {"name": clipped(ref.name or ref.slug, NAME_LENGTH)}
        slug = slug_of(ref.slug, NAME_LENGTH)
        return Place.objects.get_or_create(slug=slug, defaults=defaults)[0]


def _length_in(domain: str) -> int:
    return NAME_LENGTH if domain == CATEGORY or domain in PLACES else TAG_LENGTH


def category_slug(slug: str, name: str) -> str:
    return slug_of(slug or name, NAME_LENGTH)


def tag_slug(slug: str) -> str:
    return slug_of(slug, TAG_LENGTH)


def tag_like(slug: str, name: str) -> Tag | None:
    """Names of tags are unique: two taxonomies may both have one, or one in two spellings."""
    of_same_slug = Tag.objects.filter(slug=tag_slug(slug)).first()
    return (
        of_same_slug or Tag.objects.filter(name__iexact=clipped(name or slug, TAG_LENGTH)).first()
    )


def notes_on(
    refs: Iterable[TermRef], public_taxonomies: Container[str], *, is_entry: bool
) -> Iterator[Note]:
    """What an editor should know about a post's terms; only documents have any."""
    left_out: dict[str, None] = {}
    for ref in refs:
        is_own = ref.domain in (CATEGORY, TAG)
        if ref.domain in _NO_SUBJECTS:
            continue
        if not is_own and ref.domain not in public_taxonomies:
            left_out[ref.domain] = None
        elif not is_entry:
            sentence = message(
                "A page has no subjects here; there it had “%(term)s”, a “%(taxonomy)s”."
            )
            yield Note("term-of-a-page", sentence, {"term": ref.name, "taxonomy": ref.domain})
        elif not is_own and ref.domain not in PLACES:
            sentence = message("“%(term)s” of the taxonomy “%(taxonomy)s” became a tag.")
            yield Note("custom-taxonomy", sentence, {"term": ref.name, "taxonomy": ref.domain})
        if is_entry and ref.domain not in left_out and len(ref.name) > _length_in(ref.domain):
            sentence = message("The whole name of a term: %(term)s")
            yield Note("term-too-long", sentence, {"term": ref.name})
    for taxonomy in left_out:  # the terms may be names, so they are not reported
        sentence = message(
            "The taxonomy “%(taxonomy)s” was left out: --public-taxonomies takes it over."
        )
        yield Note("taxonomy-left-out", sentence, {"taxonomy": taxonomy})
