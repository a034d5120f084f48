"""The text of a file that readers download, read when it is looked at and kept nowhere.

A copy of it in the database would be one more place where a name lies that must not appear.
"""

from __future__ import annotations

from threading import Lock
from typing import Any

import pypdfium2
from cachetools import LRUCache

_texts: LRUCache[str, str] = LRUCache(maxsize=32)  # in memory, by the file's digest
_one_at_a_time = Lock()  # PDFium is not made for threads


def text_of(document: Any) -> str:
    """What can be read of a PDF or a text file; empty of a scan, and where there is no file."""
    with _one_at_a_time:
        if document.sha256 in _texts:
            return _texts[document.sha256]
        try:
            with document.file.open() as file:
                text = _read(file.read(), document.file_extension)
        except (OSError, ValueError, pypdfium2.PdfiumError):
            return ""
        _texts[document.sha256] = text
        return text


def _read(content: bytes, extension: str) -> str:
    if extension != "pdf":
        return content.decode("utf-8", "replace")
    pdf = pypdfium2.PdfDocument(content)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in pdf)
    finally:
        pdf.close()
