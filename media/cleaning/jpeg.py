"""The cost of decoding a JPEG, from its header.

If a scan does not contain all components, and in every progressive JPEG, the decoder stores the
whole picture before it returns the first row: two bytes per sample (ITU T.81, A.2).
"""

from __future__ import annotations

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

DEAR_SAMPLES = 130_000_000  # above, there is not even memory for half of the picture
MOST_SAMPLES = 150_000_000  # a third of a gigabyte
_START_OF_SCAN = 0xDA


def kept_samples(picture: Image.Image, content: bytes) -> int:
    """The number of samples that the decoder stores for an opened picture; 0 if it does not."""
    if not isinstance(picture, JpegImageFile):
        return 0
    if "progressive" not in picture.info and _colours_in_first_scan(content) == picture.layers:
        return 0
    factors = [(across, down) for _, across, down, _ in picture.layer]
    widest, highest = (max(1, *factor) for factor in zip(*factors, (1, 1), strict=True))
    pixels = picture.width * picture.height
    return sum(pixels * across * down // (widest * highest) for across, down in factors)


def _colours_in_first_scan(content: bytes) -> int:
    """The number in the header; 0 if the header is unusual."""
    place = 2
    while len(header := content[place : place + 5]) == 5 and header[0] == 0xFF:
        if header[1] == _START_OF_SCAN:
            return header[4]
        place += 2 + int.from_bytes(header[2:4])
    return 0
