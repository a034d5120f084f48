"""The content of a clean file: the number of pages, and its words."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream, String

from .office import words_of_word
from .sound import SOUNDS

SHOWING_TEXT = "Tj TJ ' \""  # PDF 32000-1:2008, table 109
# In outlines, of pictures, of links, before page numbers, and where links lead.
BESIDE_PAGES = ("/Title", "/Alt", "/Contents", "/P", "/URI")
MOST = 8 * 1024 * 1024  # bytes of content streams that are searched for text, some seconds of work


def pages_and_text(content: bytes, suffix: str) -> tuple[int | None, bool | None]:
    """The number of pages, None if it has none; whether it contains text, None if unknown."""
    if suffix in SOUNDS:
        return None, False
    if suffix == ".docx":
        return None, bool(words_of_word(content).strip())
    if suffix != ".pdf":  # also a spreadsheet, which is never empty
        return None, bool(content.strip())
    with pikepdf.open(BytesIO(content)) as pdf:
        return len(pdf.pages), _has_text(pdf)


def words_beside_pages(content: bytes) -> list[str]:
    """Text for readers that is on no page; empty for a file that cannot be cleaned."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            information = pdf.trailer.get("/Info")  # of an upload that is not cleaned yet
            entries = (entry for entry in pdf.objects if entry != information)
            return list(chain.from_iterable(map(_told, entries)))
    except pikepdf.PdfError:
        return []


def _told(entry: Any) -> Iterator[str]:
    waiting = [entry]
    while waiting:
        value = waiting.pop()
        if isinstance(value, Dictionary):
            values = (value.get(key) for key in BESIDE_PAGES)
            yield from (str(words) for words in values if isinstance(words, String))
            waiting += [part for part in value.values() if _is_direct(part)]
        elif isinstance(value, Array):
            waiting += [part for part in value.as_list() if _is_direct(part)]


def _is_direct(value: Any) -> bool:
    return isinstance(value, Object) and not value.is_indirect


def _has_text(pdf: Pdf) -> bool | None:
    size = 0
    try:
        for drawing in _drawings(pdf):
            size += len(drawing.read_bytes())
            if size > MOST:
                return None
            if pikepdf.parse_content_stream(drawing, SHOWING_TEXT):
                return True
    except Exception:  # noqa: BLE001 -- qpdf's errors and Python's alike mean that it cannot be told
        return None
    return False


def _drawings(pdf: Pdf) -> Iterator[Any]:
    """The content streams of the pages, and the forms that they may use."""
    seen_forms = set()
    for page in pdf.pages:
        page.contents_coalesce()
        if isinstance(content := page.obj.get("/Contents"), Stream):
            yield content
        waiting = [_resources(page.obj)]
        while waiting:
            for form in _dictionary(waiting.pop().get("/XObject")).values():
                is_form = isinstance(form, Stream) and form.get("/Subtype") == Name.Form
                if is_form and form.objgen not in seen_forms:
                    seen_forms.add(form.objgen)
                    waiting.append(_dictionary(form.get("/Resources")))
                    yield form


def _resources(node: Any) -> Any:
    """A page's own resources, or inherited ones."""
    while isinstance(node, Dictionary) and "/Resources" not in node:
        node = node.get("/Parent")
    return _dictionary(node.get("/Resources")) if node else {}


def _dictionary(value: Any) -> Any:
    return value if isinstance(value, Dictionary) else {}
