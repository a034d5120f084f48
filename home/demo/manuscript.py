"""The vocabulary of the demo's content: plain data without a database.

Pictures, files and pages are named by keys; `load.py` inserts their primary keys. A link to another
page of the demo is written `<a href="page:border-report">`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any, Literal

Block = tuple[str, dict[str, Any]]
State = Literal["live", "draft", "scheduled", "expired", "private"]


@dataclass(frozen=True)
class Manuscript:
    """A page before it is in the tree."""

    key: str  # the same for all translations of a page
    model: str
    title: str
    slug: str
    parent: str = ""
    locale: str = "en"
    state: State = "live"
    fields: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    body: list[Block] = field(default_factory=list)


def translation(original: Manuscript, locale: str, **words: Any) -> Manuscript:
    """The same document in another language; `words` replace those of the original."""
    # Its old address is that of the page in the original's language.
    fields = {name: value for name, value in original.fields.items() if name != "source_url"}
    return replace(original, locale=locale, **words | {"fields": fields | words["fields"]})


def person(
    name: str, title: str, organisation: str, country: str, *, address: str = ""
) -> dict[str, Any]:
    """Somebody who wrote or got a letter, as it names them."""
    return {
        "name": name,
        "title": title,
        "organisation": organisation,
        "address": address,
        "country": country,
    }


def html(*paragraphs: str) -> str:
    """Paragraphs as rich text; a list comes as its own `<ul>` or `<ol>`."""
    return "".join(
        text if text.startswith(("<ul", "<ol")) else f"<p>{text}</p>" for text in paragraphs
    )


def lead(picture: str, *, alt: str = "", caption: str = "", credit: str = "") -> dict[str, Any]:
    """The fields of a lead image; one without words is decoration."""
    return {
        "lead_image": picture,
        "lead_image_alt": alt,
        "lead_image_decorative": not alt,
        "lead_image_caption": caption,
        "lead_image_credit": credit,
    }


def heading(text: str, level: int = 2) -> Block:
    return "heading", {"text": text, "level": str(level)}


def paragraph(*paragraphs: str) -> Block:
    return "paragraph", {"text": html(*paragraphs)}


def photograph(picture: str, *, alt: str, caption: str = "", credit: str = "") -> dict[str, Any]:
    """A captioned picture, alone or for a gallery."""
    return {
        "image": picture,
        "alt": alt,
        "decorative": not alt,
        "caption": caption,
        "credit": credit,
    }


def image(picture: str, *, alt: str, caption: str = "", credit: str = "") -> Block:
    return "image", {"figure": photograph(picture, alt=alt, caption=caption, credit=credit)}


def gallery(*figures: dict[str, Any]) -> Block:
    return "gallery", {"figures": list(figures)}


def quote(words: str, attribution: str = "", source: str = "") -> Block:
    return "quote", {"quote": words, "attribution": attribution, "source": source}


def ask(speaker: str, *paragraphs: str) -> dict[str, Any]:
    """A turn of the side that asks."""
    return {"speaker": speaker, "interviewer": True, "text": html(*paragraphs)}


def answer(speaker: str, *paragraphs: str) -> dict[str, Any]:
    """A turn of the side that answers."""
    return {"speaker": speaker, "interviewer": False, "text": html(*paragraphs)}


def dialogue(*turns: dict[str, Any]) -> Block:
    return "dialogue", {"turns": list(turns)}


def table(caption: str, *rows: tuple[str, ...]) -> Block:
    """A table whose first row is its header."""
    header, *body = rows
    cells = {
        "columns": [{"type": "text", "heading": words} for words in header],
        "rows": [{"values": list(row)} for row in body],
        "caption": "",
    }
    return "table", {"caption": caption, "table": cells}


def amount(
    label: str, value: str, number: float | None = None, unit: str = "", note: str = ""
) -> dict[str, Any]:
    """A figure as printed, beside its number where there is one."""
    return {"label": label, "value": value, "number": number, "unit": unit, "note": note}


def figures(title: str, *amounts: dict[str, Any]) -> Block:
    return "figures", {"heading": title, "figures": list(amounts)}


def document(file: str, description: str) -> Block:
    return "document", {"document": file, "description": description}


def embed(url: str, caption: str) -> Block:
    return "embed", {"url": url, "caption": caption}


def note(kind: str, *paragraphs: str, on: str | None = None) -> Block:
    return "note", {"kind": kind, "text": html(*paragraphs), "date": on}


def related(title: str, *keys: str) -> Block:
    return "related_entries", {"heading": title, "entries": list(keys)}
