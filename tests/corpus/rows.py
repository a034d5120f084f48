"""The content of the corpus's documents: bodies, columns, child rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from archive import models

VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"
ADDRESS = {"title": "Director", "organisation": "LFNKR", "address": "1\n2", "country": "Japan"}
FIELDS: dict[Any, dict[str, Any]] = {
    models.ReportPage: {
        "kind": "speech",
        "period": "2006-01",
        "occasion_name": "A conference",
        "occasion_venue": "A hall",
        "occasion_city": "Seoul",
        "occasion_country": "South Korea",
        "occasion_date": "2005-12-08/2005-12-10",
    },
    models.LetterPage: {
        "transmission": "Faxed",
        "salutation": "Dear Minister:",
        "closing": "Sincerely yours,",
    },
    models.ActivityReportPage: {
        "fiscal_year_label": "FY 2005-2006",
        "fiscal_year_starts_on": date(2005, 4, 1),
        "fiscal_year_ends_on": date(2006, 3, 31),
    },
    models.FilmEventPage: {
        "film_title": "Seoul Train",
        "film_original_title": "Seoul Train",
        "film_year": 2004,
        "film_country": "United States",
        "film_runtime_minutes": 54,
        "film_url": "https://www.example.org/film",
    },
}


def child_rows(kind: Any, keys: list[int]) -> Iterator[tuple[Any, list[Any]]]:
    """The ordered child rows of each page, two of each kind."""
    for model, columns in _children(kind):
        yield (
            model,
            [model(page_id=key, sort_order=order, **columns) for key in keys for order in range(2)],
        )


def _children(kind: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
    person = {"name": "Kato Hiroshi", "role": "Author", "affiliation": "LFNKR"}
    yield models.EntryContributor, {**person, "name": f"Kato of {kind.__name__}"}
    if kind is models.LetterPage:
        yield models.LetterRecipient, {"name": "Ban Ki-moon", **ADDRESS}
        yield models.LetterSignatory, {"name": "Kato Hiroshi", **ADDRESS}
    if kind is models.ActivityReportPage:
        figure = {"label": "Price", "value": "900 won", "number": 900.0, "unit": "won"}
        yield models.ReportedFigure, {**figure, "note": "An estimate"}
    if kind is models.FilmEventPage:
        yield models.FilmDirector, {"name": "Jim Butterworth"}
        yield models.FilmEventSpeaker, person
        start = datetime(2005, 12, 9, 9, 30, tzinfo=UTC)
        place = {"time_zone": "Asia/Tokyo", "venue": "A hall", "city": "Tokyo", "country": "Japan"}
        yield models.Screening, {"starts_at": start, "host": "A host", "admission": "Free", **place}


def body(
    number: int, keys: list[int], pictures: list[int], files: list[int]
) -> list[dict[str, Any]]:
    """A stream of all blocks;

    links, pictures and files are those adjacent to the document's own.
    """
    values = _block_values(
        keys[(number + 1) % len(keys)],
        keys[number - 1],
        pictures[number],
        pictures[number - 1],
        files[number],
    )
    return [
        {"type": name, "value": value, "id": str(uuid5(NAMESPACE_URL, f"{number}/{place}"))}
        for place, (name, value) in enumerate(values)
    ]


def _block_values(
    page: int, other_page: int, picture: int, other_picture: int, file: int
) -> list[tuple[str, dict[str, Any]]]:
    links = (
        f'<p>See <a linktype="page" id="{page}">this</a>, <a linktype="page" id="{other_page}">that'
        f'</a> and <a linktype="document" id="{file}">a file</a>.</p>'
    )
    words = {"decorative": False, "caption": "A caption", "credit": "Photo: LFNKR"}
    figures = [{"image": picture, "alt": "", **words}, {"image": other_picture, "alt": "", **words}]
    amount = {"label": "Price", "value": "900 won", "number": 900, "unit": "won", "note": "A note"}
    turn = {"speaker": "LFNKR", "interviewer": True, "text": links}
    columns = [{"type": "text", "heading": "Ware"}, {"type": "text", "heading": "Won"}]
    table = {"columns": columns, "rows": [{"values": ["Rice", "900"]}], "caption": ""}
    quote = {"quote": "Nobody asks.", "attribution": "A worker", "source": "Interview"}
    return [
        ("heading", {"text": "A heading", "level": "2"}),
        ("paragraph", {"text": links}),
        ("quote", quote),
        ("dialogue", {"turns": _items(turn, turn)}),
        ("note", {"kind": "update", "text": links, "date": "2007-03-01"}),
        ("image", {"figure": figures[0]}),
        ("gallery", {"figures": _items(*figures)}),
        ("document", {"document": file, "description": "A report"}),
        ("embed", {"url": VIDEO, "caption": "A video"}),
        ("related_entries", {"heading": "Read also", "entries": _items(page, other_page)}),
        ("table", {"caption": "Prices", "table": table}),
        ("figures", {"heading": "In numbers", "figures": _items(amount, amount)}),
    ]


def _items(*values: Any) -> list[dict[str, Any]]:
    """The values of a ListBlock as Wagtail stores them."""
    return [
        {"type": "item", "value": value, "id": str(uuid5(NAMESPACE_URL, str(place)))}
        for place, value in enumerate(values)
    ]
