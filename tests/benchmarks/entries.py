"""Entries of all four types with their child rows, not yet in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.blocks import StreamValue

from archive import models
from archive.derived.summary import summary_of
from archive.models import EntryPage, EntryTag
from cms.blocks import running_text

from .bodies import BodyWriter
from .library import Library
from .words import CITIES, COUNTRIES, PEOPLE, TITLES

FIRST_YEAR, YEARS = 1998, 25
NEAR = 500  # links lead to one of this many previous entries
TYPES = {
    models.ReportPage: 60,
    models.LetterPage: 25,
    models.FilmEventPage: 10,
    models.ActivityReportPage: 5,
}
KINDS = models.ReportPage.Kind.values


@dataclass
class EntryWriter:
    """Writes entries, and keeps the child rows of written ones."""

    random: Random
    library: Library
    keys: list[int] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)
    rows: dict[type[Model], list[Model]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        self.bodies = BodyWriter(self.random, self.library.images, self.library.documents)

    def entry(self, language: str, **columns: Any) -> EntryPage:
        """An entry with a body, child rows and classification; the caller names and places it."""
        model = self.random.choices(list(TYPES), weights=list(TYPES.values()))[0]
        page = model(**columns, **self._own_columns(model), date=self._date())
        page.content_type = ContentType.objects.get_for_model(page)
        page.derive_date_columns()
        page.title = page.draft_title = f"{self._choice(TITLES[language])}, {page.date}"
        page.subtitle = self._choice(["", self.bodies.sentence(language)])
        raw = self.bodies.body(language, self.keys[-NEAR:])
        page.body = StreamValue(EntryPage.body.field.stream_block, raw, is_lazy=True)
        page.summary = self._choice(["", self.bodies.sentences(language, 2)])
        page.summary_derived = summary_of(running_text(page.body.stream_block, raw))
        self._illustrate(page, language)
        self._add_rows(page)
        self.keys.append(page.pk)
        return page

    def insert_rows(self) -> None:
        """Insert the child rows of the entries that have been inserted."""
        for model, rows in self.rows.items():
            model._base_manager.bulk_create(rows, batch_size=1_000)
        self.rows.clear()

    def _choice(self, values: Any) -> Any:
        return self.random.choice(values)

    def _date(self) -> str:
        day = date(FIRST_YEAR, 1, 1) + timedelta(days=self.random.randrange(YEARS * 365))
        span = f"{day}/{day + timedelta(days=3)}"
        exactness = [f"{day}", f"{day:%Y-%m}", f"{day:%Y}", span]
        return self.random.choices(exactness, weights=[70, 18, 2, 10])[0]

    def _own_columns(self, model: type[EntryPage]) -> dict[str, Any]:
        if model is models.ReportPage:
            return {"kind": self._choice(KINDS), "period": self._choice(["", "2006-01"])}
        if model is models.LetterPage:
            above = self._choice(self.letters[-NEAR:]) if self.letters else None
            return {
                "salutation": "Excellency,",
                "closing": "Respectfully,",
                "transmission": "Faxed to the Permanent Mission",
                "in_reply_to_id": self._choice([None, None, above]),
            }
        if model is models.FilmEventPage:
            return {"film_title": "Seoul Train", "film_year": 2004, "film_country": "USA"}
        year = self.random.randrange(FIRST_YEAR, FIRST_YEAR + YEARS)
        return {
            "fiscal_year_label": f"FY {year}",
            "fiscal_year_starts_on": date(year, 4, 1),
            "fiscal_year_ends_on": date(year + 1, 3, 31),
            "document_id": self._choice(self.library.documents),
        }

    def _illustrate(self, page: EntryPage, language: str) -> None:
        for word, value in self.bodies.figure(language).items():
            setattr(page, "lead_image_id" if word == "image" else f"lead_image_{word}", value)

    def _add_rows(self, page: EntryPage) -> None:
        self._add(models.EntryContributor, page, self._people(role="Author"))
        tags = self.random.sample(self.library.tags, k=3)
        self.rows[EntryTag] += [EntryTag(content_object_id=page.pk, tag_id=tag) for tag in tags]
        self._relate(page, "categories", self.library.categories[page.locale_id])
        self._relate(page, "places", self.library.places)
        if isinstance(page, models.LetterPage):
            self.letters.append(page.pk)
            self._add(models.LetterRecipient, page, self._people(title="President"))
            self._add(models.LetterSignatory, page, self._people(organisation="LFNKR"))
        elif isinstance(page, models.ActivityReportPage):
            figures = ({"label": city, "value": "about 40", "number": 40} for city in CITIES[:3])
            self._add(models.ReportedFigure, page, figures)
        elif isinstance(page, models.FilmEventPage):
            self._add(models.FilmDirector, page, self._people())
            self._add(models.FilmEventSpeaker, page, self._people(role="Director"))
            self._add(models.Screening, page, self._screenings(page))

    def _add(self, model: type[Model], page: EntryPage, rows: Iterable[dict[str, Any]]) -> None:
        self.rows[model] += [
            model(page_id=page.pk, sort_order=order, **row) for order, row in enumerate(rows)
        ]

    def _relate(self, page: EntryPage, name: str, keys: list[int]) -> None:
        relation: Any = EntryPage._meta.get_field(name)
        through = relation.remote_field.through
        column = relation.m2m_reverse_field_name()
        self.rows[through] += [
            through(entrypage_id=page.pk, **{f"{column}_id": key})
            for key in self.random.sample(keys, k=self.random.randint(1, 2))
        ]

    def _people(self, **more: str) -> list[dict[str, str]]:
        chosen = self.random.sample(PEOPLE, k=self.random.randint(1, 2))
        return [{"name": name, **more} for name in chosen]

    def _screenings(self, page: EntryPage) -> list[dict[str, Any]]:
        day: date = page.date_begins_on
        starts_at = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
        city, country = self._choice(CITIES), self._choice(COUNTRIES)
        return [{"starts_at": starts_at, "venue": "City Hall", "city": city, "country": country}]
