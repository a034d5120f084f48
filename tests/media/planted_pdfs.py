"""PDFs with a canary in every place where one can carry words beside its pages."""

import struct
import zlib
from io import BytesIO

import pikepdf

from tests.media.planted import CANARY, WORD, exif, saved, scene, xmp


def pdf(plant=None, pages=1, **options) -> bytes:
    """A PDF with one red square on each page, and what `plant` puts into it."""
    document = pikepdf.new()
    for _ in range(pages):
        page = document.add_blank_page(page_size=(200, 100))
        page.Contents = document.make_stream(b"1 0 0 rg 10 10 50 50 re f")
    if plant:
        plant(document)
    output = BytesIO()
    document.save(output, **options)
    return output.getvalue()


def plant_info(document):
    document.docinfo["/Author"] = CANARY
    document.docinfo["/Title"] = "\u6771\u4eac " + CANARY  # kept as UTF-16


def plant_xmp(document):
    document.Root.Metadata = document.make_stream(xmp(), Type=pikepdf.Name.Metadata)


def plant_page_xmp(document):
    document.pages[0].Metadata = document.make_stream(xmp(), Type=pikepdf.Name.Metadata)


def picture_of(document, data, **entries):
    return document.make_stream(
        data,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=64,
        Height=48,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
        **entries,
    )


def show(document, picture):
    page = document.pages[0]
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=picture))
    page.Contents = document.make_stream(b"q 64 0 0 48 0 0 cm /Im0 Do Q")


def plant_picture_xmp(document):
    show(document, picture_of(document, scene().tobytes(), Metadata=document.make_stream(xmp())))


def plant_picture_exif(document):
    data = saved(scene(), "JPEG", exif=exif(), comment=CANARY)
    show(document, picture_of(document, data, Filter=pikepdf.Name.DCTDecode))


def plant_packed_picture_exif(document):
    data = zlib.compress(saved(scene(), "JPEG", exif=exif()))
    filters = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode])
    show(document, picture_of(document, data, Filter=filters))


def plant_jpeg_2000_xmp(document):
    plain = saved(scene(), "JPEG2000", comment=CANARY)
    box = struct.pack(">I", len(xmp()) + 8) + b"xml " + xmp()
    where = plain.index(b"jp2c") - 4
    data = plain[:where] + box + plain[where:]
    show(document, picture_of(document, data, Filter=pikepdf.Name.JPXDecode))


def plant_thumbnail(document):
    document.pages[0].Thumb = picture_of(document, WORD * 100)


def plant_piece_info(document):
    document.pages[0].PieceInfo = pikepdf.Dictionary(
        Maker=pikepdf.Dictionary(Private=document.make_stream(WORD))
    )


def plant_attachment(document):
    document.attachments["names.txt"] = WORD


def plant_attached_note(document):
    file = document.make_stream(WORD)
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FileAttachment,
        Rect=[0, 0, 10, 10],
        FS=pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F=CANARY, EF={"/F": file}),
    )
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])


def plant_comment_author(document):
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Text,
        Rect=[0, 0, 10, 10],
        Contents="See page 2",
        T=CANARY,
        NM=CANARY,
    )
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])


def script() -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{CANARY}')")


def plant_scripts(document):
    document.Root.OpenAction = script()
    document.Root.Names = pikepdf.Dictionary(
        JavaScript=pikepdf.Dictionary(Names=[CANARY, script()])
    )
    document.pages[0].AA = pikepdf.Dictionary(O=script())
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[], XFA=document.make_stream(WORD))


def plant_local_link(document):
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 10, 10],
        A=pikepdf.Dictionary(S=pikepdf.Name.URI, URI=f"file:///C:/Users/{CANARY}/x.doc"),
    )
    document.pages[0].Annots = pikepdf.Array([link])


def plant_unknown_entry(document):
    document.Root["/Maker"] = pikepdf.Dictionary(Note=CANARY)
    document.trailer["/Maker"] = pikepdf.String(CANARY)
    document.trailer["/ID"] = pikepdf.Array([pikepdf.String(WORD), pikepdf.String(WORD)])


def revised() -> bytes:
    """A PDF whose earlier revision, under the canary's name, is still in the file."""
    first = pdf(plant_info)
    start = first.rindex(b"startxref") + 9
    previous = int(first[start:].split()[0])
    with pikepdf.open(BytesIO(first)) as document:
        root = document.Root.objgen[0]
        size = int(document.trailer.Size)
    return (
        first
        + (
            f"\nxref\n0 0\ntrailer\n<< /Size {size} /Root {root} 0 R /Prev {previous} >>\n"
            f"startxref\n{len(first) + 1}\n%%EOF\n"
        ).encode()
    )


DOCUMENTS = {
    "information": lambda: pdf(plant_info),
    "xmp": lambda: pdf(plant_xmp),
    "xmp of a page": lambda: pdf(plant_page_xmp),
    "xmp of a picture": lambda: pdf(plant_picture_xmp),
    "exif of a picture": lambda: pdf(plant_picture_exif),
    "exif of a packed picture": lambda: pdf(plant_packed_picture_exif),
    "xmp in a jpeg 2000": lambda: pdf(plant_jpeg_2000_xmp),
    "thumbnail": lambda: pdf(plant_thumbnail),
    "piece information": lambda: pdf(plant_piece_info),
    "attachment": lambda: pdf(plant_attachment),
    "attached note": lambda: pdf(plant_attached_note),
    "author of a comment": lambda: pdf(plant_comment_author),
    "scripts": lambda: pdf(plant_scripts),
    "link to a local file": lambda: pdf(plant_local_link),
    "unknown entries": lambda: pdf(plant_unknown_entry),
    "object streams": lambda: pdf(plant_info, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "trailing": lambda: pdf() + b"\n%" + WORD,
    "leading": lambda: WORD + b"\n" + pdf(),
    "earlier revision": revised,
}
