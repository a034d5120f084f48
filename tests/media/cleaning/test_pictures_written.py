"""Every readable picture is written again, or refused with a message."""

from contextlib import suppress
from io import BytesIO
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from PIL import Image

from media.cleaning.pictures import Limits, access_copy
from media.cleaning.refused import Refused

LIMITS = Limits(pixels=5_000_000, frames=10)
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "TIFF", "AVIF")
MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16")


def noise(size, seed=1):
    """Pixels that no encoder makes smaller."""
    return Image.frombytes("RGB", size, Random(seed).randbytes(3 * size[0] * size[1]))


def halftone(size, seed=1):
    """A print in dots of black and white."""
    return noise(size, seed).convert("1").convert("RGB")


def flat(size, seed=1):
    return Image.new("RGB", size, (seed % 256, 40, 200))


def uploaded(picture, format, mode):
    """The picture as a file, or None where the format knows no such one."""
    grey = picture.convert("L")
    picture = grey.convert("I;16") if mode == "I;16" else picture.convert(mode)
    output = BytesIO()
    with suppress(OSError, ValueError, KeyError):
        picture.save(output, format)
        return output.getvalue()


@pytest.mark.parametrize("show", [noise, halftone])
@pytest.mark.parametrize("format", ["JPEG", "PNG", "WEBP"])
def test_picture_that_cannot_be_made_small_is_taken(show, format):
    quality = {} if format == "PNG" else {"quality": 92}
    output = BytesIO()
    show((800, 800)).save(output, format, **quality)
    copy = access_copy(output.getvalue(), LIMITS)
    assert Image.open(BytesIO(copy.content)).size == (copy.width, copy.height) == (800, 800)


sides = st.sampled_from([1, 2, 7, 8, 9, 15, 16, 17, 64, 129])
sizes = st.one_of(
    st.tuples(sides, sides), st.tuples(st.integers(1, 3), st.sampled_from([5_000, 16_384, 65_501]))
)


@settings(max_examples=60, deadline=None)
@given(
    show=st.sampled_from([noise, halftone, flat]),
    size=sizes,
    is_wide=st.booleans(),
    mode=st.sampled_from(MODES),
    format=st.sampled_from(FORMATS),
    seed=st.integers(0, 99),
)
def test_every_picture_that_opens_is_written(show, size, is_wide, mode, format, seed):
    size = size[::-1] if is_wide else size
    content = uploaded(show(size, seed), format, mode)
    assume(content)
    try:
        copy = access_copy(content, LIMITS)
    except Refused:  # in a sentence: nothing else that is raised is one
        return
    with Image.open(BytesIO(copy.content)) as written:
        written.load()
        assert written.size == (copy.width, copy.height) == size
