"""PDFs with a canary in every place where one can contain words besides its pages."""

import struct
import zlib
from io import BytesIO

import pikepdf

from media.cleaning.pdf.bilevel import packed
from tests.media.planted import CANARY, WORD, exif, saved, scene, segment, telling_profile, xmp

from .pdf_parts import add_form, draw, form_field, pdf, picture_of, show
from .planted_pdf_fonts import plant_font
from .planted_pdf_pictures import plant_erased
from .planted_pdf_words import WRITTEN


def plant_info(document):
    document.docinfo["/Author"] = CANARY
    document.docinfo["/Title"] = "\u6771\u4eac " + CANARY  # kept as UTF-16


def plant_xmp(document):
    document.Root.Metadata = document.make_stream(xmp(), Type=pikepdf.Name.Metadata)


def plant_page_xmp(document):
    document.pages[0].Metadata = document.make_stream(xmp(), Type=pikepdf.Name.Metadata)


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


def plant_signer(document):
    signature = pikepdf.Dictionary(Type=pikepdf.Name.Sig, Name=CANARY, Contents=WORD)
    widget = form_field(document, V=signature, TU=CANARY, T=CANARY)
    add_form(document, widget, FT=pikepdf.Name.Sig, T="signed")


def plant_hidden_field(document):
    add_form(document, form_field(document, V=CANARY, F=2, T="secret"), FT=pikepdf.Name.Tx)


def plant_hidden_note(document):
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FreeText, Rect=[0, 0, 9, 9], F=32,
        Contents=CANARY, DA=WORD,
    )  # fmt: skip
    document.pages[0].Annots = pikepdf.Array([document.make_indirect(note)])


def plant_inline_picture(document):
    data = saved(scene((8, 8)), "JPEG", exif=exif())
    head = b"q 8 0 0 8 0 0 cm BI /W 8 /H 8 /BPC 8 /CS /RGB /F [/AHx /DCT] ID "
    draw(document, head + data.hex().encode() + b"> EI Q")


def plant_drawing_words(document):
    surplus = b"/" + WORD + b" 1 w (" + WORD + b") 2 w /Span << /Who (" + WORD + b") >> BDC EMC "
    draw(document, b"%" + WORD + b"\n" + surplus + WORD + b" /" + WORD + b" MP")


def plant_hidden_layer(document):
    layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name=CANARY))
    document.Root.OCProperties = pikepdf.Dictionary(
        OCGs=[layer], D=pikepdf.Dictionary(OFF=[layer], Order=[layer])
    )
    words = b"/OC /L1 BDC BT /F1 12 Tf 80 50 Td (" + WORD + b") Tj ET EMC"
    draw(document, words, Properties={"/L1": layer})


def plant_properties(document):
    named = {"/P1": pikepdf.Dictionary(MCID=0, Note=CANARY)}
    draw(document, b"/P /P1 BDC 0 0 m 9 9 l S EMC", Properties=named)


def plant_structure(document):
    draw(document, b"/" + WORD + b" << /MCID 0 >> BDC 0 0 m 9 9 l S EMC")
    root = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    figure = document.make_indirect(
        pikepdf.Dictionary(
            S=pikepdf.Name(f"/{CANARY}"), P=root, K=0, Pg=document.pages[0].obj, T=CANARY,
            ID=CANARY, Alt="A red square", Who=CANARY, ActualText=CANARY, E=CANARY, Lang=CANARY,
            A=pikepdf.Dictionary(O=pikepdf.Name.Layout, Placement=pikepdf.Name.Block, Who=CANARY),
        )
    )  # fmt: skip
    root.K, root.ParentTree = figure, pikepdf.Dictionary(Nums=[0, pikepdf.Array([figure])])
    root.RoleMap = pikepdf.Dictionary({f"/{CANARY}": pikepdf.Name.Figure})
    root.ClassMap = pikepdf.Dictionary({f"/{CANARY}": pikepdf.Dictionary(O=pikepdf.Name.Layout)})
    document.pages[0].StructParents = 0
    document.Root.StructTreeRoot = root
    document.Root.MarkInfo = pikepdf.Dictionary(Marked=True, UserProperties=True)


def plant_words_for_copying(document):
    """The page shows a letter, but copying gives a name."""
    said = b" ".join(b"/%s (%s)" % (key, WORD) for key in (b"ActualText", b"Alt", b"E", b"Lang"))
    draw(document, b"/Span << " + said + b" >> BDC BT /F1 12 Tf 80 50 Td (K.) Tj ET EMC")


def plant_language(document):
    document.Root.Lang = CANARY


def plant_layer_hidden_by_its_use(document):
    usage = pikepdf.Dictionary(View=pikepdf.Dictionary(ViewState=pikepdf.Name.OFF))
    layer = document.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Names", Usage=usage)
    )
    view = pikepdf.Dictionary(Event=pikepdf.Name.View, Category=[pikepdf.Name.View], OCGs=[layer])
    document.Root.OCProperties = pikepdf.Dictionary(
        OCGs=[layer], D=pikepdf.Dictionary(ON=[layer], AS=[view])
    )
    draw(document, b"/OC /L1 BDC " + WRITTEN + b"EMC", Properties={"/L1": layer})


def plant_samples(document):
    tint = document.make_stream(
        bytes(6) + WORD, FunctionType=0, Domain=[0, 1], Range=[0, 1] * 3, Size=[2], BitsPerSample=8
    )
    space = pikepdf.Array([pikepdf.Name.Separation, pikepdf.Name.All, pikepdf.Name.DeviceRGB, tint])
    draw(document, b"/C1 cs 1 sc 0 0 9 9 re f", ColorSpace={"/C1": space})


def plant_login(document):
    plant_local_link(document)
    document.pages[0].Annots[0].A.URI = f"https://kim:{CANARY}@example.org/"


def plant_custom_keys(document):
    square = document.make_stream(
        b"0 0 9 9 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9],
        Who=CANARY, Group=pikepdf.Dictionary(S=pikepdf.Name.Transparency, Who=CANARY),
    )  # fmt: skip
    state = pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, ca=0.5, Who=CANARY)
    unused = picture_of(document, WORD * 700)
    draw(
        document, b"/" + WORD + b" gs /X Do", XObject={"/X": square, "/Unused": unused},
        ExtGState={f"/{CANARY}": state},
    )  # fmt: skip


def plant_behind_streams(document):
    pixels = picture_of(document, scene().tobytes() + WORD)
    packed = picture_of(
        document, zlib.compress(scene().tobytes()) + WORD, Filter=pikepdf.Name.FlateDecode
    )
    draw(document, b"/A Do /B Do", XObject={"/A": pixels, "/B": packed})


def plant_profile(document):
    space = pikepdf.Array([pikepdf.Name.ICCBased, document.make_stream(telling_profile(), N=3)])
    draw(document, b"/C1 cs 1 0 0 sc 0 0 9 9 re f", ColorSpace={"/C1": space})


def plant_function(document):
    tint = document.make_stream(
        b"{ %" + WORD + b"\n pop 1 0 0 }", FunctionType=4, Domain=[0, 1], Range=[0, 1] * 3
    )
    ink = pikepdf.Name(f"/{CANARY}")
    space = pikepdf.Array([pikepdf.Name.Separation, ink, pikepdf.Name.DeviceRGB, tint])
    draw(document, b"/C1 cs 1 sc 0 0 9 9 re f", ColorSpace={"/C1": space})


def plant_jumb(document):
    plain = saved(scene(), "JPEG2000")
    box = struct.pack(">I", len(WORD) + 8) + b"jumb" + WORD
    where = plain.index(b"jp2c") - 4
    data = plain[:where] + box + plain[where:] + WORD
    show(document, picture_of(document, data, Filter=pikepdf.Name.JPXDecode))


def plant_c2pa(document):
    plain = saved(scene(), "JPEG")
    data = plain[:2] + segment(0xEB, b"JP\0\1\0\0\0\1jumb" + WORD) + plain[2:]
    show(document, picture_of(document, data, Filter=pikepdf.Name.DCTDecode))


def plant_destination_name(document):
    place = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])
    names = pikepdf.Dictionary(Names=[pikepdf.String(CANARY), place])
    document.Root.Names = pikepdf.Dictionary(Dests=names)
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Link,
        Rect=[0, 0, 9, 9],
        Dest=CANARY,
        NM=CANARY,
    )
    document.pages[0].Annots = pikepdf.Array([link])


def plant_fax(document):
    black = scene(mode="1")
    head = {"Filter": pikepdf.Name.CCITTFaxDecode}
    words = pikepdf.Dictionary(K=-1, Columns=64, Rows=48, BlackIs1=True)
    fax = picture_of(document, packed(black) + WORD, DecodeParms=words, **head)
    fax.ColorSpace, fax.BitsPerComponent = pikepdf.Name.DeviceGray, 1
    show(document, fax)


def revised() -> bytes:
    """A PDF whose earlier revision, with the canary, is still in the file."""
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
    "signer": lambda: pdf(plant_signer),
    "hidden field": lambda: pdf(plant_hidden_field),
    "hidden note": lambda: pdf(plant_hidden_note),
    "inline picture": lambda: pdf(plant_inline_picture),
    "words in a drawing": lambda: pdf(plant_drawing_words),
    "hidden layer": lambda: pdf(plant_hidden_layer),
    "property list": lambda: pdf(plant_properties),
    "words for copying": lambda: pdf(plant_words_for_copying),
    "language": lambda: pdf(plant_language),
    "layer hidden by its use": lambda: pdf(plant_layer_hidden_by_its_use),
    "samples of a function": lambda: pdf(plant_samples),
    "login of a link": lambda: pdf(plant_login),
    "structure": lambda: pdf(plant_structure),
    "custom keys": lambda: pdf(plant_custom_keys),
    "bytes behind streams": lambda: pdf(plant_behind_streams),
    "colour profile": lambda: pdf(plant_profile),
    "font": lambda: pdf(plant_font),
    "function": lambda: pdf(plant_function),
    "jumb box": lambda: pdf(plant_jumb),
    "c2pa": lambda: pdf(plant_c2pa),
    "name of a destination": lambda: pdf(plant_destination_name),
    "fax": lambda: pdf(plant_fax),
    "erased in a picture": lambda: pdf(plant_erased),
    "object streams": lambda: pdf(plant_info, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "trailing": lambda: pdf() + b"\n%" + WORD,
    "leading": lambda: WORD + b"\n" + pdf(),
    "earlier revision": revised,
}
