"""Shared objects of a benchmark's archive: pictures, files, subjects, places, words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from random import Random
from uuid import uuid4

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.embeds.embeds import get_embed_hash
from wagtail.embeds.models import Embed
from wagtail.models import Collection, Locale

from archive.models import Category, Place, Tag
from media.models import CustomDocument, CustomImage
from media.renditions import public_rendition
from tests.factories import video

from .bodies import VIDEOS
from .words import CATEGORIES, CITIES, COUNTRIES, TAGS

PICTURES, DOCUMENTS = 24, 6
STORED_RENDITIONS = ("width-400", "width-800")


@dataclass
class Library:
    """The keys of objects that entries refer to."""

    images: list[int]
    documents: list[int]
    places: list[int]
    tags: list[int]
    categories: dict[int, list[int]]  # the narrowest ones, by locale


def fill_library(random: Random, locales: Sequence[Locale]) -> Library:
    for url in VIDEOS:
        title = f"Video {url[-6:]}"
        Embed.objects.create(hash=get_embed_hash(url), url=url, title=title, type="video", html="")
        video(url)
    return Library(
        images=[_picture(number, random) for number in range(PICTURES)],
        documents=[_document(number) for number in range(DOCUMENTS)],
        places=[_place(city, random) for city in CITIES],
        tags=[Tag.objects.create(name=word, slug=word.replace(" ", "-")).pk for word in TAGS],
        categories={locale.pk: _categories(locale) for locale in locales},
    )


def _picture(number: int, random: Random) -> int:
    """A small picture with the renditions that the benchmarks request."""
    buffer = BytesIO()
    colour = tuple(random.randrange(256) for _ in range(3))
    Image.new("RGB", (1200, 800), colour).save(buffer, "JPEG")
    picture = CustomImage(
        review="nobody",
        title=f"Picture {number}",
        description=f"A street in winter, {number}",
        collection=Collection.get_first_root_node(),
        file=ContentFile(buffer.getvalue(), name=f"picture-{number}.jpg"),
        is_public_by_itself=True,
    )
    picture.save()
    for spec in STORED_RENDITIONS:
        public_rendition(picture, spec)
    return picture.pk


def _document(number: int) -> int:
    document = CustomDocument(
        review="nobody",
        title=f"Annual report {2000 + number}",
        collection=Collection.get_first_root_node(),
        file=ContentFile(f"Report {number}\n".encode(), name=f"report-{number}.txt"),
    )
    document.save()
    return document.pk


def _place(city: str, random: Random) -> int:
    return Place.objects.create(
        name=city,
        slug=city.lower().replace(" ", "-"),
        country=random.choice(COUNTRIES),
        latitude=random.uniform(20, 45),
        longitude=random.uniform(98, 140),
    ).pk


def _categories(locale: Locale) -> list[int]:
    narrow = []
    for slug, children in CATEGORIES.items():
        wide = _category(slug, locale, None)
        narrow += [_category(child, locale, wide).pk for child in children]
    return narrow


def _category(slug: str, locale: Locale, parent: Category | None) -> Category:
    return Category.objects.create(
        name=slug.replace("-", " ").capitalize(),
        slug=slug,
        locale=locale,
        parent=parent,
        translation_key=uuid4(),
    )
