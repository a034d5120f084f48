"""Where in the page tree imported pages go."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from wagtail.models import Locale, Page, Site

from archive.markup.parts import Note
from archive.markup.sentences import message
from archive.models import ArchiveSectionPage, ImportedItem
from archive.wordpress.export.selection import ATTACHMENT, PAGE
from archive.wordpress.load.options import Options, Refused
from cms.visibility.snapshot import prefix_of

from .slugs import free_slug

TITLE, SLUG = "From the old site", "old-site"
# Shared by the sections that imports create, whatever editors call them and wherever they move
# them.
TRANSLATION_KEY = uuid5(NAMESPACE_URL, "archive.wordpress#section")


class Tree:
    """The section for posts, and the front page above it, in each language."""

    def __init__(self, options: Options, old_site: str) -> None:
        self._options, self._old_site = options, old_site
        self.site = Site.objects.filter(is_default_site=True).first()
        if self.site is None:
            raise Refused("This CMS has no default site: make one under Settings, Sites.")
        self.locale = _locale(options.locale or settings.LANGUAGE_CODE)
        self._sections: dict[int, Page] = {}

    def prepare(self, languages: set[str]) -> None:
        """Find or create the section of every language;

        raises Refused if a front page is missing.
        """
        other_locales = Locale.objects.filter(language_code__in=languages)
        locales = [self.locale, *other_locales]
        for locale in locales:
            self.front(locale)
        for locale in locales:
            self._sections[locale.pk] = self._section(locale)

    def front(self, locale: Locale) -> Page:
        """The front page of a language."""
        front = self.fronts.get(prefix_of(locale.language_code))
        if front is None:
            raise Refused(
                f"The export holds posts in “{locale}”, and the site has no front page in that "
                "language: translate the front page first."
            )
        return front

    def section(self, locale: Locale) -> Page:
        """The section for posts of a language."""
        section = self._sections[locale.pk]
        return type(section).objects.get(pk=section.pk)

    def has_section(self, locale: Locale) -> bool:
        return locale.pk in self._sections

    def path_of(self, page: Page) -> str:
        """The page's path for readers: "/archive/…/", "/ja/archive/…/"."""
        front = self.front(page.locale)
        return prefix_of(page.locale.language_code) + page.url_path.removeprefix(front.url_path)

    def slug_in(self, parent: Page, preferred_slug: str) -> tuple[str, list[Note]]:
        """A slug for a new page that changes no other address."""
        slug = free_slug(preferred_slug, parent)
        if slug == preferred_slug:
            return slug, []
        sentence = message(
            "“%(preferred)s” is the address of something else here: this is at “%(slug)s”."
        )
        values = {"preferred": preferred_slug, "slug": slug}
        return slug, [Note("slug-changed", sentence, values)]

    @cached_property
    def fronts(self) -> dict[str, Page]:
        """The front pages of the site, by their path prefix."""
        pages = self.site.root_page.get_translations(inclusive=True).select_related("locale")
        return {prefix_of(page.locale.language_code): page for page in pages}

    def titles_at(self, paths: Iterable[str], beside: Page) -> dict[str, str]:
        """The paths that other pages have, with the titles of these."""
        by_url_path = {}
        for path in paths:
            prefix = max((p for p in self.fronts if f"{path}/".startswith(p)), key=len, default="")
            if prefix and "?" not in path:
                inner = f"{path}/".removeprefix(prefix)
                by_url_path[self.fronts[prefix].url_path + inner] = path
        # this column has an index
        slugs = {url_path.rstrip("/").rpartition("/")[2] for url_path in by_url_path}
        pages = Page.objects.live().filter(slug__in=slugs, url_path__in=by_url_path)
        return {by_url_path[page.url_path]: page.title for page in pages.exclude(pk=beside.pk)}

    def _section(self, locale: Locale) -> Page:
        first = self._given() if self._options.under else self._own()
        if first and first.locale_id == locale.pk:
            return first
        section = first and first.get_translation_or_none(locale)
        if not section and not self._options.under:
            section = self._of_posts(locale)
        if section:
            return section
        front = self.front(locale)
        new = ArchiveSectionPage(
            title=first.title if first else TITLE,
            slug=free_slug(first.slug if first else SLUG, front),
            locale=locale,
            translation_key=first.translation_key if first else TRANSLATION_KEY,
        )
        return front.add_child(instance=new)

    def _own(self) -> Page | None:
        """The section that an earlier import created, in the language of its first creation."""
        front = self.front(self.locale)
        sections = ArchiveSectionPage.objects.filter(translation_key=TRANSLATION_KEY).order_by("pk")
        return sections.filter(path__startswith=front.path).first() or sections.first()

    def _of_posts(self, locale: Locale) -> Page | None:
        """The section with the newest post, if that of the import is gone."""
        posts = ImportedItem.objects.filter(site=self._old_site, page__locale=locale)
        posts = posts.exclude(kind__in=(ATTACHMENT, PAGE)).order_by("-pk")
        paths = posts.values_list("page__path", flat=True)
        parents = dict.fromkeys(path[: -Page.steplen] for path in paths)
        sections = (ArchiveSectionPage.objects.filter(path=path).first() for path in parents)
        return next(filter(None, sections), None)

    def _given(self) -> Page:
        under = self._options.under.strip("/")
        front = self.front(self.locale)
        prefix = f"{self.locale.language_code}/"
        inner = under.removeprefix(prefix) if front.pk != self.site.root_page_id else under
        page = Page.objects.filter(url_path=f"{front.url_path}{inner}/").first()
        if page is None:
            raise Refused(
                f"There is no page at /{under}/: make that section first, or leave --under out."
            )
        if not isinstance(page.specific, ArchiveSectionPage):
            raise Refused(
                f"“{page.title}” is no section of the archive: posts cannot be kept inside it."
            )
        return page.specific


def _locale(code: str) -> Locale:
    locale = Locale.objects.filter(language_code=code).first()
    if locale is None:
        codes = ", ".join(Locale.objects.values_list("language_code", flat=True))
        raise Refused(f"This CMS has no language “{code}”; it has {codes}.")
    return locale
