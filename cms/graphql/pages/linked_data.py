"""Pages as schema.org JSON-LD: what each presents, the page itself, and the way that leads to it.

A document is apart from the page that shows it: it was made on its own date, and the page went
online on another. Types say what they present in `PageType.linked_data`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from cms.graphql.engine import Batch, Loading, gather
from cms.visibility import paths
from cms.visibility.snapshot import Snapshot

from .loading import TRANSLATIONS, Pages, canonical_addresses
from .publisher import name_of, publisher_of
from .types import type_named

Row = Mapping[str, Any]
Node = dict[str, Any]


def linked_data(pages: Sequence[Row], batch: Batch) -> Loading:
    """For each page a graph, safe to print into a script element."""
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
    said = [owner | each for each in translations]
    graphs = map(partial(_graph, batch=batch), pages, addresses, presented, above, said)
    return [inert({"@context": "https://schema.org", "@graph": graph}) for graph in graphs]


def linked_list(head: Head, snapshot: Snapshot) -> Node:
    """The same of a list that is no page of its own."""
    node = {
        "@type": "CollectionPage",
        "@id": head.url,
        "url": head.url,
        "name": head.title,
        "inLanguage": head.language,
        "description": head.description,
        "isPartOf": website(snapshot),
    }
    return inert({"@context": "https://schema.org", "@graph": [known(node)]})


class Head(NamedTuple):
    """The head of a list that is no page: of a subject, of a month."""

    title: str
    url: str
    language: str
    description: str = ""


def inert(value: Any) -> Any:
    """The same without "<", which could end the script element that a frontend prints it into.

    No escape survives between the answer's JSON and the frontend's: the full-width sign does.
    """
    if isinstance(value, dict):
        return {key: inert(each) for key, each in value.items()}
    if isinstance(value, list):
        return [inert(each) for each in value]
    return value.replace("<", "\uff1c") if isinstance(value, str) else value


def website(snapshot: Snapshot) -> Node:
    root = paths.url_of("/", snapshot)
    return {"@type": "WebSite", "@id": f"{root}#website", "url": root, "name": name_of(snapshot)}


def organization(name: str, snapshot: Snapshot) -> Node:
    """The publisher, under the same ID on every page."""
    root = paths.url_of("/", snapshot)
    return {"@type": "Organization", "@id": f"{root}#organization", "url": root, "name": name}


def known(node: Node) -> Node:
    """What is known of a node."""
    return {key: value for key, value in node.items() if value not in (None, "", [], {})}


def _presented(pages: Sequence[Row], batch: Batch) -> Loading:
    """For each page what its type says: properties, and further nodes."""
    by_type: dict[str, list[Row]] = {}
    for page in pages:
        by_type.setdefault(page["__typename"], []).append(page)
    found = yield from gather(
        [type_named(name).linked_data(rows, batch) for name, rows in by_type.items()]
    )
    said = {
        row["pk"]: each
        for rows, of_type in zip(by_type.values(), found, strict=True)
        for row, each in zip(rows, of_type, strict=True)
    }
    return [said[page["pk"]] for page in pages]


def _above(pages: Sequence[Row], snapshot: Snapshot) -> Loading:
    """For each page those above it, the front page first."""
    above = [paths.above(page, snapshot) for page in pages]
    found = yield Pages.plain(
        (path for each in above for path in each), ("title", *paths.NEEDS), by="path"
    )
    return [[found[path] for path in each if path in found] for each in above]


def _translations(pages: Sequence[Row], snapshot: Snapshot) -> Loading:
    """For each page its relation to the same in other languages; the eldest is the original.

    An alias is no translation: it shows the page itself once more.
    """
    same = yield TRANSLATIONS.of(page["translation_key"] for page in pages)
    keys = {row["pk"] for rows in same.values() for row in rows}
    pages_of = yield Pages.plain(keys, ("title", "locale", "alias_of", *paths.NEEDS))
    found = {key: page for key, page in pages_of.items() if page["alias_of"] is None}
    said = []
    for page in pages:
        key = abs(page["pk"])
        others = sorted({row["pk"] for row in same[page["translation_key"]]} & found.keys() - {key})
        works = {other: _work(found[other], snapshot) for other in others}
        is_original = not others or key < others[0]
        said.append(
            {"workTranslation": [*works.values()]}
            if is_original
            else {"translationOfWork": works[others[0]]}
        )
    return said


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
    page: Row, address: str, presented: Any, above: Sequence[Row], said: Node, batch: Batch
) -> list[Node]:
    snapshot, page_type = batch.context.snapshot, type_named(page["__typename"])
    properties, further = presented
    language = {"inLanguage": batch.context.language_of(page["locale"])}
    own = {
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
    work = {
        "url": address,
        "name": page["title"],
        **language,
        "description": page["search_description"] or page_type.first_of("summary of", page),
        "isPartOf": _part_of(above, snapshot),
        **said,
        **properties,
    }
    if page_type.is_document:
        own["mainEntity"] = {"@id": _id(page, address)}
        nodes = [{"@id": _id(page, address), "mainEntityOfPage": {"@id": address}, **work}, own]
    else:
        nodes = [own | work]
    crumbs = {"@id": f"{address}#breadcrumb", **_breadcrumbs([*above, page], snapshot)}
    return [known(node) for node in (*nodes, crumbs, *further)]


def _instant(value: Any) -> str | None:
    return value and value.isoformat()


def _part_of(above: Sequence[Row], snapshot: Snapshot) -> Node:
    """The page right above, where that is no front page; else the site."""
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
