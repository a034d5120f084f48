"""Pictures on pages: their pixels, and what says how these are shown."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageFilter

from . import bilevel
from .colours import colour_space, components, data_of
from .keeping import (
    Copy,
    Rules,
    Unclean,
    boolean,
    entries,
    fill,
    number,
    numbers,
    one_of,
    plain_name,
)
from .segments import clean_jp2, clean_jpeg

INTENTS = ("AbsoluteColorimetric", "RelativeColorimetric", "Saturation", "Perceptual")
FILTERS = {
    "Fl": "FlateDecode", "LZW": "LZWDecode", "A85": "ASCII85Decode", "AHx": "ASCIIHexDecode",
    "RL": "RunLengthDecode", "CCF": "CCITTFaxDecode", "DCT": "DCTDecode",
}  # fmt: skip
NEAR = 2  # dots
GENERAL = {"FlateDecode", "LZWDecode", "ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode"}


def picture(copy: Copy, stream: Any) -> Any:
    if (new := copy.find(stream, "picture")) is not None:
        return new
    new = copy.stream(stream, "picture")
    new["/Type"], new["/Subtype"] = Name.XObject, Name.Image
    fill(copy, new, stream, PICTURE)
    _write(copy, new, stream)
    return new


def inline_picture(copy: Copy, image: Any, resources: Any) -> Stream:
    """A picture within a content stream becomes one beside it."""
    stream = copy.source.make_stream(image.read_raw_bytes())
    for key, value in image.obj.items():
        stream[key] = value
    space = image.obj.get("/ColorSpace")
    if (named := resources.find("/ColorSpace", space)) is not None:
        stream["/ColorSpace"] = named
    return picture(copy, stream)


def _mask(copy: Copy, value: Any) -> Any:
    return picture(copy, value) if isinstance(value, Stream) else numbers(copy, value)


PICTURE: Rules = {
    **dict.fromkeys(
        ("/Width", "/Height", "/BitsPerComponent", "/SMaskInData", "/StructParent"), number
    ),
    **dict.fromkeys(("/ImageMask", "/Interpolate"), boolean),
    **dict.fromkeys(("/Decode", "/Matte"), numbers),
    "/ColorSpace": colour_space,
    "/Intent": one_of(*INTENTS),
    "/Mask": _mask,
    "/SMask": _mask,
}


def _write(copy: Copy, new: Any, stream: Any) -> None:
    filters = filters_of(stream)
    last = filters[-1] if filters else ""
    if last == "DCTDecode":
        parameters = entries({"/ColorTransform": number})(copy, _parameters(stream))
        new.write(clean_jpeg(_packed(copy, stream)), filter=Name.DCTDecode, decode_parms=parameters)
    elif last == "JPXDecode":
        new.write(clean_jp2(_packed(copy, stream)), filter=Name.JPXDecode)
    elif last == "CCITTFaxDecode":
        _write_fax(copy, new, stream)
    elif last == "JBIG2Decode":
        _write_jbig2(copy, new, stream)
    elif GENERAL.issuperset(filters):
        _write_pixels(new, stream)
    else:
        raise Unclean("a picture packed in a way that nobody knows")


def filters_of(stream: Any) -> list[str]:
    filters = stream.get("/Filter", Array())
    names = filters.as_list() if isinstance(filters, Array) else [filters]
    return [FILTERS.get(plain_name(name), plain_name(name)) for name in names]


def _parameters(stream: Any) -> Any:
    parameters = stream.get("/DecodeParms")
    return parameters[-1] if isinstance(parameters, Array) and len(parameters) else parameters


def _packed(copy: Copy, stream: Any) -> bytes:
    """The data as its last filter has it, without the filters around."""
    raw = stream.read_raw_bytes()
    if len(filters_of(stream)) == 1:
        return raw
    outer = Stream(copy.source, raw)
    outer["/Filter"] = Array(stream["/Filter"].as_list()[:-1])
    if isinstance(parameters := stream.get("/DecodeParms"), Array):
        outer["/DecodeParms"] = Array(parameters.as_list()[:-1])
    return data_of(outer)


def _write_fax(copy: Copy, new: Any, stream: Any) -> None:
    """Unpack it and pack it anew: what lies behind its end cannot be seen from outside."""
    plain = copy.source.make_stream(_packed(copy, stream))
    plain["/Type"], plain["/Subtype"] = Name.XObject, Name.Image
    plain["/Width"], plain["/Height"] = new["/Width"], new["/Height"]
    plain["/ColorSpace"], plain["/BitsPerComponent"] = Name.DeviceGray, 1
    plain["/Filter"], plain["/DecodeParms"] = Name.CCITTFaxDecode, _parameters(stream)
    image = pikepdf.PdfImage(plain).as_pil_image().convert("1")
    parameters = Dictionary(K=-1, Columns=image.width, Rows=image.height, BlackIs1=True)
    new.write(bilevel.packed(image), filter=Name.CCITTFaxDecode, decode_parms=parameters)


def _write_jbig2(copy: Copy, new: Any, stream: Any) -> None:
    shared = _parameters(stream)
    shared = shared.get("/JBIG2Globals") if isinstance(shared, Dictionary) else None
    parameters = None
    if isinstance(shared, Stream):
        if (common := copy.find(shared, "shared")) is None:
            common = copy.stream(shared, "shared", bilevel.clean_jbig2(data_of(shared)))
        parameters = Dictionary(JBIG2Globals=common)
    content = bilevel.clean_jbig2(_packed(copy, stream))
    new.write(content, filter=Name.JBIG2Decode, decode_parms=parameters)


def _write_pixels(new: Any, stream: Any) -> None:
    """No more bytes than the picture has pixels, and no colours where it is transparent."""
    width, height = int(new["/Width"]), int(new["/Height"])
    is_mask = bool(new.get("/ImageMask", False))
    depth = 1 if is_mask else int(new.get("/BitsPerComponent", 8))
    count = 1 if is_mask else components(new["/ColorSpace"])
    content = data_of(stream)[: height * ((width * count * depth + 7) // 8)]
    mode = {1: "L", 3: "RGB", 4: "RGBA"}.get(count)
    parameters = _parameters(stream)
    is_predicted = isinstance(parameters, Dictionary) and int(parameters.get("/Predictor", 1)) > 1
    if not mode or depth != 8 or len(content) != width * height * count:
        new.write(content)
        return
    image = _without_erased(Image.frombytes(mode, (width, height), content), stream.get("/SMask"))
    if is_predicted:
        predictor = Dictionary(Predictor=15, Colors=count, BitsPerComponent=8, Columns=width)
        new.write(_predicted(image), filter=Name.FlateDecode, decode_parms=predictor)
    else:
        new.write(image.tobytes())


def _without_erased(image: Image.Image, mask: Any) -> Image.Image:
    """Take the colours from what a mask of single dots erases, but for those beside what is seen.

    Readers that smooth a picture mix these in.
    """
    if not isinstance(mask, Stream) or not GENERAL.issuperset(filters_of(mask)):
        return image
    size = (int(mask.get("/Width", 0)), int(mask.get("/Height", 0)))
    dots = data_of(mask)[: image.width * image.height]
    is_plain = mask.get("/BitsPerComponent") == 8 and "/Decode" not in mask and "/Matte" not in mask
    if size != image.size or not is_plain or len(dots) != image.width * image.height:
        return image
    near = Image.frombytes("L", size, dots).filter(ImageFilter.MaxFilter(2 * NEAR + 1))
    erased = near.point(lambda alpha: 0 if alpha else 255)
    image.paste((0,) * len(image.getbands()), mask=erased)
    return image


def _predicted(image: Image.Image) -> bytes:
    """The pixels as PNG packs them, much smaller than without looking at their neighbours."""
    output = BytesIO()
    image.save(output, "PNG")
    content, parts, position = output.getvalue(), [], 8
    while position < len(content):
        size = int.from_bytes(content[position : position + 4], "big")
        if content[position + 4 : position + 8] == b"IDAT":
            parts.append(content[position + 8 : position + 8 + size])
        position += size + 12
    return b"".join(parts)
