"""An archive whose documents randomly share dates, titles and terms, and a copy in memory.

Tests count in the copy: `Entry` has everything of a document that filters and orders use.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from wagtail.models import Locale, Page

from archive import models
from archive.dates import ArchiveDate
from cms.collation.keys import fill
from cms.collation.models import TitleKey
from cms.record.models import LONG_AGO, LastChange
from tests import corpus

DATES = [
    *("2005", "2005-12", "2005-12-08", "2005-12-08/2006-01-10", "2005/2006"),
    *("2006", "2006-01-10", "2007-03"),
]
TITLES = ["Letter", "letter", "10 letters", "2 letters", "Ödland", "国境", "ｺｯｷｮｳ", "국경"]
PEOPLE = ["Kato Hiroshi", "kato hiroshi", "Pak", "Lee"]
TERMS = 5
HIDDEN = 0.1


@dataclass
class Entry:
    """What lists use of a document."""

    key: int
    type: str
    kind: str | None
    locale: str
    title: str
    path: str
    date: ArchiveDate
    published: datetime | None
    updated: datetime | None
    visible: bool
    tags: frozenset[str]
    places: frozenset[str]
    categories: frozenset[str]  # including broader ones
    people: frozenset[str]


def scatter(seed: int, count: int) -> list[Entry]:
    """`count` documents of each type and language."""
    random = Random(seed)
    islands = [corpus.island(kind, count, ("en", "ja", "ko")) for kind in corpus.FIELDS]
    terms = _Terms(random)
    entries = [
        _written(random, terms, island.kind, code, key)
        for island in islands
        for code in island.keys
        for key in [*island.keys[code], *_beside(island, code)]
    ]
    fill(TitleKey, "default")
    return entries


def _beside(island: corpus.Island, code: str) -> list[int]:
    pages = island.kind._base_manager.filter(locale__language_code=code)
    return list(pages.exclude(pk__in=island.keys[code]).values_list("pk", flat=True))


class _Terms:
    """Tags, places, and in each language a chain of categories."""

    def __init__(self, random: Random) -> None:
        self.random = random
        for model in (models.EntryTag, models.EntryContributor):
            model.objects.all().delete()
        for relation in ("categories", "places"):
            getattr(models.EntryPage, relation).through.objects.all().delete()
        models.Category.objects.filter(parent__parent__isnull=False).delete()
        models.Category.objects.filter(parent__isnull=False).delete()
        models.Category.objects.all().delete()
        models.Tag.objects.all().delete()
        models.Place.objects.all().delete()
        names = [f"term-{number}" for number in range(TERMS)]
        self.tags = [models.Tag.objects.create(name=name, slug=name) for name in names]
        self.places = [models.Place.objects.create(name=name, slug=name) for name in names]
        self.categories = {
            locale.language_code: self._chain(locale, names) for locale in Locale.objects.all()
        }

    def _chain(self, locale: Locale, names: list[str]) -> list[models.Category]:
        chain: list[models.Category] = []
        for name in names:
            above = chain[-2] if len(chain) > 1 else None
            made = models.Category(name=name, slug=name, locale=locale, parent=above)
            made.save()
            chain.append(made)
        return chain

    def some(self, terms: list[Any]) -> list[Any]:
        return self.random.sample(terms, self.random.choice((0, 1, 1, 2, 3)))


def _written(random: Random, terms: _Terms, model: Any, code: str, key: int) -> Entry:
    tags, places = terms.some(terms.tags), terms.some(terms.places)
    categories = terms.some(terms.categories[code])
    people = frozenset(random.sample(PEOPLE, random.choice((0, 1, 2))))
    kind = random.choice(["news", "speech"]) if model is models.ReportPage else None
    day = ArchiveDate.parse(random.choice(DATES))
    page = Page.objects.get(pk=key)
    page.title, page.live = random.choice(TITLES), random.random() > HIDDEN
    moment = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(hours=random.randrange(6))
    page.first_published_at = random.choice([None, moment, moment])
    Page.objects.bulk_update([page], ["title", "live", "first_published_at"])
    changed_at = random.choice([None, moment, moment + timedelta(hours=1)])
    LastChange.objects.filter(owner=page).update(at=changed_at or LONG_AGO)
    models.EntryPage.objects.filter(pk=key).update(
        date=day.edtf,
        date_begins_on=day.start,
        date_ends_on=day.end,
        date_precision=day.precision,
        date_sort=day.sort_key,
    )
    if kind:
        models.ReportPage.objects.filter(pk=key).update(kind=kind)
    models.EntryTag.objects.bulk_create(
        models.EntryTag(content_object_id=key, tag=tag) for tag in tags
    )
    for relation, column, chosen in (
        ("places", "place", places),
        ("categories", "category", categories),
    ):
        through = getattr(models.EntryPage, relation).through
        through.objects.bulk_create(
            through(entrypage_id=key, **{f"{column}_id": term.pk}) for term in chosen
        )
    models.EntryContributor.objects.bulk_create(
        models.EntryContributor(page_id=key, name=name) for name in people
    )
    return Entry(
        key=key,
        type=TYPES[model],
        kind=kind.upper() if kind else None,
        locale=code,
        title=page.title,
        path=page.path,
        date=day,
        published=page.first_published_at,
        updated=changed_at,
        visible=page.live,
        tags=frozenset(tag.slug for tag in tags),
        places=frozenset(place.slug for place in places),
        categories=frozenset(slug for one in categories for slug in _wider(one)),
        people=frozenset(name.lower() for name in people),
    )


def _wider(category: models.Category) -> list[str]:
    above = _wider(category.parent) if category.parent else []
    return [category.slug, *above]


TYPES = {
    models.ReportPage: "REPORT",
    models.LetterPage: "LETTER",
    models.ActivityReportPage: "ACTIVITY_REPORT",
    models.FilmEventPage: "FILM_EVENT",
}
FIRST_DAY, LAST_DAY = date(2005, 1, 1), date(2007, 12, 31)
