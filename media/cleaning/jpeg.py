"""What a JPEG costs to decode, by its header.

Where a scan does not hold all colours, and in every progressive one, the decoder keeps the whole
picture before it has the first row: two bytes for each sample (ITU T.81, A.2).
"""

from __future__ import annotations

from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

DEAR_SAMPLES = 130_000_000  # beyond, not even half of the picture can be taken beside them
MOST_SAMPLES = 150_000_000  # a third of a gigabyte
_START_OF_SCAN = 0xDA


def kept_samples(picture: Image.Image, content: bytes) -> int:
    """How many samples the decoder keeps of a picture that Pillow has opened; of others, none."""
    if not isinstance(picture, JpegImageFile):
        return 0
    if "progressive" not in picture.info and _colours_in_first_scan(content) == picture.layers:
        return 0
    factors = [(across, down) for _, across, down, _ in picture.layer]
    widest, highest = (max(1, *factor) for factor in zip(*factors, (1, 1), strict=True))
    pixels = picture.width * picture.height
    return sum(pixels * across * down // (widest * highest) for across, down in factors)


def _colours_in_first_scan(content: bytes) -> int:
    """As its header says; 0 where that is not written as usual."""
    place = 2
    while len(header := content[place : place + 5]) == 5 and header[0] == 0xFF:
        if header[1] == _START_OF_SCAN:
            return header[4]
        place += 2 + int.from_bytes(header[2:4])
    return 0
