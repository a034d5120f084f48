"""Pages as schema.org JSON-LD: the document on it, the page itself, and its breadcrumbs.

A document is kept apart from the page that shows it: it was made on its own date, and the page went
online on another. Types describe the document in `PageType.linked_data`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from cms.graphql.engine import Batch, Loading, gather
from cms.visibility import paths
from cms.visibility.snapshot import Snapshot

from .loading import TRANSLATIONS, Pages, canonical_addresses, lists_of
from .publisher import name_of, publisher_of
from .types import type_named

Row = Mapping[str, Any]
Node = dict[str, Any]


def linked_data(pages: Sequence[Row], batch: Batch) -> Loading:
    """A graph for each page, safe to print into a script element."""
    addresses, presented, above, translations, publisher = yield from gather(
        [
            canonical_addresses(pages, batch.context),
            _presented(pages, batch),
            _above(pages, batch.context.snapshot),
            _translations(pages, batch.context.snapshot),
            publisher_of(batch.context),
        ]
    )
    owner = {"publisher": organization(publisher, batch.context.snapshot)}
    properties = [owner | relation for relation in translations]
    graphs = map(partial(_graph, batch=batch), pages, addresses, presented, above, properties)
    return [script_safe({"@context": "https://schema.org", "@graph": graph}) for graph in graphs]


def linked_list(head: Head, snapshot: Snapshot) -> Node:
    """The graph of a list that is not a page."""
    node = {
        "@type": "CollectionPage",
        "@id": head.url,
        "url": head.url,
        "name": head.title,
        "inLanguage": head.language,
        "description": head.description,
        "isPartOf": website(snapshot),
    }
    return script_safe({"@context": "https://schema.org", "@graph": [without_blanks(node)]})


class Head(NamedTuple):
    """The head of a list that is not a page, such as that of a subject or month."""

    title: str
    url: str
    language: str
    description: str = ""


def script_safe(value: Any) -> Any:
    """The same without "<", which could end the script element that a frontend prints it into.

    No escape sequence survives the frontend's parsing and serialising; the full-width sign does.
    """
    if isinstance(value, dict):
        return {key: script_safe(item) for key, item in value.items()}
    if isinstance(value, list):
        return [script_safe(item) for item in value]
    return value.replace("<", "\uff1c") if isinstance(value, str) else value


def website(snapshot: Snapshot) -> Node:
    root = paths.url_of("/", snapshot)
    return {"@type": "WebSite", "@id": f"{root}#website", "url": root, "name": name_of(snapshot)}


def organization(name: str, snapshot: Snapshot) -> Node:
    """The publisher, under the same ID on every page."""
    root = paths.url_of("/", snapshot)
    return {"@type": "Organization", "@id": f"{root}#organization", "url": root, "name": name}


def without_blanks(node: Node) -> Node:
    """The node without properties that have no value."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def _presented(pages: Sequence[Row], batch: Batch) -> Loading:
    """The data of each page's type: properties, and further nodes."""
    by_type: dict[str, list[Row]] = {}
    for page in pages:
        by_type.setdefault(page["__typename"], []).append(page)
    by_batch = yield from gather(
        [type_named(name).linked_data(rows, batch) for name, rows in by_type.items()]
    )
    presented_by_key = {
        row["pk"]: presented
        for rows, of_type in zip(by_type.values(), by_batch, strict=True)
        for row, presented in zip(rows, of_type, strict=True)
    }
    return [presented_by_key[page["pk"]] for page in pages]


def _above(pages: Sequence[Row], snapshot: Snapshot) -> Loading:
    """The ancestors of each page, the front page first."""
    ancestor_paths = [paths.above(page, snapshot) for page in pages]
    request = partial(Pages.plain, columns=("title", *paths.NEEDS), by="path")
    return (yield from lists_of(ancestor_paths, request))


def _translations(pages: Sequence[Row], snapshot: Snapshot) -> Loading:
    """Each page's relation to its translations; the oldest is the original.

    An alias is not a translation: it shows the same page again.
    """
    same = yield TRANSLATIONS.of(page["translation_key"] for page in pages)
    keys = {row["pk"] for rows in same.values() for row in rows}
    pages_of = yield Pages.plain(keys, ("title", "locale", "alias_of", *paths.NEEDS))
    originals = {key: page for key, page in pages_of.items() if page["alias_of"] is None}
    relations = []
    for page in pages:
        key = abs(page["pk"])
        other_keys = sorted(
            {row["pk"] for row in same[page["translation_key"]]} & originals.keys() - {key}
        )
        works = {other_key: _work(originals[other_key], snapshot) for other_key in other_keys}
        is_original = not other_keys or key < other_keys[0]
        relations.append(
            {"workTranslation": [*works.values()]}
            if is_original
            else {"translationOfWork": works[other_keys[0]]}
        )
    return relations


def _work(page: Row, snapshot: Snapshot) -> Node:
    address = paths.address_of(page, snapshot)
    return {
        "@type": "CreativeWork",
        "@id": _id(page, address),
        "url": address,
        "name": page["title"],
        "inLanguage": snapshot.locales[page["locale"]]["code"],
    }


def _id(page: Row, address: str) -> str:
    """The ID of what a page presents: the page itself, or the document on it."""
    return f"{address}#document" if type_named(page["__typename"]).is_document else address


def _graph(
    page: Row, address: str, presented: Any, above: Sequence[Row], relations: Node, batch: Batch
) -> list[Node]:
    snapshot, page_type = batch.context.snapshot, type_named(page["__typename"])
    properties, further = presented
    language = {"inLanguage": batch.context.language_of(page["locale"])}
    page_node = {
        "@type": page_type.schema_org,
        "@id": address,
        "url": address,
        "name": page["title"],
        **language,
        "datePublished": _instant(page["first_published_at"]),
        "dateModified": _instant(page["last_published_at"]),
        "breadcrumb": {"@id": f"{address}#breadcrumb"},
        "isPartOf": website(snapshot),
    }
    work_node = {
        "url": address,
        "name": page["title"],
        **language,
        "description": page["search_description"] or page_type.first_of("summary of", page),
        "isPartOf": _part_of(above, snapshot),
        **relations,
        **properties,
    }
    if page_type.is_document:
        page_node["mainEntity"] = {"@id": _id(page, address)}
        nodes = [
            {"@id": _id(page, address), "mainEntityOfPage": {"@id": address}, **work_node},
            page_node,
        ]
    else:
        nodes = [page_node | work_node]
    crumbs = {"@id": f"{address}#breadcrumb", **_breadcrumbs([*above, page], snapshot)}
    return [without_blanks(node) for node in (*nodes, crumbs, *further)]


def _instant(value: Any) -> str | None:
    return value and value.isoformat()


def _part_of(above: Sequence[Row], snapshot: Snapshot) -> Node:
    """The parent page, unless that is a front page; otherwise the site."""
    if len(above) < 2:
        return website(snapshot)
    page = above[-1]
    address, kind = paths.address_of(page, snapshot), type_named(page["__typename"]).schema_org
    return {"@type": kind, "@id": address, "url": address, "name": page["title"]}


def _breadcrumbs(pages: Sequence[Row], snapshot: Snapshot) -> Node:
    return {"@type": "BreadcrumbList", "itemListElement": [*_list_items(pages, snapshot)]}


def _list_items(pages: Sequence[Row], snapshot: Snapshot) -> Iterator[Node]:
    for position, page in enumerate(pages, start=1):
        address = paths.address_of(page, snapshot)
        yield {"@type": "ListItem", "position": position, "name": page["title"], "item": address}
