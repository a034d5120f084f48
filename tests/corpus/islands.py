"""Archives in which every document has everything, written in bulk.

An island is a section with documents of one type that share a category, a tag and a place, and
whose dates are adjacent, so that the neighbours of each have the same type. The first and the last
are in a section of their own: every document between them has neighbours, which have neighbours
themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models as db
from wagtail.models import Collection, Locale, Page

from archive import models
from cms.record.models import LastChange
from media.models import CustomDocument
from tests.factories import ArchiveSectionPageFactory, ImageFactory, video

from .rows import VIDEO
from .site import front_pages
from .tables import fill

EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
BESIDE = 6  # documents before and after those of the section


@dataclass(frozen=True)
class Island:
    """Documents of one type: their section, their terms, and their keys by locale."""

    kind: type[models.EntryPage]
    section: Page
    slug: str  # of category, tag and place
    keys: dict[str, list[int]]


def island(kind: type[models.EntryPage], count: int, codes: Sequence[str] = ("en",)) -> Island:
    """`count` documents with everything, and some before and after them by date and title."""
    name = kind._meta.model_name or ""
    taxonomy, whole = _taxonomy(name, codes), count + 2 * BESIDE
    pictures, files = _pictures(whole, name), _files(whole, name)
    video(VIDEO)
    made = Island(kind, None, name, {})  # type: ignore[arg-type]  # its section is still to come
    for code, home in front_pages(codes).items():
        section, beside = (_section(home, name, place) for place in ("inside", "beside"))
        pages = _pages(kind, section, beside, count, code)
        fill(kind, pages, taxonomy[code], pictures, files)
        made.keys[code] = [page.pk for page in pages[BESIDE:-BESIDE]]
        if code == settings.LANGUAGE_CODE:
            made = Island(kind, section, name, made.keys)
    return made


def _section(home: Page, name: str, place: str) -> Page:
    return ArchiveSectionPageFactory(
        parent=home,
        title=f"{name} {place}",
        slug=f"{name}-{place}",
        locale=home.locale,
        translation_key=uuid5(NAMESPACE_URL, f"{name}/{place}"),
        introduction=f"<p>What lies {place}.</p>",
    )


def _taxonomy(name: str, codes: Sequence[str]) -> dict[str, tuple[Any, Any, Any]]:
    tag = models.Tag.objects.create(name=f"tag {name}", slug=name)
    place = models.Place.objects.create(
        name=f"Place {name}", slug=name, country="China", latitude=42.5, longitude=129.5
    )
    found = {}
    for code in codes:
        locale, _ = Locale.objects.get_or_create(language_code=code)
        wide = models.Category.objects.create(name="Wide", slug=f"wide-{name}", locale=locale)
        narrow = models.Category(name=f"Category {name}", slug=name, locale=locale, parent=wide)
        narrow.description = "What it holds."
        narrow.save()
        models.Category.objects.create(
            name="Narrow", slug=f"narrow-{name}", locale=locale, parent=narrow, stands_alone=True
        )
        found[code] = (narrow, tag, place)
    return found


def _pictures(count: int, name: str) -> list[int]:
    first = ImageFactory(title=f"Picture {name}", description="A street")
    return [first.pk, *_clones(first, count - 1)]


def _files(count: int, name: str) -> list[int]:
    first = CustomDocument.objects.create(
        review="nobody",
        title=f"File {name}",
        file=ContentFile(b"words", name=f"{name}.txt"),
        collection=Collection.get_first_root_node(),
    )
    return [first.pk, *_clones(first, count - 1)]


def _clones(first: Any, count: int) -> list[int]:
    """Further rows with the file of the first."""
    columns = [field for field in first._meta.concrete_fields if not field.primary_key]
    values = {field.attname: getattr(first, field.attname) for field in columns}
    rows = type(first)._base_manager.bulk_create([type(first)(**values) for _ in range(count)])
    return [row.pk for row in rows]


def _pages(kind: type[db.Model], section: Page, beside: Page, count: int, code: str) -> list[Page]:
    """The rows of the page table, in the order of their dates and titles."""
    name, content_type = kind._meta.model_name, ContentType.objects.get_for_model(kind)
    parents = [*[beside] * BESIDE, *[section] * count, *[beside] * BESIDE]
    outside = range(1, 2 * BESIDE + 1)
    places = [*outside[:BESIDE], *range(1, count + 1), *outside[BESIDE:]]
    pages = [
        Page(
            title=f"{name} {number:03} {code}",
            draft_title=f"{name} {number:03} {code}",
            slug=f"{name}-{number:03}",
            path=Page._get_path(parent.path, parent.depth + 1, place),
            depth=parent.depth + 1,
            url_path=f"{parent.url_path}{name}-{number:03}/",
            content_type=content_type,
            locale=parent.locale,
            translation_key=_translation_key(f"{name}/{number}"),
            first_published_at=EPOCH + timedelta(days=number),
            last_published_at=EPOCH + timedelta(days=number + 1),
        )
        for number, (parent, place) in enumerate(zip(parents, places, strict=True))
    ]
    Page.objects.filter(pk=section.pk).update(numchild=count)
    Page.objects.filter(pk=beside.pk).update(numchild=2 * BESIDE)
    pages = Page.objects.bulk_create(pages)
    for number, page in enumerate(pages):
        LastChange.objects.filter(owner=page).update(at=EPOCH + timedelta(days=number + 1))
    return pages


def _translation_key(text: str) -> UUID:
    return uuid5(NAMESPACE_URL, text)
