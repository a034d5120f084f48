"""PDFs without what they tell about their making: bytes in, clean bytes out.

The file is written anew from its pages, so earlier revisions, unused objects and what trails the
file stay behind. Text, forms and what a comment shows stay; who wrote the comment does not.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from .metadata import Refused
from .segments import clean_jp2, clean_jpeg

# A stream of a few kilobytes can unpack to gigabytes.
pikepdf.settings.set_qpdf_limits(flate_max_memory=256 * 1024 * 1024)

CATALOG = {
    "/Type", "/Version", "/Extensions", "/Pages", "/PageLabels", "/Names", "/Dests", "/Outlines",
    "/ViewerPreferences", "/PageLayout", "/PageMode", "/StructTreeRoot", "/MarkInfo", "/Lang",
    "/OutputIntents", "/OCProperties", "/AcroForm",
}  # fmt: skip
TELLING = (
    "/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AF", "/EF", "/RF", "/AA", "/XFA",
    "/OpenAction", "/OPI", "/CreatorInfo",
)  # fmt: skip
COMMENT_AUTHORSHIP = ("/T", "/M", "/NM", "/CreationDate", "/Subj", "/RC", "/IRT")
ACTIVE_ANNOTATIONS = {
    "/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D",
}  # fmt: skip
HARMLESS_ACTIONS = {"/GoTo", "/URI", "/Named", "/SetOCGState", "/ResetForm", "/Hide"}


def clean_pdf(content: bytes) -> bytes:
    """Write the document anew; raise Refused for one that is broken or under a password."""
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            if pdf.is_encrypted:
                raise pikepdf.PasswordError
            if not len(pdf.pages):
                raise pikepdf.PdfError("no pages")
            strip(pdf)
            output = BytesIO()
            pdf.save(
                output,
                deterministic_id=True,
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
            )
    except pikepdf.PasswordError as error:
        raise Refused(
            "This PDF is protected by a password, so it cannot be cleaned. Save a copy without "
            "protection, then upload that."
        ) from error
    except Exception as error:  # qpdf's errors and Python's alike mean a file that is broken
        raise Refused(
            "This PDF is damaged and cannot be read. Open it in a PDF reader, print or export it "
            "as a new PDF, then upload that."
        ) from error
    return output.getvalue()


def strip(pdf: Pdf) -> None:
    for key in set(pdf.trailer.keys()) - {"/Root", "/Size"}:
        del pdf.trailer[key]
    for key in set(pdf.Root.keys()) - CATALOG:
        del pdf.Root[key]
    if isinstance(names := pdf.Root.get("/Names"), Dictionary):
        for key in set(names.keys()) - {"/Dests"}:
            del names[key]
    for holder in pdf.objects:
        for part in parts_of(holder):
            strip_part(part)
    for holder in pdf.objects:
        if isinstance(holder, Stream):
            strip_picture(pdf, holder)


def parts_of(holder: Object) -> Iterator[Object]:
    """Walk the dictionaries of one indirect object, not following its references."""
    waiting: list[Any] = [holder]
    while waiting:
        part = waiting.pop()
        if isinstance(part, (Dictionary, Stream)):
            yield part
            waiting += direct(value for _, value in part.items())
        elif isinstance(part, Array):
            waiting += direct(part)


def direct(values: Any) -> list[Any]:
    return [value for value in values if isinstance(value, Object) and not value.is_indirect]


def strip_part(part: Object) -> None:
    for key in TELLING:
        if key in part:
            del part[key]
    for key in ("/A", "/PA", "/Next"):
        if key in part and is_active(part[key]):
            del part[key]
    if isinstance(annotations := part.get("/Annots"), Array):
        part["/Annots"] = Array([note for note in annotations if not is_media(note)])
    if "/Subtype" in part and "/Rect" in part and part.get("/Subtype") != Name.Widget:
        for key in COMMENT_AUTHORSHIP:
            if key in part:
                del part[key]
    if part.get("/FT") == Name.Sig and "/V" in part:
        del part["/V"]  # it says who signed, and holds no longer for a file written anew


def is_active(action: Object) -> bool:
    """Tell whether following it does anything but go to a page or a web address."""
    if isinstance(action, Array):
        return any(is_active(one) for one in action)
    if not isinstance(action, Dictionary) or "/S" not in action:
        return False
    if action.get("/S") == Name.URI:
        return not str(action.get("/URI", "")).lower().startswith(("http:", "https:", "mailto:"))
    return str(action.get("/S")) not in HARMLESS_ACTIONS


def is_media(annotation: Object) -> bool:
    return (
        isinstance(annotation, Dictionary) and str(annotation.get("/Subtype")) in ACTIVE_ANNOTATIONS
    )


def strip_picture(pdf: Pdf, stream: Stream) -> None:
    """Take the metadata out of JPEG and JPEG 2000 data, which readers can extract as it is."""
    filters = stream.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, Array) else [str(filters)]
    if not names:
        return
    clean = {"/DCTDecode": clean_jpeg, "/DCT": clean_jpeg, "/JPXDecode": clean_jp2}.get(names[-1])
    if clean is None:
        return
    parameters = stream.get("/DecodeParms")
    last: Any = parameters[-1] if isinstance(parameters, Array) and len(parameters) else parameters
    encoded = clean(without_outer_filters(pdf, stream, len(names)))
    stream.write(encoded, filter=Name(names[-1]), decode_parms=last)


def without_outer_filters(pdf: Pdf, stream: Stream, depth: int) -> bytes:
    raw = stream.read_raw_bytes()
    if depth == 1:
        return raw
    outer = Stream(pdf, raw)
    outer["/Filter"] = Array(list(stream["/Filter"])[:-1])
    if isinstance(parameters := stream.get("/DecodeParms"), Array):
        outer["/DecodeParms"] = Array(list(parameters)[:-1])
    return outer.read_bytes(pikepdf.StreamDecodeLevel.generalized)
