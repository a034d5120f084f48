"""Removes what PDFs tell about their making: bytes in, clean bytes out."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf

from media.cleaning.refused import Refused

from .facsimile import facsimile, put_pictures
from .glyphs import draw_glyphs
from .insides import put_beside
from .keeping import Copy, Unclean, language
from .layers import hidden_layers
from .pages import HIDDEN, add_labels, add_outlines, add_pages
from .regions import Region, refuse_remains
from .shown import shown_of_pictures
from .sight import hidden_words
from .structure import add_structure

MOST_OBJECTS = 200_000
# A stream of a few kilobytes can decompress to gigabytes.
pikepdf.settings.set_qpdf_limits(flate_max_memory=256 * 1024 * 1024)


def clean_pdf(content: bytes, as_pictures: bool = False, regions: Sequence[Region] = ()) -> bytes:
    """Rewrite the document without the content of these regions, or as pictures of its pages.

    Raises Refused.
    """
    write = _drawn if as_pictures else _rewritten
    try:
        clean = write(content, regions)
        refuse_remains(clean, regions)
    except (Refused, MemoryError):
        raise
    except pikepdf.PasswordError as error:
        raise Refused(
            "This PDF is protected by a password, so it cannot be cleaned. Save a copy without "
            "protection, then upload that."
        ) from error
    except Unclean as error:
        raise Refused(
            "This PDF holds something that cannot be cleaned here. Print it as a new PDF and "
            "upload that, or tick “Pictures of its pages”."
        ) from error
    except Exception as error:  # the libraries' errors and Python's own mean a broken file
        raise Refused(
            "This PDF is damaged and cannot be read. Open it in a PDF reader, print or export it "
            "as a new PDF, then upload that."
        ) from error
    if not as_pictures:
        refuse_hidden_words(clean)
    return clean


def refuse_hidden_words(content: bytes) -> None:
    if hidden := hidden_words(content):
        raise Refused(
            "Page %(page)s has words that nobody sees on it, and that whoever copies the page "
            "reads, under a black box for example: “%(words)s”. If they are secret, take them out "
            "where the PDF was made; or tick “Pictures of its pages”, which leaves them out.",
            page=hidden[0].page,
            words=hidden[0].words[:200],
        )


def _opened(content: bytes) -> Pdf:
    pdf = pikepdf.open(BytesIO(content))
    if pdf.is_encrypted:
        raise pikepdf.PasswordError
    if len(pdf.objects) > MOST_OBJECTS:
        raise Refused(
            "This PDF is made of more than %(objects)s pieces, more than can be taken apart here. "
            "Print it as a new PDF, or split it.",
            objects=MOST_OBJECTS,
        )
    if not len(pdf.pages):
        raise ValueError("no pages")
    _flatten(pdf)
    return pdf


def _flatten(pdf: Pdf) -> None:
    """Make forms and comments part of the page, as they look; hidden ones are removed."""
    is_hidden = hidden_layers(pdf)
    for number, page in enumerate(pdf.pages, start=1):
        if not isinstance(annotations := page.obj.get("/Annots"), Array):
            continue
        notes = [note for note in annotations.as_list() if isinstance(note, Dictionary)]
        if any(note.get("/Subtype") == Name.Redact for note in notes):
            raise Refused(
                "Page %(page)s has words that are marked to be blacked out, and are still there. "
                "Apply the redactions in the program that marked them, then upload the result.",
                page=number,
            )
        page.obj["/Annots"] = Array(
            [
                note
                for note in notes
                if not int(note.get("/F", 0)) & HIDDEN and not is_hidden(note.get("/OC"))
            ]
        )
    if "/AcroForm" in pdf.Root and pdf.Root.AcroForm.get("/NeedAppearances") is True:
        pdf.generate_appearance_streams()
    pdf.flatten_annotations("screen")


def _rewritten(content: bytes, regions: Sequence[Region]) -> bytes:
    with _opened(content) as source, pikepdf.new() as target:
        put_pictures(source, regions)
        put_beside(source)
        pages = len(source.pages)
        copy = Copy(source, target, hidden_layers(source), shown_of_pictures(source))
        add_pages(copy)
        if (tag := language(copy, source.Root.get("/Lang"))) is not None:
            target.Root["/Lang"] = tag
        add_labels(copy)
        if not regions:  # otherwise they may repeat the regions' text
            add_outlines(copy)
        if not regions and "/OCProperties" not in source.Root:  # or that of a hidden layer
            add_structure(copy)
        draw_glyphs(copy)
        return _saved(target, pages)


def _saved(target: Pdf, pages: int) -> bytes:
    output = BytesIO()
    generate = pikepdf.ObjectStreamMode.generate
    target.save(output, deterministic_id=True, object_stream_mode=generate)
    with pikepdf.open(output, attempt_recovery=False) as pdf:
        if len(pdf.pages) != pages:
            raise ValueError("pages were lost")
    return output.getvalue()


def _drawn(content: bytes, regions: Sequence[Region]) -> bytes:
    flat = BytesIO()
    with _opened(content) as source:
        source.save(flat)
    return facsimile(flat.getvalue(), regions)
