"""The text of a downloadable file, read when it is checked and not stored.

A copy in the database would be one more place with names that must not appear.
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

from .naming.search import Unsearchable

# The encodings that the archive's countries and decades used. A file does not declare its encoding,
# so it is read in each one that fits.
_ENCODINGS = ("cp949", "cp932", "gb18030", "big5hkscs", "iso2022_jp_3", "utf-16")
_texts: LRUCache[str, str] = LRUCache(maxsize=32)  # in memory, by the file's digest
_READERS = {"xlsx": words_of_spreadsheet, "docx": words_of_word}
_one_at_a_time = Lock()  # PDFium is not thread-safe


def text_of(document: Any) -> str:
    """The readable text of a PDF, Office file or text file;

    empty for a scan, and without a file. Raises Unsearchable if the storage cannot be read now.
    """
    try:
        content = _content_of(document.file)
    except (FileNotFoundError, ValueError):
        return ""
    except OSError as error:
        raise Unsearchable("The text of a file could not be read.") from error
    digest = hashlib.sha256(content).hexdigest()
    with _one_at_a_time:
        if digest not in _texts:
            try:
                _texts[digest] = _read(content, document.file_extension)
            except pypdfium2.PdfiumError:
                return ""
        return _texts[digest]


def _content_of(file: Any) -> bytes:
    """The content that readers get, also of an upload that is not stored yet."""
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
    if f".{extension}" in SOUNDS:  # recordings are not transcribed
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
