"""Files to download: which kinds are accepted, and what is known of a clean one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from .office import clean_spreadsheet, clean_word
from .pdf import Region, clean_pdf
from .pdf_text import pages_and_text
from .refused import Refused
from .sound import clean_mp3, clean_wav
from .text import clean_text

CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    ".txt": clean_text,
    ".csv": clean_text,
    ".xlsx": clean_spreadsheet,
    ".docx": clean_word,
    ".mp3": clean_mp3,
    ".wav": clean_wav,
}
# Formats without a cleaner: kept, but never given to readers.
KEPT_PRIVATE = (
    *(".doc", ".xls", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".rtf", ".epub"),
    *(".zip",),
    *(".m4a", ".mp4"),
)


@dataclass(frozen=True)
class CleanDocument:
    """A clean file, and what is known of its content."""

    content: bytes
    page_count: int | None = None
    has_text: bool | None = None
    is_clean: bool = True


def clean_document(
    content: bytes, suffix: str, as_pictures: bool = False, regions: Sequence[Region] = ()
) -> CleanDocument:
    """Clean a file of the kind with this suffix (".pdf"); raises Refused."""
    if suffix == ".pdf":
        clean = clean_pdf(content, as_pictures, regions)
    elif suffix in CLEANERS:
        clean = CLEANERS[suffix](content)
    elif suffix in KEPT_PRIVATE:
        return CleanDocument(b"", is_clean=False)
    else:
        raise Refused(
            "Files are PDF, plain text, CSV, Excel's XLSX, Word's DOCX, MP3 or WAV. Save this one "
            "as a PDF."
        )
    return CleanDocument(clean, *pages_and_text(clean, suffix))
