"""Writes an archive of any size: valid pages in a valid tree, a thousand in seconds.

Pages are inserted table by table, without `save()`; derived columns are computed here. The search
index is made when needed; Wagtail's reference index stays empty.
"""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction
from wagtail.models import Locale, Page, PageViewRestriction

from archive.models import ArchiveSectionPage, EntryPage, ReferenceSequence
from home.models import HomePage

from .entries import EntryWriter
from .insert import insert
from .library import fill_library

SECTION_SIZE = 200
LANGUAGES = ("en", "ja", "en", "ko", "en")  # of successive sections
BETWEEN_CLOSED, CLOSED_SIZE = 20, 10  # after so many sections come a draft and a private one
PUBLISHED = datetime(2020, 1, 1, tzinfo=UTC)
FAR_AHEAD = datetime(2099, 1, 1, tzinfo=UTC)
# A few hidden entries in every section, as in real ones.
HIDDEN: list[dict[str, Any]] = [
    {"live": False},
    {"live": False, "go_live_at": FAR_AHEAD},
    {"live": True, "expire_at": PUBLISHED},  # expired, but the job that unpublishes has not run yet
]


class BenchmarkArchive:
    """An archive that grows; hidden entries are added to the requested number."""

    def __init__(self, seed: int = 2006) -> None:
        self.random = Random(seed)
        locales = [Locale.objects.get(language_code=code) for code in sorted(set(LANGUAGES))]
        self.library = fill_library(self.random, locales)
        self.writer = EntryWriter(self.random, self.library)
        self.tops = {locale.language_code: top_section(locale) for locale in locales}
        self.last_key = max(top.pk for top in self.tops.values())
        sequences = ReferenceSequence.objects.values_list("series", "last")
        self.last_numbers: Counter[str] = Counter(dict(sequences))
        self.sections = 0
        self.originals: list[UUID] = []

    @transaction.atomic
    def grow(self, entries: int) -> None:
        """Add sections with this many entries that readers can see."""
        for start in range(0, entries, SECTION_SIZE):
            if self.sections % BETWEEN_CLOSED == 0:
                self._add_section(CLOSED_SIZE, live=False)
                self._restrict(self._add_section(CLOSED_SIZE))
            self._add_section(min(SECTION_SIZE, entries - start))
        for top in self.tops.values():
            Page.objects.filter(pk=top.pk).update(numchild=top.numchild)
        self._keep_last_numbers()

    def _add_section(self, size: int, *, live: bool = True) -> Page:
        language = LANGUAGES[self.sections % len(LANGUAGES)]
        top, title = self.tops[language], f"Series {self.sections}"
        section = ArchiveSectionPage(title=title, draft_title=title, live=live, **self._place(top))
        section.content_type = ContentType.objects.get_for_model(section)
        self._name(section, top, "series")
        written = [self._entry(section, language) for _ in range(size)]
        hidden = [self._entry(section, language, **columns) for columns in HIDDEN]
        private = self._entry(section, language)
        self.sections += 1
        insert([section, *written, *hidden, private])
        self.writer.insert_rows()
        self._restrict(private)
        if language == "en":
            self.originals = [page.translation_key for page in written]
        return section

    def _entry(self, section: Page, language: str, **columns: Any) -> EntryPage:
        page = self.writer.entry(language, **{**self._place(section), **columns})
        self._name(page, section, str(page._meta.verbose_name).replace(" ", "-"))
        if language != "en" and section.numchild <= len(self.originals):
            page.translation_key = self.originals[section.numchild - 1]
        return page

    def _place(self, parent: Page) -> dict[str, Any]:
        """Key, place in the tree and publication of the next page below `parent`."""
        parent.numchild += 1
        self.last_key += 1
        published = PUBLISHED + timedelta(minutes=self.random.randrange(10**6))
        depth = parent.depth + 1
        return {
            "id": self.last_key,
            "pk": self.last_key,
            "path": Page._get_path(parent.path, depth, parent.numchild),
            "depth": depth,
            "numchild": 0,
            "locale_id": parent.locale_id,
            "translation_key": UUID(int=self.random.getrandbits(128), version=4),
            "first_published_at": published,
            "last_published_at": published,
        }

    def _name(self, page: Any, parent: Page, noun: str) -> None:
        page.slug = f"{noun}-{parent.numchild}"
        page.url_path = f"{parent.url_path}{page.slug}/"
        series = page.reference_series()
        self.last_numbers[series] += 1
        page.reference_code = f"{series}-{self.last_numbers[series]:03}"

    def _keep_last_numbers(self) -> None:
        """Let codes and keys of later pages begin after ours."""
        last = self.last_numbers.items()
        ReferenceSequence.objects.bulk_create(
            (ReferenceSequence(series=series, last=number) for series, number in last),
            update_conflicts=True,
            unique_fields=["series"],
            update_fields=["last"],
        )
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [Page]):
                cursor.execute(statement)

    @staticmethod
    def _restrict(page: Page) -> None:
        login = PageViewRestriction.LOGIN
        PageViewRestriction.objects.create(page=page, restriction_type=login)


def top_section(locale: Locale) -> Page:
    """The section directly below the front page of a language, which contains all others."""
    default = HomePage.objects.get(locale=Locale.get_default())
    home = HomePage.objects.filter(locale=locale).first()
    if home is None:
        code = locale.language_code
        home = HomePage(title=code, slug=code, locale=locale)
        home.translation_key = default.translation_key
        Page.get_first_root_node().add_child(instance=home)
    section = ArchiveSectionPage(title="Archive", slug="archive", locale=locale)
    home.add_child(instance=section)
    return Page.objects.get(pk=section.pk)
