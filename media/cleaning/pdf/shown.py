"""What pages show of their pictures: the rest is cropped, or under a box or another picture.

The hidden rest is still in the file. A pixel of a picture is shown if the page looks different with
the picture painted white than painted black. This covers everything that clips, covers or blends
it, as PDFium renders it. A picture with a shape of its own may be white on white: it is unseen if
the page looks the same without it. PDFium does not take patterns, masks and glyphs apart, so a
picture inside of one is replaced by stripes, which tell the parts that the page shows.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf
import pypdfium2
from pikepdf import Name, Pdf, Stream
from PIL import Image, ImageChops, ImageFilter
from pypdfium2 import raw

from .coded import Coded, difference
from .insides import pictures_inside
from .keeping import Unclean
from .masks import hidden_by
from .sight import CONTRAST, Matrix, dots_of_page

FIRST, SECOND = 1, 2  # pixels per unit of a page (1/72 inch), for a first and a second look
LARGEST = 3_000  # pixels of a side of a page
GRID = 1_200  # pixels of a side of the grid that stores what is shown of a picture
DEEPEST = 12  # nested forms
EDGE = 1  # pixels of a page that blend two adjacent things
THIN = 2  # units of a page: narrower pictures are strips of one
MOST_ALONE = 100  # pictures of a page that are examined one by one
MOST_INSIDE = 200  # pictures inside of patterns, masks and glyphs, on each page that has them
WHITE_SPACE = b"\0\t\n\f\r "
WHITE, BLACK = 0xFFFFFFFF, 0xFF000000
COLOURS = 0x1000000
STEP = 0x9E3779  # coprime to these, so it reaches all, and the next one differs clearly

NOTHING = Image.new("L", (1, 1), 0)


class Placed(NamedTuple):
    """A picture on a page; one that occurs twice is painted with the other."""

    item: Any  # PDFium's object
    digest: str  # of its compressed data
    size: tuple[int, int]
    to_page: Matrix  # from the unit square


def shown_of_pictures(pdf: Pdf) -> Shown:
    """Examine every page of a document."""
    looks = Shown()
    if not any(_is_stream(value) and _is_drawing(value) for value in pdf.objects):
        return looks
    output = BytesIO()
    # Unchanged, so that the data of a picture can be recognised.
    pdf.save(output, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    content = output.getvalue()
    opaque = _opaque(pdf)
    # PDFium keeps what is painted in a document: a second one identifies the pictures.
    with pypdfium2.PdfDocument(content) as plain, pypdfium2.PdfDocument(content) as painted:
        for number, page in enumerate(plain):
            if pictures := list(_pictures(page)):
                unseen = _unseen(page, pictures, opaque)
                for placed, look in _looks(content, number, pictures, painted[number]):
                    looks.add(placed.digest, NOTHING if placed in unseen else look)
    _look_inside(pdf, looks)
    looks.follow_masks(pdf)
    return looks


def _look_inside(pdf: Pdf, looks: Shown) -> None:
    """Ask the pages for the pictures that they do not name, each until it is seen whole."""
    inside: dict[str, list[int]] = {}
    for number, page in enumerate(pdf.pages):
        for picture in pictures_inside(page.obj):
            inside.setdefault(_digest(picture.read_raw_bytes()), []).append(number)
    for digest in inside:
        looks.add(digest, NOTHING)
    count = 0
    for digest, numbers in inside.items():
        for number in dict.fromkeys(numbers):
            if looks.is_whole(digest):
                break
            if (count := count + 1) > MOST_INSIDE:
                raise Unclean("so many pictures inside of patterns, masks or glyphs")
            if look := Coded(pdf, number, partial(_has_digest, digest=digest)).look():
                looks.add(digest, look)


def _has_digest(picture: Any, digest: str) -> bool:
    return _digest(picture.read_raw_bytes()) == digest


def _is_drawing(stream: Any) -> bool:
    """Whether it may contain a picture: as XObject, or in a content stream without subtype."""
    return stream.get("/Subtype", Name.Image) in (Name.Image, Name.Form)


class Shown:
    """For each picture, by its digest, the cells of a grid that some page shows."""

    def __init__(self) -> None:
        self._whole: set[str] = set()  # as most are, so no grid is stored for them
        self._grids: dict[str, Image.Image] = {}  # 255 where they are shown

    def add(self, digest: str, look: Image.Image) -> None:
        """Add what is shown of a picture at one place to what is shown at others."""
        if digest in self._whole:
            return
        if before := self._grids.pop(digest, None):
            width, height = map(max, before.size, look.size)
            before = before.resize((width, height), Image.Resampling.NEAREST)
            look = ImageChops.lighter(
                before, look.resize((width, height), Image.Resampling.NEAREST)
            )
        if _is_whole(look):
            self._whole.add(digest)
        else:
            self._grids[digest] = look

    def is_whole(self, digest: str) -> bool:
        return digest in self._whole

    def is_unseen(self, stream: Any) -> bool:
        """Whether no page shows anything of a picture."""
        look = self._grids.get(_digest(stream.read_raw_bytes())) if self._grids else None
        return look is not None and not look.getbbox()

    def follow_masks(self, pdf: Pdf) -> None:
        """Treat the masks of a picture, which are its outline, like the picture."""
        of_masks, whole = Shown(), Image.new("L", (1, 1), 255)
        for value in pdf.objects:
            if not (_is_stream(value) and value.get("/Subtype") == Name.Image):
                continue
            entries: list[Any] = [value.get(name) for name in ("/SMask", "/Mask")]
            masks = list(filter(_is_stream, entries))
            look = self._grids.get(_digest(value.read_raw_bytes()), whole) if masks else whole
            for mask in masks:
                of_masks.add(_digest(mask.read_raw_bytes()), look)
        for digest, look in of_masks._grids.items():
            self.add(digest, look)

    def hidden(self, stream: Any, size: tuple[int, int]) -> Image.Image | None:
        """In the pixels of a picture, 255 where no page shows it; None if all is shown."""
        if not self._grids:
            return None
        look = self._grids.get(_digest(stream.read_raw_bytes()))
        return hidden_by(look, size) if look else None


def _is_stream(value: Any) -> bool:
    return isinstance(value, Stream)


def _digest(content: bytes) -> str:
    """A digest that is the same for inline pictures, which libraries end differently."""
    return sha256(content.rstrip(WHITE_SPACE)).hexdigest()


def _looks(
    content: bytes, number: int, pictures: list[Placed], page: Any
) -> Iterator[tuple[Placed, Image.Image]]:
    """Each picture of a page, with what is shown of it.

    On most pages all are shown completely; one rendering, with each in its own colour, tells that.
    """
    colours = [(index + 1) * STEP % COLOURS for index in range(len(pictures))]
    for placed, colour in zip(list(_pictures(page)), colours, strict=True):
        _paint(placed, BLACK | colour)
    view = _view(page, FIRST)
    strips: list[tuple[int, Placed]] = []
    alone: list[tuple[int, Placed]] = []
    for index, (placed, colour) in enumerate(zip(pictures, colours, strict=True)):
        look = _in_grid(_of_colour(view, colour), placed, page)
        if _is_whole(look):
            yield placed, look
        else:
            (strips if _is_thin(placed) else alone).append((index, placed))
    if len(alone) > MOST_ALONE:
        raise Unclean("so many pictures that cover each other")
    for group in ([strips] if strips else []) + [[picture] for picture in alone]:
        where = _where_they_matter(content, number, [index for index, _placed in group])
        yield from ((placed, _in_grid(where, placed, page)) for _index, placed in group)


def _opaque(pdf: Pdf) -> set[str]:
    """The digests of the pictures that have no mask and are none."""
    return {
        _digest(value.read_raw_bytes())
        for value in pdf.objects
        if _is_stream(value)
        and value.get("/Subtype") == Name.Image
        and value.get("/ImageMask") is not True
        and not any(_is_stream(value.get(key)) for key in ("/SMask", "/Mask"))
    }


def _unseen(page: Any, pictures: list[Placed], opaque: set[str]) -> list[Placed]:
    """The pictures with a shape of their own that have the colour of what is below them."""
    shapes = [placed for placed in pictures if placed.digest not in opaque]
    if not shapes:
        return []
    before = _view(page, SECOND)
    for placed in shapes:
        raw.FPDFPageObj_SetFillColor(placed.item, 0, 0, 0, 0)
    change = difference(before, _view(page, SECOND))
    change = _beside(change.point(lambda value: 255 if value >= CONTRAST else 0), EDGE)
    return [placed for placed in shapes if not _in_grid(change, placed, page).getbbox()]


def _is_thin(placed: Placed) -> bool:
    a, b, c, d, *_origin = placed.to_page
    return min(math.hypot(a, b), math.hypot(c, d)) < THIN


def _where_they_matter(content: bytes, number: int, indices: list[int]) -> Image.Image:
    """Where a page, with everything else unchanged, depends on these pictures."""
    views = []
    with pypdfium2.PdfDocument(content) as document:
        page = document[number]
        pictures = list(_pictures(page))
        for colour in (WHITE, BLACK):
            for index in indices:
                _paint(pictures[index], colour)
            views.append(_view(page, SECOND))
    return _beside(difference(*views).point(lambda value: 255 if value >= CONTRAST else 0), 1)


def _of_colour(view: Any, colour: int) -> Image.Image:
    """255 where a page has a colour, and beside that, where edges are blended."""
    plain = Image.new("RGB", view.size, (colour >> 16, colour >> 8 & 255, colour & 255))
    return _beside(difference(view, plain).point(lambda value: 0 if value else 255), EDGE)


def _beside(look: Image.Image, dots: int) -> Image.Image:
    # Much faster than a maximum filter, with the same result for black and white.
    return look.filter(ImageFilter.BoxBlur(dots)).point(lambda value: 255 if value else 0)


def _is_whole(look: Image.Image) -> bool:
    shades: Any = look.getextrema()
    return bool(shades[0])


def _view(page: Any, scale: float) -> Image.Image:
    scale = min(scale, LARGEST / max(page.get_size()))
    view: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
    return view


def _paint(placed: Placed, colour: int) -> None:
    bitmap = raw.FPDFBitmap_CreateEx(1, 1, raw.FPDFBitmap_BGRx, None, 0)
    raw.FPDFBitmap_FillRect(bitmap, 0, 0, 1, 1, colour)
    raw.FPDFImageObj_SetBitmap(None, 0, placed.item, bitmap)
    raw.FPDFBitmap_Destroy(bitmap)


def _pictures(page: Any) -> Iterator[Placed]:
    for place in range(raw.FPDFPage_CountObjects(page)):
        yield from _within(raw.FPDFPage_GetObject(page, place), (1, 0, 0, 1, 0, 0), 0)


def _within(item: Any, outer: Matrix, depth: int) -> Iterator[Placed]:
    kind = raw.FPDFPageObj_GetType(item)
    if kind not in (raw.FPDF_PAGEOBJ_FORM, raw.FPDF_PAGEOBJ_IMAGE):
        return
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(item, matrix)
    own = (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)
    to_page = _after(own, outer)
    if kind == raw.FPDF_PAGEOBJ_IMAGE:
        packed = _packed(item)
        yield Placed(item, _digest(packed), _size(item), to_page)
    elif depth >= DEEPEST:
        raise Unclean("forms within forms, deeper than is looked")
    else:
        for place in range(raw.FPDFFormObj_CountObjects(item)):
            yield from _within(raw.FPDFFormObj_GetObject(item, place), to_page, depth + 1)


def _after(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        *(a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j),
        *(e * g + f * i + k, e * h + f * j + m),
    )


def _packed(item: Any) -> bytes:
    size = raw.FPDFImageObj_GetImageDataRaw(item, None, 0)
    content = (ctypes.c_ubyte * size)()
    raw.FPDFImageObj_GetImageDataRaw(item, content, size)
    return bytes(content)


def _size(item: Any) -> tuple[int, int]:
    width, height = ctypes.c_uint(), ctypes.c_uint()
    raw.FPDFImageObj_GetImagePixelSize(item, width, height)
    return max(width.value, 1), max(height.value, 1)


def _in_grid(look: Image.Image, placed: Placed, page: Any) -> Image.Image:
    """A rendering of a page in the picture's grid, whose first row is the highest."""
    scale = min(1, GRID / max(placed.size))
    width, height = (max(1, math.ceil(side * scale)) for side in placed.size)
    a, b, c, d, e, f = _after(placed.to_page, dots_of_page(page, look.size))
    coefficients = (a / width, -c / height, e + c, b / width, -d / height, f + d)
    return look.transform((width, height), Image.Transform.AFFINE, coefficients)
