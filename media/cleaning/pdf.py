"""PDFs without what they tell about their making: bytes in, clean bytes out.

The file is written anew from its pages, so earlier revisions, unused objects and what trails the
file stay behind. Text, forms and what a comment shows stay; who wrote the comment does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from .refused import Refused
from .segments import clean_jp2, clean_jpeg

# A stream of a few kilobytes can unpack to gigabytes.
pikepdf.settings.set_qpdf_limits(flate_max_memory=256 * 1024 * 1024)

# What is kept of the parts that carry most of what tells; anything else goes.
CATALOG = {
    "/Type", "/Version", "/Extensions", "/Pages", "/PageLabels", "/Names", "/Dests", "/Outlines",
    "/ViewerPreferences", "/PageLayout", "/PageMode", "/StructTreeRoot", "/MarkInfo", "/Lang",
    "/OutputIntents", "/OCProperties", "/AcroForm",
}  # fmt: skip
PAGE = {
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox",
    "/Contents", "/Rotate", "/Group", "/Annots", "/Dur", "/Trans", "/StructParents", "/Tabs",
    "/UserUnit",
}  # fmt: skip
STREAM = {"/Type", "/Subtype", "/Length", "/Filter", "/DecodeParms", "/Name", "/OC"}
IMAGE = STREAM | {
    "/Width", "/Height", "/ColorSpace", "/BitsPerComponent", "/Intent", "/ImageMask", "/Mask",
    "/Decode", "/Interpolate", "/SMask", "/SMaskInData", "/Matte", "/StructParent",
}  # fmt: skip
FORM = STREAM | {
    "/FormType", "/BBox", "/Matrix", "/Resources", "/Group", "/StructParent", "/StructParents",
}  # fmt: skip
XOBJECTS = {"/Image": IMAGE, "/Form": FORM}
TELLING = {
    "/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AF", "/EF", "/RF", "/AA", "/XFA",
    "/OpenAction", "/OPI", "/CreatorInfo",
}  # fmt: skip
COMMENT_AUTHORSHIP = {"/T", "/M", "/NM", "/CreationDate", "/Subj", "/RC", "/IRT"}
ACTIVE_ANNOTATIONS = {"/FileAttachment", "/Sound", "/Movie", "/Screen", "/RichMedia", "/3D"}
HARMLESS_ACTIONS = {"/GoTo", "/URI", "/Named", "/SetOCGState", "/ResetForm", "/Hide"}
CLEANERS = {"/DCTDecode": clean_jpeg, "/DCT": clean_jpeg, "/JPXDecode": clean_jp2}
FILTERS = CLEANERS.keys() | {
    "/FlateDecode", "/LZWDecode", "/ASCII85Decode", "/ASCIIHexDecode", "/RunLengthDecode",
    "/CCITTFaxDecode", "/JBIG2Decode", "/Fl", "/LZW", "/A85", "/AHx", "/RL", "/CCF",
}  # fmt: skip


def clean_pdf(content: bytes) -> bytes:
    """Write the document anew; raise Refused for one that is broken or under a password."""
    try:
        return rewritten(content)
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


def rewritten(content: bytes) -> bytes:
    output = BytesIO()
    with pikepdf.open(BytesIO(content)) as pdf:
        if pdf.is_encrypted:
            raise pikepdf.PasswordError
        if not (pages := len(pdf.pages)):
            raise ValueError("no pages")
        strip(pdf)
        generate = pikepdf.ObjectStreamMode.generate
        pdf.save(output, deterministic_id=True, object_stream_mode=generate)
    with pikepdf.open(output, attempt_recovery=False) as pdf:
        if len(pdf.pages) != pages:
            raise ValueError("pages were lost")
    return output.getvalue()


def strip(pdf: Pdf) -> None:
    keep(pdf.trailer, {"/Root", "/Size"})
    keep(pdf.Root, CATALOG)
    if isinstance(names := pdf.Root.get("/Names"), Dictionary):
        keep(names, {"/Dests"})
    for page in pdf.pages:
        keep(page.obj, PAGE)
    for holder in pdf.objects:
        for part in parts_of(holder):
            strip_part(part)
    for holder in pdf.objects:
        if isinstance(holder, Stream):
            strip_stream(pdf, holder)


def keep(part: Object, keys: Set[str]) -> None:
    drop(part, set(part.keys()) - keys)


def drop(part: Object, keys: Set[str]) -> None:
    for key in keys & set(part.keys()):
        del part[key]


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
    drop(part, TELLING)
    drop(part, {key for key in ("/A", "/PA", "/Next") if is_active(part.get(key))})
    if isinstance(annotations := part.get("/Annots"), Array):
        part["/Annots"] = Array([note for note in annotations if is_for_paper(note)])
    if "/Rect" in part and part.get("/Subtype") != Name.Widget:
        drop(part, COMMENT_AUTHORSHIP)
    if part.get("/FT") == Name.Sig:
        drop(part, {"/V"})  # it says who signed, and holds no longer for a file written anew


def is_active(action: Any) -> bool:
    """Tell whether following it does anything but go to a page or a web address."""
    if isinstance(action, Array):
        return any(is_active(part) for part in action)
    if not isinstance(action, Dictionary) or "/S" not in action:
        return False
    if action.get("/S") == Name.URI:
        return not str(action.get("/URI", "")).lower().startswith(("http:", "https:", "mailto:"))
    return str(action.get("/S")) not in HARMLESS_ACTIONS


def is_for_paper(annotation: Any) -> bool:
    """Tell whether it is a link, a form field or a comment, and brings no file along."""
    if not isinstance(annotation, Dictionary):
        return False
    kind = annotation.get("/Subtype")
    return isinstance(kind, Name) and str(kind) not in ACTIVE_ANNOTATIONS


def strip_stream(pdf: Pdf, stream: Stream) -> None:
    """Take the metadata out of JPEG and JPEG 2000 data, which readers can extract as it is."""
    if keys := XOBJECTS.get(str(stream.get("/Subtype"))):
        keep(stream, keys)
    filters = stream.get("/Filter", Array())
    names = [str(name) for name in (filters if isinstance(filters, Array) else [filters])]
    if not FILTERS.issuperset(names):
        raise ValueError("an unknown filter")
    if not names or names[-1] not in CLEANERS:
        return
    parameters = stream.get("/DecodeParms")
    last: Any = parameters[-1] if isinstance(parameters, Array) and len(parameters) else parameters
    content = CLEANERS[names[-1]](without_outer_filters(pdf, stream, len(names)))
    stream.write(content, filter=Name(names[-1]), decode_parms=last)


def without_outer_filters(pdf: Pdf, stream: Stream, depth: int) -> bytes:
    raw = stream.read_raw_bytes()
    if depth == 1:
        return raw
    outer = Stream(pdf, raw)
    outer["/Filter"] = Array(list(stream["/Filter"])[:-1])
    if isinstance(parameters := stream.get("/DecodeParms"), Array):
        outer["/DecodeParms"] = Array(list(parameters)[:-1])
    return outer.read_bytes(pikepdf.StreamDecodeLevel.generalized)
