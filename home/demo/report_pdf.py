"""The activity report as a PDF, made in code from the words and figures of the page."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Spacer, Table

from archive.blocks import table_cells

from .manuscript import Manuscript

STYLES = getSampleStyleSheet()
RULES = [
    ("FONT", (0, 0), (-1, 0), "Helvetica-Bold"),
    ("LINEBELOW", (0, 0), (-1, 0), 0.8, colors.black),
    ("LINEBELOW", (0, 1), (-1, -1), 0.25, colors.grey),
]


def pdf(report: Manuscript) -> bytes:
    """The report as a PDF file, the same bytes each time."""
    buffer = BytesIO()
    story = [
        Paragraph(report.title, STYLES["Title"]),
        Paragraph(report.fields["subtitle"], STYLES["Heading2"]),
        *(part for name, value in report.body for part in _flowables(name, value)),
        *_figures({"heading": "The year in figures", "figures": report.rows["figures"]}),
    ]
    SimpleDocTemplate(buffer, pagesize=A4, title=report.title, invariant=1).build(story)
    return buffer.getvalue()


def _flowables(name: str, value: dict[str, Any]) -> Iterator[Flowable]:
    if name == "heading":
        yield Paragraph(value["text"], STYLES[f"Heading{value['level']}"])
    elif name == "paragraph":
        for text in value["text"].split("</p>"):
            yield Paragraph(_unlinked(text.replace("<p>", "")), STYLES["BodyText"])
    elif name == "table":
        header, rows = table_cells(value)
        yield from _table(value["caption"], [header or [], *rows])
    elif name == "figures":
        yield from _figures(value)


def _figures(value: dict[str, Any]) -> Iterator[Flowable]:
    rows = [[each["label"], each["value"], each["note"]] for each in value["figures"]]
    return _table(value["heading"], [["", "Figure", "Remarks"], *rows])


def _table(caption: str, rows: list[list[str]]) -> Iterator[Flowable]:
    yield Spacer(0, 12)
    yield Paragraph(caption, STYLES["Heading4"])
    yield Table(rows, style=RULES, hAlign="LEFT")
    yield Spacer(0, 12)


def _unlinked(text: str) -> str:
    """The text without its links, which a printed page has no use for."""
    start = text.find("<a ")
    if start < 0:
        return text
    opened = text.index(">", start) + 1
    return _unlinked(text[:start] + text[opened:].replace("</a>", "", 1))
