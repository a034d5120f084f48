"""PDFs with a canary in every place where one can carry words beside its pages."""

import struct
import zlib
from io import BytesIO

import pikepdf
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from media.cleaning.pdf.bilevel import packed
from tests.media.planted import CANARY, WORD, exif, saved, scene, segment, telling_profile, xmp


def pdf(plant=None, pages=1, **options) -> bytes:
    """A PDF with one red square on each page, and what `plant` puts into it."""
    document = pikepdf.new()
    for _ in range(pages):
        page = document.add_blank_page(page_size=(200, 100))
        page.Contents = document.make_stream(b"1 0 0 rg 10 10 50 50 re f")
    if plant:
        plant(document)
    output = BytesIO()
    # Otherwise its ID is of the second in which it was made, and the next one has another digest.
    document.save(output, deterministic_id="encryption" not in options, **options)
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


def form_field(document, **entries):
    """A text field that shows "Kim" on the page."""
    look = document.make_stream(
        b"BT /Helv 9 Tf 2 2 Td (Kim) Tj ET",
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, 60, 12],
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(Helv=helvetica())),
    )
    widget = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        Rect=[80, 10, 140, 22],
        F=4,
        AP=pikepdf.Dictionary(N=look),
    )
    for key, value in entries.items():
        widget[f"/{key}"] = value
    return document.make_indirect(widget)


def helvetica():
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )


def add_form(document, *widgets, **parent):
    field = document.make_indirect(pikepdf.Dictionary(Kids=pikepdf.Array(widgets)))
    for widget in widgets:
        widget.Parent = field
    for key, value in parent.items():
        field[f"/{key}"] = value
    document.Root.AcroForm = pikepdf.Dictionary(Fields=[field])
    document.pages[0].Annots = pikepdf.Array(widgets)


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


def draw(document, drawing, **resources):
    document.pages[0].Contents = document.make_stream(b"1 0 0 rg 10 10 50 50 re f " + drawing)
    document.pages[0].Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F1=helvetica()),
        **{name: pikepdf.Dictionary(value) for name, value in resources.items()},
    )


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
    """What the page shows as a letter is copied as a name."""
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


def plant_font(document):
    """A TrueType font whose own names, and whose names in the PDF, tell."""
    content = telling_font()
    descriptor = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name(f"/{CANARY}"), Flags=32,
        FontFamily=CANARY, FontBBox=[0, 0, 1000, 1000], ItalicAngle=0, Ascent=800, Descent=-200,
        CapHeight=700, StemV=80, FontFile2=document.make_stream(content, Length1=len(content)),
    )  # fmt: skip
    letters = document.make_stream(
        b"/CIDInit /ProcSet findresource begin %" + WORD + b"\nbegincmap /CMapName /" + WORD
        + b" def 1 beginbfchar <41> <0041> endbfchar endcmap"
    )  # fmt: skip
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.TrueType, FirstChar=65, LastChar=65,
        BaseFont=pikepdf.Name(f"/{CANARY}"), Widths=[600], ToUnicode=letters,
        FontDescriptor=document.make_indirect(descriptor),
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )  # fmt: skip
    draw(document, b"BT /F2 20 Tf 80 50 Td (A) Tj ET")
    document.pages[0].Resources.Font.F2 = document.make_indirect(font)


def telling_font(letters="A", drawn="A"):
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", *letters])
    builder.setupCharacterMap({ord(letter): letter for letter in letters})
    pen = TTGlyphPen(None)
    for point, step in (((0, 0), pen.moveTo), ((0, 700), pen.lineTo), ((500, 700), pen.lineTo)):
        step(point)
    pen.closePath()
    triangle, nothing = pen.glyph(), TTGlyphPen(None).glyph()
    glyphs = {letter: triangle if letter in drawn else nothing for letter in letters}
    builder.setupGlyf({".notdef": nothing, **glyphs})
    builder.setupHorizontalMetrics(dict.fromkeys([".notdef", *letters], (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": CANARY, "designer": CANARY})
    builder.setupOS2()
    builder.setupPost()
    output = BytesIO()
    builder.save(output)
    return output.getvalue()


def composite(letters, drawn, glyphs=None):
    """Writes the canary, over other letters, in a font whose codes are numbers of glyphs."""

    def plant(document):
        content = telling_font(letters, drawn)
        descriptor = pikepdf.Dictionary(
            Type=pikepdf.Name.FontDescriptor, FontName=pikepdf.Name.X, Flags=4, StemV=80,
            FontBBox=[0, 0, 1000, 1000], ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=700,
            FontFile2=document.make_stream(content, Length1=len(content)),
        )  # fmt: skip
        descendant = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType2, BaseFont=pikepdf.Name.X,
            CIDSystemInfo=pikepdf.Dictionary(Registry="Adobe", Ordering="Identity", Supplement=0),
            FontDescriptor=document.make_indirect(descriptor), DW=600,
            CIDToGIDMap=document.make_stream(glyphs) if glyphs else pikepdf.Name.Identity,
        )  # fmt: skip
        codes = "".join(
            f"<{code:04x}> <{ord(letter):04x}> " for code, letter in enumerate(letters, 1)
        )
        told = f"{len(letters)} beginbfchar {codes} endbfchar".encode()
        font = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, BaseFont=pikepdf.Name.X,
            Encoding=pikepdf.Name("/Identity-H"), ToUnicode=document.make_stream(told),
            DescendantFonts=[document.make_indirect(descendant)],
        )  # fmt: skip
        word = "".join(f"{letters.index(letter) + 1:04x}" for letter in CANARY).encode()
        below = b"BT /F1 12 Tf 20 70 Td (other words of a page) Tj ET "
        draw(document, below + b"BT /F2 12 Tf 20 70 Td <" + word + b"> Tj ET")
        document.pages[0].Resources.Font.F2 = document.make_indirect(font)

    return plant


def glyphs_of_nothing(document):
    """Writes the canary, over other letters, in a font whose drawings are empty."""
    letters = sorted(set(CANARY))
    names = {letter: f"/g{ord(letter)}" for letter in letters}
    nothing = document.make_stream(b"600 0 d0")
    told = "".join(f"<{ord(letter):02x}> <{ord(letter):04x}> " for letter in letters)
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3, FontBBox=[0, 0, 500, 700],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0], FirstChar=0, LastChar=127, Widths=[600] * 128,
        CharProcs=pikepdf.Dictionary(dict.fromkeys(names.values(), nothing)),
        Encoding=pikepdf.Dictionary(
            Differences=[part for letter in letters
                         for part in (ord(letter), pikepdf.Name(names[letter]))]
        ),
        Resources=pikepdf.Dictionary(),
        ToUnicode=document.make_stream(f"{len(letters)} beginbfchar {told} endbfchar".encode()),
    )  # fmt: skip
    below = b"BT /F1 12 Tf 20 70 Td (other words of a page) Tj ET "
    draw(document, below + b"BT /F2 12 Tf 20 70 Td (" + WORD + b") Tj ET")
    document.pages[0].Resources.Font.F2 = font


LETTERS = "".join(sorted(set(CANARY)))
# Each code leads to the glyph of the first letter, and each to none.
ALIKE = b"\0\0" + b"\0\1" * len(LETTERS)
NO_GLYPHS = b"\0\0" * (len(LETTERS) + 1)


def named_otherwise(document):
    """A simple font that calls its glyphs by other letters than it tells."""
    plant_font(document)
    font = document.pages[0].Resources.Font.F2
    names = [pikepdf.Name(f"/{letter}") for letter in "XYZ"]
    font.Encoding = pikepdf.Dictionary(Differences=[65, *names])
    font.ToUnicode = document.make_stream(
        b"3 beginbfchar <41> <0041> <42> <0042> <43> <0043> endbfchar"
    )


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


def plant_erased(document):
    """What a mask makes transparent is in the picture still."""
    dots = bytearray(scene().tobytes())
    dots[: len(WORD)] = WORD
    mask = document.make_stream(
        scene().getchannel("B").tobytes(), Type=pikepdf.Name.XObject, Width=64, Height=48,
        Subtype=pikepdf.Name.Image, ColorSpace=pikepdf.Name.DeviceGray, BitsPerComponent=8,
    )  # fmt: skip
    show(document, picture_of(document, bytes(dots), SMask=mask))


def mask(document, size=(64, 48), **entries):
    """A mask through which nothing is seen of what is red in the scene."""
    return document.make_stream(
        scene(size).getchannel("B").tobytes(), Type=pikepdf.Name.XObject, Width=size[0],
        Height=size[1], Subtype=pikepdf.Name.Image, ColorSpace=pikepdf.Name.DeviceGray,
        BitsPerComponent=8, **entries,
    )  # fmt: skip


def stencil(document):
    """The same of one bit, where 1 is not painted."""
    bits = scene().getchannel("R").point(lambda red: 255 if red else 0, "1").tobytes()
    return document.make_stream(
        bits, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=64, Height=48,
        ImageMask=True, BitsPerComponent=1,
    )  # fmt: skip


def packed_scene(document, format, **entries):
    data = saved(scene(), format, **({"quality": 95} if format == "JPEG" else {}))
    name = pikepdf.Name.DCTDecode if format == "JPEG" else pikepdf.Name.JPXDecode
    return picture_of(document, data, Filter=name, **entries)


def key_of_all_but_blue(document):
    """Colours that are not painted, of which some differ from each other."""
    return picture_of(document, scene().tobytes(), Mask=[0, 255, 0, 255, 0, 100])


def deep(document):
    dots = bytes(byte for value in scene().tobytes() for byte in (value, value))
    picture = picture_of(document, dots, SMask=mask(document))
    picture.BitsPerComponent = 16
    return picture


def masked_by_jbig2(document):
    """As scanners do: the ink in a few dots, and a mask that says where it is."""
    fax = packed(scene().getchannel("R").point(lambda red: 255 if red else 0, "1"))
    page = struct.pack(">IIIIBH", 64, 48, 0, 0, 0, 0)
    region = struct.pack(">IIIIBB", 64, 48, 0, 0, 0, 1) + fax
    segments = (
        struct.pack(">IBBBI", number, kind, 0, 1, len(body)) + body
        for number, (kind, body) in enumerate(((48, page), (38, region)))
    )
    stencil = document.make_stream(
        b"".join(segments), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=64,
        Height=48, ImageMask=True, BitsPerComponent=1, Filter=pikepdf.Name.JBIG2Decode,
        Decode=[1, 0],
    )  # fmt: skip
    return packed_scene(document, "JPEG", Mask=stencil)


# Pictures of which the quarter that is red is seen nowhere.
ERASED = {
    "jpeg": lambda document: packed_scene(document, "JPEG", SMask=mask(document)),
    "jpeg, mask of other size": lambda document: packed_scene(
        document, "JPEG", SMask=mask(document, (16, 12))
    ),
    "jpeg, stencil": lambda document: packed_scene(document, "JPEG", Mask=stencil(document)),
    "jpeg 2000": lambda document: packed_scene(document, "JPEG2000", SMask=mask(document)),
    "16 bits": deep,
    "mask of a scan": masked_by_jbig2,
    "colours": key_of_all_but_blue,
}


def plant_fax(document):
    black = scene(mode="1")
    head = {"Filter": pikepdf.Name.CCITTFaxDecode}
    words = pikepdf.Dictionary(K=-1, Columns=64, Rows=48, BlackIs1=True)
    fax = picture_of(document, packed(black) + WORD, DecodeParms=words, **head)
    fax.ColorSpace, fax.BitsPerComponent = pikepdf.Name.DeviceGray, 1
    show(document, fax)


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


WRITTEN = b"BT /F1 12 Tf 20 70 Td (" + WORD + b") Tj ET "


def under_a_box(document):
    draw(document, WRITTEN + b"0 g 15 60 150 30 re f")


def invisible(document):
    draw(document, b"3 Tr " + WRITTEN)


def outside(document):
    draw(document, WRITTEN)
    document.pages[0].CropBox = pikepdf.Array([0, 0, 200, 60])


def white_on_white(document):
    draw(document, b"1 g " + WRITTEN)


def pending_redaction(document):
    draw(document, WRITTEN)
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Redact, Rect=[15, 60, 165, 90]
    )
    document.pages[0].Annots = pikepdf.Array([note])


# What a page does not show, though it is in the file.
HIDDEN_WORDS = {
    "under a box": under_a_box,
    "invisible": invisible,
    "outside": outside,
    "white on white": white_on_white,
}


def shown_as(font=b"/F1 12 Tf", before=b"", around=b"%s"):
    drawing = around % (b"BT " + font + b" 20 70 Td " + before + b" (" + WORD + b") Tj ET")
    return lambda document: draw(document, drawing)


def in_a_form(document):
    """Drawn flat by the form's own matrix."""
    _give(
        document,
        b"/X Do",
        "XObject",
        _drawn(document, Type="XObject", Subtype="Form", Matrix=[0] * 6),
    )


def in_a_pattern(document):
    entries = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 200, "YStep": 100}
    drawing = b"/Pattern cs /X scn 0 0 200 100 re f"
    _give(document, drawing, "Pattern", _drawn(document, **entries))


def in_a_mask(document):
    group = pikepdf.Dictionary(S=pikepdf.Name.Transparency, CS=pikepdf.Name.DeviceGray)
    form = _drawn(document, Type="XObject", Subtype="Form", Group=group)
    mask = pikepdf.Dictionary(S=pikepdf.Name.Luminosity, G=form)
    _give(document, b"/X gs 5 5 9 9 re f", "ExtGState", pikepdf.Dictionary(SMask=mask))


def in_a_glyph(document):
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type3, FontBBox=[0, 0, 500, 700],
        FontMatrix=[0.001, 0, 0, 0.001, 0, 0], FirstChar=65, LastChar=65, Widths=[600],
        CharProcs=pikepdf.Dictionary(A=document.make_stream(b"600 0 d0 " + WRITTEN)),
        Encoding=pikepdf.Dictionary(Differences=[65, pikepdf.Name.A]),
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=helvetica())),
    )  # fmt: skip
    draw(document, b"")
    document.pages[0].Resources.Font.F2 = font
    document.pages[0].Contents = document.make_stream(b"BT /F2 12 Tf 20 70 Td (A) Tj ET")


def _drawn(document, **entries):
    named = {
        key: pikepdf.Name(f"/{value}") if isinstance(value, str) else value
        for key, value in entries.items()
    }
    fonts = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=helvetica()))
    return document.make_stream(WRITTEN, BBox=[0, 0, 200, 100], Resources=fonts, **named)


def _give(document, drawing, category, value):
    draw(document, drawing, **{category: {"/X": value}})


# What PDFium does not read on a page, so that nobody can tell whether it is seen.
UNREADABLE_WORDS = {
    "without a font": shown_as(font=b""),
    "of no size": shown_as(font=b"/F1 0 Tf"),
    "of no width": shown_as(before=b"0 Tz"),
    "of hardly any width": shown_as(before=b"0.1 Tz"),
    "in a flat line": shown_as(before=b"0 0 0 1 20 70 Tm"),
    "on a page of no size": shown_as(around=b"q 0.00001 0 0 0.00001 9 9 cm %s Q"),
    "in a form of no size": in_a_form,
    "in a pattern": in_a_pattern,
    "in a mask": in_a_mask,
    "in a glyph": in_a_glyph,
}
