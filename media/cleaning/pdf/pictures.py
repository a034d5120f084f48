"""Pictures on pages: their pixels, and how these are shown."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from . import bilevel, masks
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
)
from .masks import GENERAL, filters_of
from .segments import clean_jp2, clean_jpeg, size_of_jp2, size_of_jpeg

JPEG: dict[str, Any] = {"format": "JPEG", "quality": 92, "subsampling": 0}
MODES = {"JPEG": ("L", "RGB", "CMYK"), "JPEG2000": ("L", "LA", "RGB", "RGBA")}
BLOCK = 16  # pixels that an encoder combines: some programs round a size
INTENTS = ("AbsoluteColorimetric", "RelativeColorimetric", "Saturation", "Perceptual")


def picture(copy: Copy, stream: Any) -> Any:
    if (new := copy.find(stream, "picture")) is not None:
        return new
    new = copy.stream(stream, "picture")
    new["/Type"], new["/Subtype"] = Name.XObject, Name.Image
    fill(copy, new, stream, PICTURE)
    _write(copy, new, stream)
    return new


def inline_picture(copy: Copy, image: Any, resources: Any) -> Stream | None:
    """Turn an inline picture into a separate object; None if no page shows it."""
    stream = copy.source.make_stream(image.read_raw_bytes())
    for key, value in image.obj.items():
        stream[key] = value
    space = image.obj.get("/ColorSpace")
    if (named := resources.find("/ColorSpace", space)) is not None:
        stream["/ColorSpace"] = named
    return None if copy.looks.is_unseen(stream) else picture(copy, stream)


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
        _write_jpeg(copy, new, stream)
    elif last == "JPXDecode":
        _write_jpeg_2000(copy, new, stream)
    elif last == "CCITTFaxDecode":
        _write_fax(copy, new, stream)
    elif last == "JBIG2Decode":
        _write_jbig2(copy, new, stream)
    elif GENERAL.issuperset(filters):
        _write_pixels(copy, new, stream)
    else:
        raise Unclean("a picture packed in a way that nobody knows")
    if last and not GENERAL.issuperset(filters) and _has_key(stream):
        bits = int(new.get("/BitsPerComponent", 8))
        if masks.spans_colours(stream["/Mask"], bits):
            raise Unclean("a picture of which some colours are not painted")


def _size(new: Any) -> tuple[int, int]:
    return int(new["/Width"]), int(new["/Height"])


def _set_size(new: Any, size: tuple[int, int]) -> None:
    """Declare the real size of a picture: of one that is larger some viewers show only a part."""
    if any(real - declared > BLOCK for real, declared in zip(size, _size(new), strict=True)):
        raise Unclean("a picture of another size than it says")
    new["/Width"], new["/Height"] = size


def _hidden(copy: Copy, stream: Any, size: tuple[int, int]) -> Image.Image | None:
    """255 in the pixels that are invisible because of masks or on all pages."""
    return masks.either(masks.erased(stream, size), copy.looks.hidden(stream, size))


def _has_key(stream: Any) -> bool:
    return isinstance(stream.get("/Mask"), Array) and not isinstance(stream.get("/SMask"), Stream)


def _write_jpeg(copy: Copy, new: Any, stream: Any) -> None:
    packed = clean_jpeg(_packed(copy, stream))
    _set_size(new, size_of_jpeg(packed))
    parameters = entries({"/ColorTransform": number})(copy, _parameters(stream))
    if _hidden(copy, stream, _size(new)):
        with Image.open(BytesIO(packed)) as image:
            if image.mode == "RGB" and parameters and "adobe" not in image.info:
                raise Unclean("a picture whose colours are packed in an unusual way")
            if hidden := _hidden(copy, stream, image.size):
                packed, parameters = _painted(image, hidden, **JPEG), None
    new.write(packed, filter=Name.DCTDecode, decode_parms=parameters)


def _write_jpeg_2000(copy: Copy, new: Any, stream: Any) -> None:
    packed = clean_jp2(_packed(copy, stream))
    _set_size(new, size_of_jp2(packed))
    brings_mask = bool(int(new.get("/SMaskInData", 0)))
    if brings_mask or _hidden(copy, stream, _size(new)):
        with Image.open(BytesIO(packed)) as image:
            hidden = _hidden(copy, stream, image.size)
            if brings_mask:
                alpha = image.convert("RGBA").getchannel("A")
                hidden = masks.either(hidden, masks.hidden_by(alpha, image.size))
            if hidden:
                packed = clean_jp2(_painted(image, hidden, format="JPEG2000"))
    new.write(packed, filter=Name.JPXDecode)


def _painted(image: Image.Image, hidden: Image.Image, **options: Any) -> bytes:
    """The picture encoded again, without what is hidden."""
    if image.mode not in MODES[options["format"]]:
        raise Unclean("a picture of unusual colours")
    image.load()
    count = len(image.getbands())
    image.paste((0,) * count if count > 1 else 0, mask=hidden)
    image.info = {}
    output = BytesIO()
    image.save(output, **options)
    return output.getvalue()


def _parameters(stream: Any) -> Any:
    parameters = stream.get("/DecodeParms")
    return parameters[-1] if isinstance(parameters, Array) and len(parameters) else parameters


def _packed(copy: Copy, stream: Any) -> bytes:
    """The data encoded by only the last filter."""
    raw = stream.read_raw_bytes()
    if len(filters_of(stream)) == 1:
        return raw
    outer = Stream(copy.source, raw)
    outer["/Filter"] = Array(stream["/Filter"].as_list()[:-1])
    if isinstance(parameters := stream.get("/DecodeParms"), Array):
        outer["/DecodeParms"] = Array(parameters.as_list()[:-1])
    return data_of(outer)


def _write_fax(copy: Copy, new: Any, stream: Any) -> None:
    """Decode and encode it again: data after its end cannot be detected from outside."""
    plain = copy.source.make_stream(_packed(copy, stream))
    plain["/Type"], plain["/Subtype"] = Name.XObject, Name.Image
    plain["/Width"], plain["/Height"] = new["/Width"], new["/Height"]
    plain["/ColorSpace"], plain["/BitsPerComponent"] = Name.DeviceGray, 1
    plain["/Filter"], plain["/DecodeParms"] = Name.CCITTFaxDecode, _parameters(stream)
    _write_black_and_white(copy, new, stream, pikepdf.PdfImage(plain).as_pil_image().convert("1"))


def _write_black_and_white(copy: Copy, new: Any, stream: Any, image: Image.Image) -> None:
    if hidden := _hidden(copy, stream, image.size):
        image.paste(0, mask=hidden)
    parameters = Dictionary(K=-1, Columns=image.width, Rows=image.height, BlackIs1=True)
    new.write(bilevel.packed(image), filter=Name.CCITTFaxDecode, decode_parms=parameters)


def _write_jbig2(copy: Copy, new: Any, stream: Any) -> None:
    shared = _parameters(stream)
    shared = shared.get("/JBIG2Globals") if isinstance(shared, Dictionary) else None
    content = bilevel.segments_of(_packed(copy, stream))
    common = bilevel.segments_of(data_of(shared)) if isinstance(shared, Stream) else []
    is_plain = bilevel.shows_all(common, content, _size(new))
    if not is_plain or _hidden(copy, stream, _size(new)):
        image = masks.drawn(stream).point(lambda shade: 255 if shade > 127 else 0)
        _write_black_and_white(copy, new, stream, image.convert("1"))
        return
    parameters = None
    if common:
        if (dictionaries := copy.find(shared, "shared")) is None:
            dictionaries = copy.stream(shared, "shared", bilevel.joined(common))
        parameters = Dictionary(JBIG2Globals=dictionaries)
    new.write(bilevel.joined(content), filter=Name.JBIG2Decode, decode_parms=parameters)


def _write_pixels(copy: Copy, new: Any, stream: Any) -> None:
    """Write only as many bytes as the pixels need, without colours where they are invisible."""
    width, height = _size(new)
    is_mask = bool(new.get("/ImageMask", False))
    depth = 1 if is_mask else int(new.get("/BitsPerComponent", 8))
    count = 1 if is_mask else components(new["/ColorSpace"])
    content = data_of(stream)[: height * ((width * count * depth + 7) // 8)]
    if hidden := _hidden(copy, stream, (width, height)):
        content = masks.without(content, hidden, depth * count)
    mode = {1: "L", 3: "RGB", 4: "RGBA"}.get(count, "")
    is_plain = mode and depth == 8 and len(content) == width * height * count
    if _has_key(stream) and masks.spans_colours(stream["/Mask"], depth):
        if not is_plain:
            raise Unclean("a picture of which some colours are not painted")
        image = Image.frombytes(mode, (width, height), content)
        lowest = tuple(int(bound) for bound in stream["/Mask"].as_list()[::2])
        image.paste(lowest if count > 1 else lowest[0], mask=masks.left_out(stream["/Mask"], image))
        content = image.tobytes()
    parameters = _parameters(stream)
    is_predicted = isinstance(parameters, Dictionary) and int(parameters.get("/Predictor", 1)) > 1
    if is_predicted and is_plain:
        predictor = Dictionary(Predictor=15, Colors=count, BitsPerComponent=8, Columns=width)
        image = Image.frombytes(mode, (width, height), content)
        new.write(_predicted(image), filter=Name.FlateDecode, decode_parms=predictor)
    else:
        new.write(content)


def _predicted(image: Image.Image) -> bytes:
    """The pixels in PNG compression with predictors, which is much smaller."""
    output = BytesIO()
    image.save(output, "PNG")
    content, parts, position = output.getvalue(), [], 8
    while position < len(content):
        size = int.from_bytes(content[position : position + 4], "big")
        if content[position + 4 : position + 8] == b"IDAT":
            parts.append(content[position + 8 : position + 8 + size])
        position += size + 12
    return b"".join(parts)
