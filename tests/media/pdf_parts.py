"""Helpers that draw planted PDFs."""

from io import BytesIO

import pikepdf
import pypdfium2


def pdf(plant=None, pages=1, **options) -> bytes:
    """A PDF with one red square on each page, and the additions of `plant`."""
    document = pikepdf.new()
    for _ in range(pages):
        page = document.add_blank_page(page_size=(200, 100))
        page.Contents = document.make_stream(b"1 0 0 rg 10 10 50 50 re f")
    if plant:
        plant(document)
    output = BytesIO()
    # Otherwise its ID depends on the second in which it was made, and digests differ.
    document.save(output, deterministic_id="encryption" not in options, **options)
    return output.getvalue()


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


def draw(document, drawing, **resources):
    document.pages[0].Contents = document.make_stream(b"1 0 0 rg 10 10 50 50 re f " + drawing)
    document.pages[0].Resources = pikepdf.Dictionary(
        Font=pikepdf.Dictionary(F1=helvetica()),
        **{name: pikepdf.Dictionary(value) for name, value in resources.items()},
    )


def words_in(content, page, area):
    """What a reader can copy from an area of a page (from 1): empty once it is redacted."""
    with pypdfium2.PdfDocument(content) as document:
        left, bottom, right, top = area
        text = document[page - 1].get_textpage()
        return text.get_text_bounded(left=left, bottom=bottom, right=right, top=top)
