"""Pages as schema.org JSON-LD: what each is, and the way that leads to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cms.graphql.engine import Batch, Loading
from cms.visibility import paths

from .loading import Pages
from .types import type_named

Row = Mapping[str, Any]


def linked_data(pages: Sequence[Row], batch: Batch) -> Loading:
    """For each page a graph of two: itself, as its type describes it, and its breadcrumbs."""
    snapshot = batch.context.snapshot
    above = [paths.above(page, snapshot) for page in pages]
    sources = _sources_of(pages)
    asked = [source.of(keys) for source, keys in sources.values()]
    crumbs = Pages.plain(
        (path for each in above for path in each), ("title", *paths.NEEDS), by="path"
    )
    ancestors, *rows = yield [crumbs, *asked]
    found = dict(zip(sources, rows, strict=True))
    return [
        {
            "@context": "https://schema.org",
            "@graph": [
                _page(page, _own(page, found), batch),
                _breadcrumbs([*(ancestors[p] for p in each if p in ancestors), page], snapshot),
            ],
        }
        for page, each in zip(pages, above, strict=True)
    ]


def linked_list(title: str, url: str, language: str, description: str) -> dict[str, Any]:
    """The same of a list that is no page of its own."""
    data = {
        "@type": "CollectionPage",
        "@id": url,
        "name": title,
        "url": url,
        "inLanguage": language,
        "description": description,
    }
    graph = [{key: value for key, value in data.items() if value}]
    return {"@context": "https://schema.org", "@graph": graph}


def _sources_of(pages: Sequence[Row]) -> dict[tuple[str, str], tuple[Any, list[int]]]:
    """By page type and name, the rows that the types describe their pages with."""
    keys: dict[str, list[int]] = {}
    for page in pages:
        keys.setdefault(page["__typename"], []).append(page["pk"])
    return {
        (type_name, name): (source, of_type)
        for type_name, of_type in keys.items()
        for name, source in type_named(type_name).linked_rows.items()
    }


def _own(page: Row, found: Mapping[tuple[str, str], Any]) -> dict[str, list[Row]]:
    kind = page["__typename"]
    return {name: rows[page["pk"]] for (of, name), rows in found.items() if of == kind}


def _page(page: Row, rows: Mapping[str, list[Row]], batch: Batch) -> dict[str, Any]:
    page_type = type_named(page["__typename"])
    published, changed = page["first_published_at"], page["last_published_at"]
    url = paths.address_of(page, batch.context.snapshot)
    data = {
        "@type": page_type.schema_org,
        "@id": url,
        "name": page["title"],
        "url": url,
        "inLanguage": batch.context.language_of(page["locale"]),
        "description": page["search_description"] or page_type.first_of("summary of", page),
        "datePublished": published and published.isoformat(),
        "dateModified": changed and changed.isoformat(),
        **page_type.linked_data(page, rows),
    }
    return {key: value for key, value in data.items() if value}


def _breadcrumbs(pages: Sequence[Row], snapshot: Any) -> dict[str, Any]:
    items = [
        {
            "@type": "ListItem",
            "position": position,
            "name": page["title"],
            "item": paths.address_of(page, snapshot),
        }
        for position, page in enumerate(pages, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}
