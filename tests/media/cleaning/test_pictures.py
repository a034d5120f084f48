"""Pictures: bytes in, clean bytes out, or a refusal."""

import base64
import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image

from media.cleaning.pictures import Limits, access_copy, measured
from media.cleaning.refused import Refused
from tests.media.planted import (
    PICTURES,
    WORD,
    exif,
    heic,
    leaks,
    profile,
    saved,
    scene,
    telling_profile,
)

LIMITS = Limits(pixels=1_000_000, frames=10)


def copied(content):
    return access_copy(content, LIMITS)


def decoded(copy):
    return Image.open(BytesIO(copy.content))


def refusal(content, limits=LIMITS):
    with pytest.raises(Refused) as caught:
        access_copy(content, limits)
    return str(caught.value)


@pytest.mark.parametrize("place", PICTURES)
def test_nothing_comes_along(place):
    content = PICTURES[place][1]()
    assert leaks(content)
    copy = copied(content)
    assert not leaks(copy.content)
    assert not leaks(base64.b64decode(copy.placeholder.split(",")[1]))


@pytest.mark.parametrize("place", PICTURES)
def test_the_picture_stays(place):
    image = decoded(copied(PICTURES[place][1]())).convert("RGB")
    assert image.size == (64, 48)
    assert image.getpixel((5, 5))[0] > 200
    assert image.getpixel((60, 40))[2] > 200


@pytest.mark.parametrize("number", range(1, 9))
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_orientation_is_baked_in(format, number):
    content = saved(scene(), format, exif=exif(number))
    copy = copied(content)
    size = (48, 64) if number > 4 else (64, 48)
    assert (copy.width, copy.height) == decoded(copy).size == measured(content, LIMITS) == size
    assert decoded(copy).getexif().get(0x0112, 1) == 1
    width, height = size
    left, top = 5, 5
    right, bottom = width - 6, height - 6
    where = {
        1: (left, top),
        2: (right, top),
        3: (right, bottom),
        4: (left, bottom),
        5: (left, top),
        6: (right, top),
        7: (right, bottom),
        8: (left, bottom),
    }[number]
    assert decoded(copy).convert("RGB").getpixel(where)[0] > 180


def test_heic_orientation_is_baked_in():
    copy = copied(heic(exif=exif(6)))
    assert (copy.extension, decoded(copy).format) == ("jpg", "JPEG")
    assert decoded(copy).size == (copy.width, copy.height)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_colours_become_those_of_every_screen_and_the_profile_goes(format):
    image = decoded(copied(saved(scene(), format, icc_profile=turned())))
    assert "icc_profile" not in image.info
    red, _green, blue = image.convert("RGB").getpixel((5, 5))
    assert red < 60 < 200 < blue


def turned():
    """A profile in which what is called red is blue, and the other way round."""
    whole = profile()
    bodies = {}
    for at in range(132, 132 + 12 * int.from_bytes(whole[128:132], "big"), 12):
        name, start, size = struct.unpack_from(">4sII", whole, at)
        bodies[name] = whole[start : start + size]
    return telling_profile(rXYZ=bodies[b"bXYZ"], bXYZ=bodies[b"rXYZ"])


def test_transparency_outlives_the_conversion():
    image = Image.new("RGBA", (9, 9), (255, 0, 0, 50))
    assert decoded(copied(saved(image, "PNG", icc_profile=turned()))).getpixel((0, 0))[3] == 50


@pytest.mark.parametrize("wrong", [WORD * 50, profile("LAB"), profile() + bytes(5_000_000)])
def test_profile_that_does_not_fit_is_not_asked(wrong):
    copy = copied(saved(scene(), "JPEG", icc_profile=wrong))
    assert decoded(copy).getpixel((5, 5))[0] > 200
    assert len(copy.content) < 10_000


def test_print_colours_become_rgb():
    copy = copied(saved(scene(mode="CMYK"), "JPEG"))
    assert decoded(copy).mode == "RGB"


def test_sixteen_bits_are_scaled_not_cut():
    image = Image.new("I;16", (4, 4), 32768)
    assert 126 <= decoded(copied(saved(image, "PNG"))).getpixel((0, 0)) <= 129


@pytest.mark.parametrize(
    ("content", "extension"),
    [
        (saved(scene(), "JPEG"), "jpg"),
        (saved(scene(), "PNG"), "png"),
        (saved(scene(mode="P"), "GIF"), "png"),
        (saved(scene(), "WEBP"), "webp"),
        (saved(scene(), "AVIF"), "jpg"),
        (saved(scene(), "TIFF"), "jpg"),
        (saved(Image.new("RGBA", (9, 9), (1, 2, 3, 50)), "TIFF"), "png"),
        (saved(Image.new("RGBA", (9, 9), (1, 2, 3, 255)), "TIFF"), "jpg"),
    ],
)
def test_formats_become_what_browsers_show(content, extension):
    assert copied(content).extension == extension


def test_huge_webp_becomes_jpeg(monkeypatch):
    monkeypatch.setattr("media.cleaning.pictures.MAX_WEBP_PIXELS", 100)
    assert copied(saved(scene(), "WEBP")).extension == "jpg"


def test_picture_too_long_for_jpeg_becomes_png():
    assert copied(saved(Image.new("RGB", (66_000, 2)), "TIFF")).extension == "png"


def test_alpha_stays():
    copy = copied(saved(Image.new("RGBA", (9, 9), (255, 0, 51, 50)), "PNG"))
    assert decoded(copy).getpixel((0, 0)) == (255, 0, 51, 50)


@pytest.mark.parametrize("least", [0, 7])
@pytest.mark.parametrize("format", ["PNG", "WEBP", "TIFF", "AVIF"])
def test_what_was_erased_to_transparency_is_gone(format, least):
    picture = scene(mode="RGBA")
    alpha = scene().getchannel("B").point(lambda blue: blue or least)
    picture.putalpha(alpha)  # nothing is seen of what is red
    exact = {"exact": True} if format == "WEBP" else {}
    copy = decoded(copied(saved(picture, format, **exact)))
    assert copy.getpixel((5, 5)) == (0, 0, 0, 0)
    assert copy.getpixel((60, 40))[2] > 250


def test_lossless_webp_stays_lossless():
    noise = Image.effect_noise((32, 32), 90).convert("RGB")
    copy = copied(saved(noise, "WEBP", lossless=True))
    assert decoded(copy).convert("RGB").tobytes() == noise.tobytes()


def test_placeholder_is_tiny():
    placeholder = copied(saved(Image.effect_noise((640, 480), 90), "PNG")).placeholder
    assert placeholder.startswith("data:image/webp;base64,")
    assert len(placeholder) < 1000


def test_the_same_picture_gives_the_same_bytes():
    content = saved(scene(), "JPEG", exif=exif())
    assert copied(content) == copied(content)


def png_header(width, height):
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"0")), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


@pytest.mark.parametrize("size", [(1001, 1000), (10_000, 9_000), (50_000, 50_000)])
def test_too_many_pixels_are_refused_before_decoding(size, monkeypatch):
    monkeypatch.setattr(Image.Image, "load", pytest.fail)
    assert "more than 1 million pixels" in refusal(png_header(*size))


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_long_animation_is_refused(format):
    frames = [Image.new("RGB", (4, 4), (shade, 0, 0)) for shade in range(0, 240, 20)]
    content = saved(frames[0], format, save_all=True, append_images=frames[1:])
    assert "more than 10 pictures" in refusal(content)


def test_short_animation_becomes_its_first_picture():
    frames = [Image.new("RGB", (4, 4), colour) for colour in ("red", "blue")]
    content = saved(frames[0], "GIF", save_all=True, append_images=frames[1:])
    image = decoded(copied(content))
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((0, 0)) == (255, 0, 0)


def test_pages_of_a_tiff_are_refused():
    content = saved(scene(), "TIFF", save_all=True, append_images=[scene()])
    assert "several pages" in refusal(content)


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    "content",
    [
        SVG,
        b'\xef\xbb\xbf<?xml version="1.0"?>' + SVG,
        b"\n\t <!DOCTYPE html><html></html>",
        SVG.decode().encode("utf-16"),
    ],
)
def test_svg_and_html_are_refused(content):
    assert "can carry scripts" in refusal(content)


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7", saved(scene(), "BMP")])
def test_other_files_are_refused(content):
    assert "not a picture" in refusal(content)


@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF"])
def test_damaged_picture_is_refused(format):
    content = saved(Image.effect_noise((200, 200), 90).convert("RGB"), format)
    assert refusal(content[: len(content) // 2])


def test_a_jpeg_that_ends_in_its_header_is_refused():
    content = saved(scene(), "JPEG")
    assert refusal(content[: content.index(b"\xff\xda")] + b"\xff")


def test_polyglot_loses_its_other_half():
    content = saved(scene(), "GIF") + b"<script>alert(1)</script>"
    assert b"<script" not in copied(content).content
