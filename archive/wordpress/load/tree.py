"""Where in the tree imported pages go."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from wagtail.models import Locale, Page, Site

from archive.models import ArchiveSectionPage

from .options import Options, Refused

TITLE, SLUG = "From the old site", "old-site"


class Tree:
    """The section that takes posts in, and the front page above it, in each language."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self.site = Site.objects.filter(is_default_site=True).first()
        if self.site is None:
            raise Refused("This CMS has no default site: make one under Settings, Sites.")
        self.locale = _locale(options.locale or settings.LANGUAGE_CODE)
        self._fronts: dict[int, Page] = {}
        self._sections: dict[int, Page | None] = {}

    def prepare(self, languages: set[str]) -> None:
        """Find or make the section of every language; Refused where a front page is missing."""
        known = Locale.objects.filter(language_code__in=languages)
        locales = [self.locale, *known]
        for locale in locales:
            self.front(locale)
        for locale in locales:
            self._sections[locale.pk] = self._section(locale)

    def front(self, locale: Locale) -> Page:
        """The front page of a language."""
        if locale.pk not in self._fronts:
            root = self.site.root_page
            found = (
                root.specific
                if root.locale_id == locale.pk
                else root.get_translation_or_none(locale)
            )
            if found is None:
                raise Refused(
                    f"The export holds posts in “{locale}”, and the site has no front page in that "
                    "language: translate the front page first."
                )
            self._fronts[locale.pk] = found
        return self._fronts[locale.pk]

    def section(self, locale: Locale) -> Page | None:
        """The section for posts of a language; None in a dry run that would make it."""
        found = self._sections[locale.pk]
        return type(found).objects.get(pk=found.pk) if found else None

    def path_of(self, page: Page) -> str:
        """The page's path for readers: "/archive/…/", "/ja/archive/…/"."""
        front = self.front(page.locale)
        code = page.locale.language_code
        prefix = "/" if code == settings.LANGUAGE_CODE else f"/{code}/"
        return prefix + page.url_path.removeprefix(front.url_path)

    def _section(self, locale: Locale) -> Page | None:
        first = self._given() if self._options.under else self._own()
        if first and first.locale_id == locale.pk:
            return first
        found = first and first.get_translation_or_none(locale)
        if found or self._options.is_dry:
            return found
        values: dict[str, Any] = {"translation_key": first.translation_key} if first else {}
        title, slug = (first.title, first.slug) if first else (TITLE, SLUG)
        section = ArchiveSectionPage(title=title, slug=slug, locale=locale, **values)
        return self.front(locale).add_child(instance=section)

    def _own(self) -> Page | None:
        """The section that an import made before, in the language that it was made in first."""
        made = ArchiveSectionPage.objects.filter(slug=SLUG).order_by("pk")
        fronts = self.front(self.locale)
        return made.filter(path__startswith=fronts.path).first() or made.first()

    def _given(self) -> Page:
        under = self._options.under.strip("/")
        front = self.front(self.locale)
        prefix = f"{self.locale.language_code}/"
        inner = under.removeprefix(prefix) if front.pk != self.site.root_page_id else under
        found = Page.objects.filter(url_path=f"{front.url_path}{inner}/").first()
        if found is None:
            raise Refused(
                f"There is no page at /{under}/: make that section first, or leave --under out."
            )
        if not isinstance(found.specific, ArchiveSectionPage):
            raise Refused(
                f"“{found.title}” is no section of the archive: posts cannot be kept inside it."
            )
        return found.specific


def _locale(code: str) -> Locale:
    found = Locale.objects.filter(language_code=code).first()
    if found is None:
        there = ", ".join(Locale.objects.values_list("language_code", flat=True))
        raise Refused(f"This CMS has no language “{code}”; it has {there}.")
    return found
