"""Documents in schema.org's terms, consistent with their citations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archive.graphql.loaders.child_rows import each_of
from cms.graphql.context import Context
from cms.graphql.engine import Loading, gather
from cms.graphql.pages.linked_data import organization, without_blanks
from cms.graphql.pages.publisher import publisher_of
from cms.visibility import paths
from cms.visibility.snapshot import Snapshot
from media import renditions
from media.graphql import images_of, rendered

from .citation import authors_of
from .corrections import CORRECTIONS, comments
from .types import local_start

Row = Mapping[str, Any]
Node = dict[str, Any]
NEEDS = (
    *("reference_code", "subtitle", "date"),
    *("lead_image", "lead_image_caption", "lead_image_credit"),
    *("content_warning", "mask_thumbnail"),
)
PICTURE_WIDTH = 1200  # what search engines and social networks recommend
# schema.org has no types for letters, interviews and speeches: `genre` names them.
KINDS = {"news": "NewsArticle", "interview": "Article", "speech": "Article", "article": "Article"}


def documents(pages: Sequence[Row], context: Context) -> Loading:
    """The properties of each document."""
    people, corrections, images, publisher = yield from gather(
        [
            authors_of(pages),
            each_of(CORRECTIONS, pages),
            _pictures(pages, context),
            publisher_of(context),
        ]
    )
    return [
        {
            "@type": "Article",
            "headline": page["title"],
            "alternativeHeadline": page["subtitle"],
            "identifier": page["reference_code"],
            "genre": page["__typename"],
            "dateCreated": page["date"],
            "author": _authors(authors, publisher, context.snapshot),
            "contributor": [person(row) for row in contributors],
            "image": _image(page, images.get(page["lead_image"])),
            "isFamilyFriendly": False if page["content_warning"] else None,
            "correction": comments(notes),
        }
        for page, (authors, contributors), notes in zip(pages, people, corrections, strict=True)
    ]


def person(row: Row) -> Node:
    """A person as printed, with office and organisation."""
    organisation = row.get("affiliation") or row.get("organisation")
    affiliation = {"@type": "Organization", "name": organisation} if organisation else None
    office = row.get("title")
    return without_blanks(
        {"@type": "Person", "name": row["name"], "jobTitle": office, "affiliation": affiliation}
    )


def report(page: Row) -> Node:
    """The properties of reports: the type of article, and the period it covers."""
    return {
        "@type": KINDS.get(page["kind"], "Report"),
        "genre": page["kind"].replace("_", " "),
        "temporalCoverage": page["period"],
    }


def with_film(
    document: Node,
    page: Row,
    screenings: Sequence[Row],
    directors: Sequence[Row],
    snapshot: Snapshot,
) -> tuple[Node, list[Node]]:
    """A document about a film, and the screenings in it."""
    film = {
        "@type": "Movie",
        "name": page["film_title"],
        "director": [person(row) for row in directors],
    }
    address = paths.address_of(page, snapshot)
    further = [
        {
            "@id": f"{address}#screening-{number}",
            "url": address,
            **_event(row, without_blanks(film)),
        }
        for number, row in enumerate(screenings, start=1)
    ]
    return document | {"about": without_blanks(film)}, further


def _authors(rows: Sequence[Row], publisher: str, snapshot: Snapshot) -> list[Node]:
    own_organization = organization(publisher, snapshot)
    return [own_organization if row["name"] == publisher else person(row) for row in rows] or [
        own_organization
    ]


def _pictures(pages: Sequence[Row], context: Context) -> Loading:
    """By primary key the visible lead images, each in the allowed size that fits best."""
    keys = (page["lead_image"] for page in pages if not page["mask_thumbnail"])
    visible = yield from images_of(keys)
    images = {key: row for key, row in visible.items() if not row["mask_thumbnail"]}
    width = min(renditions.allowed_widths(), key=lambda size: abs(size - PICTURE_WIDTH))
    spec = renditions.filter_spec(width, None, "inside", "original")
    [column] = yield from rendered([*images.values()], [spec], context)
    return dict(zip(images, column, strict=True))


def _image(page: Row, picture: Row | None) -> Node | None:
    if picture is None:
        return None
    image = {
        "@type": "ImageObject",
        "url": picture["url"],
        "contentUrl": picture["url"],
        "width": _pixels(picture["width"]),
        "height": _pixels(picture["height"]),
        "caption": page["lead_image_caption"],
        "creditText": page["lead_image_credit"],
    }
    return without_blanks(image)


def _pixels(number: int) -> Node:
    return {"@type": "QuantitativeValue", "value": number, "unitText": "px"}


def _event(screening: Row, film: Node) -> Node:
    host = screening["host"]
    return {
        "@type": "ScreeningEvent",
        "name": film["name"],
        "startDate": local_start(screening).isoformat(),
        "location": _location(screening),
        "organizer": {"@type": "Organization", "name": host} if host else None,
        "workPresented": film,
    }


def _location(screening: Row) -> Node:
    address = {
        "@type": "PostalAddress",
        "addressLocality": screening["city"],
        "addressCountry": screening["country"],
    }
    return {"@type": "Place", "name": screening["venue"], "address": without_blanks(address)}
