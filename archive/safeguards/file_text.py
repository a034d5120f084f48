"""The text of a file that readers download, read when it is looked at and kept nowhere.

A copy of it in the database would be one more place where a name lies that must not appear.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from threading import Lock
from typing import Any

import pypdfium2
from cachetools import LRUCache

from media.cleaning.office import words_of_spreadsheet, words_of_word
from media.cleaning.pdf_text import words_beside_pages
from media.cleaning.sound import SOUNDS

# What texts of the archive's countries and decades may be written in. Nothing in a file says which,
# so it is read in each that fits.
_ENCODINGS = ("cp949", "cp932", "gb18030", "big5hkscs", "iso2022_jp_3", "utf-16")
_texts: LRUCache[str, str] = LRUCache(maxsize=32)  # in memory, by the file's digest
_READERS = {"xlsx": words_of_spreadsheet, "docx": words_of_word}
_one_at_a_time = Lock()  # PDFium is not made for threads


def text_of(document: Any) -> str:
    """What can be read of a PDF, Office file or text; empty of a scan, and without a file."""
    try:
        content = _content_of(document.file)
    except (OSError, ValueError):
        return ""
    digest = hashlib.sha256(content).hexdigest()
    with _one_at_a_time:
        if digest not in _texts:
            try:
                _texts[digest] = _read(content, document.file_extension)
            except pypdfium2.PdfiumError:
                return ""
        return _texts[digest]


def _content_of(file: Any) -> bytes:
    """What readers get, of an upload that is still to be stored too."""
    content: bytes
    if not file._committed:
        content = file.cleaned(file.file, file.name)[2].content
    else:
        with file.open():
            content = file.read()
    return content


def _read(content: bytes, extension: str) -> str:
    if reader := _READERS.get(extension):
        return reader(content) if content else ""
    if f".{extension}" in SOUNDS:  # nothing here listens
        return ""
    if extension != "pdf":
        return "\n".join(dict.fromkeys(_decoded(content)))
    pdf = pypdfium2.PdfDocument(content)
    try:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()
    return "\n".join([*pages, *words_beside_pages(content)])


def _decoded(content: bytes) -> Iterator[str]:
    text = content.decode("utf-8", "replace")
    yield text
    for encoding in _ENCODINGS if "\ufffd" in text or content.isascii() else ():
        try:
            yield content.decode(encoding)
        except UnicodeDecodeError:
            continue
