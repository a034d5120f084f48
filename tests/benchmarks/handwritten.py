"""The same answers by hand: what an experienced developer writes when only speed counts.

Every statement reads one table in bulk with `.values_list()`, dictionaries are made by
comprehension, and orjson writes them. The gate and the cleaning of rich text are the project's own,
as nobody would write those again.
"""

from __future__ import annotations

import orjson
from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from graphql_relay import to_global_id

from archive.dates import ArchiveDate
from archive.models import (
    EntryContributor,
    EntryPage,
)

from .handwritten_page import letter, surroundings
from .handwritten_parts import TYPE_NAMES, Bodies, Json, Reader, picture
from .handwritten_rows import categories, people, places, tags, visible

SIZE = 20
NAMES = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
COLUMNS = (
    "pk", "content_type__model", "title", "slug", "path", "url_path", "translation_key", "subtitle",
    "summary", "summary_derived", "reference_code", "source_url", "first_published_at",
    "last_published_at", "locale__language_code", "date", "date_sort", "lead_image_id",
    "lead_image_alt", "lead_image_decorative", "lead_image_caption", "lead_image_credit", "body",
    "seo_title", "search_description",
)  # fmt: skip
CARD_COLUMNS = (
    "pk", "content_type__model", "title", "url_path", "subtitle", "summary", "summary_derived",
    "locale__language_code", "date", "lead_image_id", "lead_image_alt", "lead_image_decorative",
)  # fmt: skip


def cards(request: HttpRequest) -> HttpResponse:
    """A list of cards, newest first."""
    reader = Reader(request)
    rows = newest(reader).values_list(*CARD_COLUMNS)[: SIZE + 1]
    found = [dict(zip(CARD_COLUMNS, row, strict=True)) for row in rows]
    shown = found[:SIZE]
    images = reader.images({row["lead_image_id"] for row in shown}, "width-400")
    subjects = categories([row["pk"] for row in shown])
    nodes = [card(row, reader, images, subjects) for row in shown]
    return answer({"nodes": nodes, "pageInfo": {"hasNextPage": len(found) > SIZE}})


def bodies(request: HttpRequest) -> HttpResponse:
    """A list of documents with all their content, newest first."""
    reader = Reader(request)
    found = dictionaries(newest(reader)[:SIZE])
    return answer({"nodes": entries(found, reader)})


def page(request: HttpRequest) -> HttpResponse:
    """One letter by its path, with everything around it."""
    reader = Reader(request)
    tree, prefix = reader.trees[0]
    url_path = tree + request.GET["path"].removeprefix(prefix)
    slug = url_path.rstrip("/").rpartition("/")[2]
    found = dictionaries(visible(reader).filter(slug=slug, url_path=url_path)[:1])
    if not found:
        raise Http404
    row, [written] = found[0], entries(found, reader)
    written |= letter(row, reader)
    return answer(written | surroundings(row, written, reader))


def answer(data: Json) -> HttpResponse:
    return HttpResponse(orjson.dumps(data), content_type="application/json")


def newest(reader: Reader) -> QuerySet[EntryPage]:
    return visible(reader).order_by("-date_sort", "-pk")


def dictionaries(rows: QuerySet[EntryPage]) -> list[Json]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows.values_list(*COLUMNS)]


def card(row: Json, reader: Reader, images: dict[int, Json], subjects: dict) -> Json:
    image = images.get(row["lead_image_id"])
    return {
        "__typename": TYPE_NAMES[row["content_type__model"]],
        "title": row["title"],
        "path": reader.path(row["url_path"]),
        "subtitle": row["subtitle"] or None,
        "summary": row["summary"] or row["summary_derived"],
        "date": {"display": ArchiveDate.parse(row["date"]).display(row["locale__language_code"])},
        "categories": subjects[row["pk"]],
        "leadImage": image and {
            "alt": alt(row, image),
            "image": {"rendition": {
                name: image["rendition"][name] for name in ("url", "width", "height")
            }},
        },
    }  # fmt: skip


def alt(row: Json, image: Json) -> str:
    return "" if row["lead_image_decorative"] else row["lead_image_alt"] or image["description"]


def entries(rows: list[Json], reader: Reader) -> list[Json]:
    """Whole documents: their columns, classification, bodies."""
    keys = [row["pk"] for row in rows]
    raw = [list(row["body"].raw_data) for row in rows]
    lead_images = {row["lead_image_id"] for row in rows if row["lead_image_id"]}
    written = Bodies(reader, raw, lead_images)
    lists = {
        "categories": categories(keys),
        "tags": tags(keys),
        "places": places(keys),
        "contributors": people(EntryContributor, keys, ("name", "role", "affiliation")),
    }
    return [
        {
            **columns(row, reader),
            "leadImage": lead_image(row, written),
            "body": written.written(row, body),
            **{name: found[row["pk"]] for name, found in lists.items()},
        }
        for row, body in zip(rows, raw, strict=True)
    ]


def columns(row: Json, reader: Reader) -> Json:
    name, code = TYPE_NAMES[row["content_type__model"]], row["locale__language_code"]
    path = reader.path(row["url_path"])
    return {
        "__typename": name,
        "id": to_global_id(name, row["pk"]),
        "title": row["title"],
        "slug": row["slug"],
        "path": path,
        "url": settings.FRONTEND_URL + path,
        "subtitle": row["subtitle"] or None,
        "summary": row["summary"] or row["summary_derived"],
        "referenceCode": row["reference_code"],
        "sourceUrl": row["source_url"] or None,
        "firstPublishedAt": row["first_published_at"],
        "lastPublishedAt": row["last_published_at"],
        "locale": {"code": code, "name": NAMES[code]},
        "date": date(ArchiveDate.parse(row["date"]), code),
    }


def date(value: ArchiveDate, code: str) -> Json:
    return {
        "edtf": value.edtf,
        "start": value.start,
        "end": value.end,
        "precision": value.precision.upper(),
        "display": value.display(code),
    }


def lead_image(row: Json, written: Bodies) -> Json | None:
    words = ("alt", "decorative", "caption", "credit")
    stored = {word: row[f"lead_image_{word}"] for word in words}
    return picture({"image": row["lead_image_id"], **stored}, written.images)
