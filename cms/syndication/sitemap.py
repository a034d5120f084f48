"""The sitemap of a site, as sitemaps.org has it: an index of files, which list its public pages.

A page and its translations are always in the same file, and each of them lists all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import groupby
from operator import itemgetter
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.db import transaction
from django.db.models import F, IntegerField, QuerySet, Window
from django.db.models.functions import DenseRank
from django.http import HttpRequest, HttpResponse
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.graphql.context import Context
from cms.record.models import LONG_AGO
from cms.sql.parameters import Parameter
from cms.sql.statements import Statement, StatementCache
from cms.visibility.gate import visible_pages
from cms.visibility.paths import address_of, url_of

from .answer import Content, answer

XML = "application/xml"
SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
XHTML = "http://www.w3.org/1999/xhtml"
DOCUMENTS = 5_000  # per file, each with its translations: sitemaps.org allows 50,000 addresses
FILES = 50_000  # per index: the limit of sitemaps.org
_STATEMENTS = StatementCache()
_COLUMNS = ("path", "url_path", "locale")


@transaction.non_atomic_requests  # it uses a read-only transaction of its own
@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    return answer(request, XML, _index)


@transaction.non_atomic_requests
@require_safe
def sitemap_file(request: HttpRequest, number: int) -> HttpResponse:
    return answer(request, XML, partial(_file, number=number))


def _index(context: Context) -> Content | None:
    statement = _STATEMENTS.get("index", _pages, _latest_by_file)
    context.cache_tags.add_tables(statement.sql)
    [rows] = context.run([(statement, {"documents": DOCUMENTS})])
    if not rows:
        return None
    files = (
        (url_of(f"/sitemap-{number + 1}.xml", context.snapshot), changed_at)
        for number, changed_at in rows
    )
    return Content(_written("sitemapindex", "sitemap", [(*file, []) for file in files]), len(rows))


def _file(context: Context, number: int) -> Content | None:
    if number > FILES:
        return None
    after = (number - 1) * DOCUMENTS
    statement = _STATEMENTS.get("file", _pages, _between)
    context.cache_tags.add_tables(statement.sql)
    [rows] = context.run([(statement, {"after": after, "until": after + DOCUMENTS})])
    if not rows:
        return None
    return Content(_written("urlset", "url", _entries(rows, context)), len(rows))


def _pages() -> QuerySet[Any]:
    """Each page with an address of its own, numbered by document, and its last change."""
    pages = visible_pages(Page.objects.filter(alias_of=None)).annotate(
        number=Window(DenseRank(), order_by="translation_key"),
        changed_at=F("last_change__at"),
    )
    return pages.order_by().values_list("number", "changed_at", "pk", *_COLUMNS)


def _latest_by_file(pages: Statement) -> Statement:
    file = '("number" - 1) / %s'
    sql = f"""
        SELECT {file}, MAX("changed_at") FROM ({pages.sql}) numbered GROUP BY 1 ORDER BY 1
    """  # noqa: S608 -- SQL that Django wrote
    documents = Parameter("documents", IntegerField())
    return replace(pages, sql=sql, parameters=(documents, *pages.parameters), width=2)


def _between(pages: Statement) -> Statement:
    sql = f"""
        SELECT * FROM ({pages.sql}) numbered
        WHERE "number" > %s AND "number" <= %s ORDER BY 1, 3
    """  # noqa: S608 -- SQL that Django wrote
    bounds = (Parameter(name, IntegerField()) for name in ("after", "until"))
    return replace(pages, sql=sql, parameters=(*pages.parameters, *bounds))


def _entries(
    rows: Iterable[Any], context: Context
) -> Iterator[tuple[str, Any, list[tuple[str, str]]]]:
    """Address, last change and translations of each page that readers see on this site."""
    prefix = f"{context.snapshot.frontend}/"
    for _number, group in groupby(rows, key=itemgetter(0)):
        pages = [
            (changed_at, dict(zip(_COLUMNS, columns, strict=True)))
            for _rank, changed_at, _key, *columns in group
        ]
        addresses = [
            (context.language_of(page["locale"]), address_of(page, context.snapshot))
            for _changed_at, page in pages
        ]
        alternates = addresses if len(addresses) > 1 else []
        for (changed_at, _page), (_language, address) in zip(pages, addresses, strict=True):
            # A language of the site may be a separate site, with its own sitemap.
            if address.startswith(prefix):
                yield address, changed_at, alternates


def _written(
    root: str, element: str, entries: Iterable[tuple[str, Any, list[tuple[str, str]]]]
) -> bytes:
    out = BytesIO()
    xml = SimplerXMLGenerator(out, "utf-8", short_empty_elements=True)
    xml.startDocument()
    links = {"xmlns:xhtml": XHTML} if root == "urlset" else {}
    xml.startElement(root, AttributesImpl({"xmlns": SITEMAPS, **links}))
    for address, changed_at, translations in entries:
        xml.startElement(element, AttributesImpl({}))
        xml.addQuickElement("loc", address)
        if changed_at and changed_at > LONG_AGO:
            xml.addQuickElement("lastmod", changed_at.isoformat(timespec="seconds"))
        for language, url in translations:
            attributes = {"rel": "alternate", "hreflang": language, "href": url}
            xml.addQuickElement("xhtml:link", None, attributes)
        xml.endElement(element)
    xml.endElement(root)
    xml.endDocument()
    return out.getvalue()
