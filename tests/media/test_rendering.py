"""Every size of every picture can be made, in every format, without decoding unnecessary pixels."""

import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from PIL.TiffImagePlugin import ROWSPERSTRIP, ImageFileDirectory_v2

from media.cleaning.pictures import MOST_PIXELS, Limits, access_copy, measured
from media.cleaning.refused import Refused
from media.rendering import Cut, rendered
from tests.media.cleaning.test_pictures_written import flat, halftone, noise
from tests.media.planted import saved, scene

STATUS = Path("/proc/self/status")
LIMITS = Limits(50_000_000, 10)
PEAK = f"""
import sys
from pathlib import Path
content = Path(sys.argv[1]).read_bytes()
from media.cleaning.pictures import Limits, access_copy
from media.rendering import Cut, rendered
copy = access_copy(content, Limits(50_000_000, 10))
for format in ("jpeg", "webp", "avif"):
    rendered(copy.content, Cut((0, 0, copy.width, copy.height), (2400, 1800)), format)
print(next(line.split()[1] for line in open("{STATUS}") if line.startswith("VmHWM")))
"""


@pytest.mark.skipif(not STATUS.exists(), reason="the system does not say it")
@pytest.mark.parametrize(
    ("mode", "options"),
    [
        ("RGB", {"format": "JPEG", "progressive": True, "subsampling": 0}),
        ("CMYK", {"format": "JPEG"}),
        ("RGBA", {"format": "PNG"}),
    ],
)
def test_48_megapixels_take_less_than_350_megabytes(tmp_path, mode, options):
    path = tmp_path / "large"
    with Image.new(mode, (8_000, 6_000)) as picture:
        picture.save(path, **options)
    run = [sys.executable, "-c", PEAK, str(path)]
    printed = subprocess.run(run, check=True, capture_output=True, text=True).stdout
    assert int(printed) < 350 * 1024


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_large_picture_is_halved_where_nothing_lies_in_it_yet(monkeypatch, format):
    monkeypatch.setattr("media.cleaning.pictures.MOST_PIXELS", 1_000)
    content = saved(scene((65, 49)), format)
    copy = access_copy(content, LIMITS)
    assert (copy.width, copy.height) == measured(content, LIMITS) == (33, 25)
    same = access_copy(content, LIMITS, (65, 49))
    assert (same.width, same.height) == (65, 49)
    for each in (copy, same):
        pixels = Image.open(BytesIO(each.content)).convert("RGB")
        assert pixels.getpixel((2, 2))[0] > 200
        assert pixels.getpixel((each.width - 3, each.height - 3))[2] > 200
    assert MOST_PIXELS >= 2_400 * 2_400


def test_a_jpeg_that_is_kept_whole_while_it_is_read_gets_smaller_still(monkeypatch):
    monkeypatch.setattr("media.cleaning.pictures.MOST_PIXELS", 1_000)
    monkeypatch.setattr("media.cleaning.jpeg.DEAR_SAMPLES", 10_000)
    picture = scene((81, 49))
    whole = saved(picture, "JPEG", progressive=True, subsampling=0)
    copy = access_copy(whole, LIMITS)
    assert (copy.width, copy.height) == measured(whole, LIMITS) == (21, 13)
    assert access_copy(whole, LIMITS, (41, 25)).width == 41  # as it was made before
    quarter = saved(picture, "JPEG", progressive=True, subsampling=2)
    assert measured(quarter, LIMITS) == measured(saved(picture, "JPEG"), LIMITS) == (41, 25)


def test_a_jpeg_that_takes_too_much_while_it_is_read_is_refused(monkeypatch):
    monkeypatch.setattr("media.cleaning.jpeg.MOST_SAMPLES", 10_000)
    picture = scene((81, 49)).convert("CMYK")
    assert measured(saved(picture, "JPEG"), LIMITS) == (81, 49)
    for content in (
        saved(picture, "JPEG", progressive=True),
        saved(picture, "JPEG").replace(b"\xff\xda\x00\x0e\x04", b"\xff\xda\x00\x06\x01", 1),
    ):
        with pytest.raises(Refused, match="progressive"):
            measured(content, LIMITS)


def test_a_tiff_in_one_piece_may_have_fewer_pixels(monkeypatch):
    monkeypatch.setattr("media.cleaning.pictures.UNDIVIDED_PIXELS", 2_000)
    monkeypatch.setattr("media.cleaning.pictures.MOST_STRIP_PIXELS", 1_000)
    picture = scene((81, 49))
    rows = ImageFileDirectory_v2()
    rows[ROWSPERSTRIP] = 7
    in_pieces = saved(picture, "TIFF", compression="tiff_lzw", tiffinfo=rows)
    assert measured(in_pieces, LIMITS) == (81, 49)
    rows[ROWSPERSTRIP] = 49
    with pytest.raises(Refused, match="pixels"):
        measured(saved(picture, "TIFF", compression="tiff_lzw", tiffinfo=rows), LIMITS)


sides = st.integers(1, 300)


@settings(max_examples=60, deadline=None)
@given(
    show=st.sampled_from([noise, halftone, flat]),
    size=st.tuples(sides, sides),
    mode=st.sampled_from(["L", "RGB", "RGBA"]),
    source=st.sampled_from(["JPEG", "PNG", "WEBP"]),
    format=st.sampled_from(["", "jpeg", "webp", "avif"]),
    data=st.data(),
)
def test_every_size_can_be_made(show, size, mode, source, format, data):
    picture = show(size).convert("L" if source == "JPEG" and mode == "RGBA" else mode)
    left, top = (data.draw(st.integers(0, side - 1)) for side in size)
    box = (
        left,
        top,
        data.draw(st.integers(left + 1, size[0])),
        data.draw(st.integers(top + 1, size[1])),
    )
    wanted = (data.draw(sides), data.draw(sides))
    content, extension = rendered(saved(picture, source), Cut(box, wanted), format)
    with Image.open(BytesIO(content)) as made:
        made.load()
        assert made.size == wanted
        assert made.format.lower() == (format or source.lower())
    assert extension == {"jpeg": "jpg"}.get(format or source.lower(), format or source.lower())


@pytest.mark.parametrize("format", ["JPEG", "PNG"])
def test_a_part_that_ends_past_the_side_is_cut_at_it(format):
    for width in range(500, 510):
        content = saved(flat((width, 60)), format)
        assert rendered(content, Cut((0, 0, width + 1, 61), (width // 4, 15)))[0]


def test_noise_can_be_a_jpeg():
    content = saved(noise((900, 900)), "PNG")
    assert rendered(content, Cut((0, 0, 900, 900), (900, 900)), "jpeg")[0]


def test_places_of_a_stored_picture_stay_where_they_are(make_image, monkeypatch):
    picture = make_image(saved(scene((200, 100)), "JPEG"))
    monkeypatch.setattr("media.cleaning.pictures.MOST_PIXELS", 1_000)
    type(picture).objects.update(file_hash="")
    picture.refresh_from_db()
    assert picture.clean_anew()
    picture.refresh_from_db()
    assert (picture.width, picture.height) == (200, 100)
    assert make_image(saved(scene((200, 100)), "JPEG")).width == 100
