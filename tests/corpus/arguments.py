"""Valid arguments for random documents over the corpus.

They break no rule of a field, as nothing would run then.
"""

from __future__ import annotations

from typing import Any

from wagtail.models import Page

from archive import models
from media.models import CustomDocument, CustomImage
from tests.factories import global_id

WORDS: dict[str, list[Any]] = {
    "Date": ["2006-01-01"],
    "DateTime": ["2020-01-10T00:00:00Z"],
    "from": ["1980-01-01", "1985-01-03"],
    "to": ["1985-01-05", "2010-12-31", None],
    "publishedSince": ["2020-01-03T00:00:00Z", "2020-02-01T09:00:00+09:00"],
    "updatedSince": ["2020-01-03T00:00:00Z"],
    "contributor": ["Kato of LetterPage", "kato of reportpage", "nobody"],
    "locale": ["en", "ja", "ko"],
    "handle": ["main", "footer"],
    "first": [None, 0, 1, 2, 3],
    "last": [None, None, None, 1, 2],
    "after": [None],
    "before": [None],
    "width": [None, 400, 800],
    "height": [None, 400],
    "widths": [160, 400],
    "query": ["heading", "人", "report OR letter"],
    "token": ["", "no token"],
    "path": [
        *("/", "/nowhere/", "/category/letterpage/", "/tag/letterpage/", "/1985/", "/1985/01/"),
        *("/ja/category/letterpage/", "/ja/tag/letterpage/", "/ja/place/letterpage/", "/ja/1985/"),
    ],
    "slug": ["letterpage", "reportpage", "nothing"],
    "categories": ["letterpage", "wide-reportpage"],
    "tags": ["letterpage", "reportpage"],
    "places": ["letterpage", "nothing"],
    "referenceCode": ["LF-R-1980-001"],
}


def pool() -> dict[str, list[Any]]:
    """Valid arguments for the present archive."""
    pages = list(Page.objects.filter(depth__gt=1).order_by("pk")[:20])
    entries = models.EntryPage.objects.values_list("reference_code", flat=True)[:5]
    keys = [
        *(global_id(page.specific) for page in pages),
        *(global_id(row) for row in models.Category.objects.all()[:2]),
        *(global_id(row) for row in models.Tag.objects.all()[:2]),
        *(global_id(row) for row in models.Place.objects.all()[:2]),
        *(global_id(row) for row in CustomImage.objects.all()[:2]),
        *(global_id(row) for row in CustomDocument.objects.all()[:2]),
        "no such thing",
    ]
    paths = [f"/{page.url_path.split('/', 2)[2]}" for page in pages]
    return {
        **WORDS,
        "id": keys,
        "ids": keys,
        "under": keys,
        "path": [*WORDS["path"], *paths],
        "referenceCode": [*entries, "LF-X-0"],
    }
