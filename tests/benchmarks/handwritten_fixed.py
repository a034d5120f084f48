"""The list of cards in one fixed SQL statement: the minimum for any view.

It includes what is closed to readers, without a snapshot before. It supports one site, whose front
pages are directly below the root, and no aliases, as this archive has none.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import orjson
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import BooleanField, OuterRef, QuerySet, Subquery, TextField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.models import Page, Site

from archive.dates import ArchiveDate
from archive.models import ActivityReportPage, EntryPage, FilmEventPage, LetterPage, ReportPage
from cms.sql.statements import Statement, run_all
from cms.visibility.closed import CLOSED, shown
from cms.visibility.gate import closed_collections_now
from media.models import CustomImage
from media.storage.backends import PUBLIC

from .handwritten import SIZE, alt
from .handwritten_parts import TYPE_NAMES, Json

FRONT = 2 * Page.steplen  # characters of a front page's path
# Each path that hides what is below; `CLOSED` passes it as a JSON array in one text.
BEGINNING = """
    WITH shut(line) AS ({closed}), closed(path) AS (
        SELECT SUBSTR(line, 3, LENGTH(line) - 4) FROM shut), front(path, url_path) AS ({fronts})
"""
# Neither is a join, since PostgreSQL would assume few rows and scan all documents first.
IS_CLOSED = """CASE WHEN EXISTS (
    SELECT 1 FROM closed WHERE SUBSTR(wagtailcore_page.path, 1, LENGTH(closed.path)) = closed.path
) THEN TRUE ELSE FALSE END"""
URL_PATH_OF_FRONT = f"""(
    SELECT url_path FROM front WHERE front.path = SUBSTR(wagtailcore_page.path, 1, {FRONT}))"""
COLUMNS = (
    "content_type__model", "title", "url_path", "subtitle", "summary", "summary_derived",
    "locale__language_code", "date", "lead_image_alt", "lead_image_decorative",
)  # fmt: skip


def cards(request: HttpRequest) -> HttpResponse:
    """A list of cards, newest first."""
    rows = run_all([(_statement(connection.vendor), {"now": timezone.now(), "limit": SIZE + 1})])[0]
    host = request.build_absolute_uri("/").rstrip("/")
    nodes = [_card(row, host) for row in rows[:SIZE]]
    data = {"nodes": nodes, "pageInfo": {"hasNextPage": len(rows) > SIZE}}
    return HttpResponse(orjson.dumps(data), content_type="application/json")


class _Gathered(Subquery):
    """The rows of a query as one JSON array of arrays."""

    output_field = TextField()

    def __init__(self, rows: QuerySet[Any], *names: str) -> None:
        super().__init__(rows.values_list(*names))
        self._width = len(names)

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> Any:
        is_postgresql = connection.vendor == "postgresql"
        array, group = (
            ("JSON_BUILD_ARRAY", "JSON_AGG")
            if is_postgresql
            else ("JSON_ARRAY", "JSON_GROUP_ARRAY")
        )
        columns = ", ".join(f"c{place}" for place in range(self._width))
        sql, parameters = self.query.as_sql(compiler, connection)  # in brackets
        rows = f"WITH each({columns}) AS {sql} SELECT {group}({array}({columns})) FROM each"
        return f"(CAST(({rows}) AS text))", parameters


@cache
def _statement(_vendor: str) -> Statement:
    sites = Site.objects.order_by().values("root_page__translation_key")
    fronts = Page.objects.filter(translation_key__in=sites).order_by()
    models = (LetterPage, ReportPage, FilmEventPage, ActivityReportPage)
    types = ContentType.objects.get_for_models(*models).values()
    categories = EntryPage.categories.through.objects.filter(entrypage=OuterRef("pk"))
    images = CustomImage.objects.filter(
        pk=OuterRef("lead_image"),
        public_renditions__filter_spec="width-400",
        has_clean_copy=True,
        cleared_until__gt=Now(),
    ).exclude(collection__in=closed_collections_now().values("pk"))
    fronted = EntryPage.objects.annotate(front=RawSQL(URL_PATH_OF_FRONT, [], TextField()))
    gathered = fronted.filter(
        shown(),
        ~RawSQL(IS_CLOSED, [], BooleanField()),
        front__isnull=False,
        alias_of__isnull=True,
        content_type__in=[content_type.pk for content_type in types],
    ).annotate(
        subjects=_Gathered(
            categories.order_by("category__sort_order", "category__name", "category__pk"),
            "category__name",
            "category__slug",
        ),
        image=_Gathered(
            images,
            "description",
            *(f"public_renditions__{name}" for name in ("file", "width", "height")),
        ),
    )
    rows = gathered.order_by("-date_sort", "-pk").values_list(
        *COLUMNS, "front", "subjects", "image"
    )
    parts = [CLOSED.statement, Statement.of(fronts.values_list("path", "url_path"))]
    beginning = BEGINNING.format(closed=parts[0].sql, fronts=parts[1].sql)
    statement = Statement.of(rows).limited()
    return replace(
        statement,
        sql=beginning + statement.sql,
        parameters=tuple(value for part in (*parts, statement) for value in part.parameters),
    )


def _card(values: Any, host: str) -> Json:
    *columns, front, subjects, found = values
    row = dict(zip(COLUMNS, columns, strict=True))
    code = row["locale__language_code"]
    prefix = "/" if code == settings.LANGUAGE_CODE else f"/{code}/"
    image = None
    for description, file, width, height in orjson.loads(found or "[]"):
        rendition = {"url": host + PUBLIC.url(file), "width": width, "height": height}
        own = alt(row, {"description": description})
        image = {"alt": own, "image": {"rendition": rendition}}
    return {
        "__typename": TYPE_NAMES[row["content_type__model"]],
        "title": row["title"],
        "path": prefix + row["url_path"].removeprefix(front),
        "subtitle": row["subtitle"] or None,
        "summary": row["summary"] or row["summary_derived"],
        "date": {"display": ArchiveDate.parse(row["date"]).display(code)},
        "categories": [{"name": name, "slug": slug} for name, slug in orjson.loads(subjects)],
        "leadImage": image,
    }
