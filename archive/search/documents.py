"""What published documents say, read from what the database holds of them.

Never from an instance in memory or a revision: those may hold a draft.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from archive.models import EntryPage, EntryTag, activity_report, entry, film_event, letter
from cms.visibility.gate import in_public_collections_now

from .columns import MEDIA
from .words import Public, body_lines, captioned_lines, media_lines, media_of, text_of

# Columns of the page and of its type, by the field of the API that shows them.
PAGE_WORDS = {
    "title": ("title",),
    "subtitle": ("subtitle",),
    "film": ("filmeventpage__film_title", "filmeventpage__film_original_title"),
    "referenceCode": ("reference_code",),
    "occasion": (
        "reportpage__occasion_name",
        "reportpage__occasion_venue",
        "reportpage__occasion_city",
        "reportpage__occasion_country",
    ),
    "transmission": ("letterpage__transmission",),
    "salutation": ("letterpage__salutation",),
    "closing": ("letterpage__closing",),
    "fiscalYear": ("activityreportpage__fiscal_year_label",),
}
UNSAID = "unsaid "
_ROLE = ("name", "role", "affiliation")
_CORRESPONDENT = ("name", "title", "organisation", "address", "country")
# Rows that belong to a page: the field that shows them, the page's column, the columns of words.
CHILD_WORDS: tuple[tuple[str, type[Model], str, tuple[str, ...]], ...] = (
    ("people", entry.EntryContributor, "page", _ROLE),
    ("people", letter.LetterRecipient, "page", _CORRESPONDENT),
    ("people", letter.LetterSignatory, "page", _CORRESPONDENT),
    ("people", film_event.FilmDirector, "page", ("name",)),
    ("people", film_event.FilmEventSpeaker, "page", _ROLE),
    ("places", EntryPage.places.through, "entrypage", ("place__name", "place__country")),
    ("tags", EntryTag, "content_object", ("tag__name",)),
    ("categories", EntryPage.categories.through, "entrypage", ("category__name",)),
    ("screenings", film_event.Screening, "page", ("venue", "city", "country", "host", "admission")),
    ("figures", activity_report.ReportedFigure, "page", ("label", "value", "unit", "note")),
)
_LEAD_IMAGE = ("lead_image_alt", "lead_image_decorative", "lead_image_caption", "lead_image_credit")
_COLUMNS = (
    *("pk", "summary", "summary_derived", "body", "lead_image", *_LEAD_IMAGE),
    *(name for names in PAGE_WORDS.values() for name in names),
)


class Words(NamedTuple):
    """A document's words as readers see them, by field of the API, and the media it shows.

    Of media that readers did not see, nothing is said; their names begin with UNSAID.
    """

    plain: dict[str, str]
    media: list[str]


def published(keys: Sequence[int]) -> dict[int, Words]:
    """The words of those of these documents that are published, by key."""
    pages = list(EntryPage.objects.filter(pk__in=keys, live=True).values(*_COLUMNS))
    shown = {page["pk"]: _media(page) for page in pages}
    public = _public(shown.values())
    lines: dict[int, dict[str, list[str | None]]] = {
        page["pk"]: defaultdict(list, _page_lines(page, public)) for page in pages
    }
    for field, key, words in _child_words(list(lines)):
        lines[key][field].extend(words)
    return {key: Words(_plain(lines[key]), _said(shown[key], public)) for key in lines}


def names_of(images: Iterable[int], documents: Iterable[int]) -> list[str]:
    """Names of media that tell one from another, "image 5" and "document 7"."""
    return [*(f"image {key}" for key in images), *(f"document {key}" for key in documents)]


def _said(shown: tuple[set[int], set[int]], public: Public) -> list[str]:
    said = names_of(*(keys & open_ for keys, open_ in zip(shown, public, strict=True)))
    unsaid = names_of(*(keys - open_ for keys, open_ in zip(shown, public, strict=True)))
    return [*said, *(f"{UNSAID}{name}" for name in unsaid)]


def _plain(lines: dict[str, list[str | None]]) -> dict[str, str]:
    return {field: text for field, found in lines.items() if (text := text_of(found))}


def _page_lines(page: dict[str, Any], public: Public) -> Iterator[tuple[str, list[str | None]]]:
    for field, names in PAGE_WORDS.items():
        yield field, [page[name] for name in names]
    yield "summary", [page["summary"] or page["summary_derived"]]
    yield "body", list(body_lines(page["body"].raw_data))
    yield f"{MEDIA}body", list(media_lines(page["body"].raw_data, public))
    lead = {name.removeprefix("lead_image_"): page[name] for name in _LEAD_IMAGE}
    yield f"{MEDIA}leadImage", list(captioned_lines({"image": page["lead_image"], **lead}, public))


def _child_words(keys: Sequence[int]) -> Iterator[tuple[str, int, Sequence[str | None]]]:
    for field, model, owner, names in CHILD_WORDS:
        rows = model._default_manager.filter(**{f"{owner}__in": keys}).order_by("pk")
        for key, *words in rows.values_list(owner, *names):
            yield field, key, words


def _media(page: dict[str, Any]) -> tuple[set[int], set[int]]:
    images, documents = media_of(page["body"].raw_data)
    return images | ({page["lead_image"]} if page["lead_image"] else set()), documents


def _public(media: Iterable[tuple[set[int], set[int]]]) -> Public:
    images: set[int] = set()
    documents: set[int] = set()
    for shown, offered in media:
        images |= shown
        documents |= offered
    return Public(
        _in_public_collections(get_image_model(), images),
        _in_public_collections(get_document_model(), documents),
    )


def _in_public_collections(model: type[Model], keys: set[int]) -> set[int]:
    if not keys:
        return set()
    found = in_public_collections_now(model._default_manager.filter(pk__in=keys))
    return set(found.values_list("pk", flat=True))
