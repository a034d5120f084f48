"""What a page shows of a picture counts beside what it shows of it elsewhere in the file."""

import pikepdf
from pikepdf import Name, Stream
from PIL import Image

from media.cleaning.pdf.shown import Shown, _digest


def grey(pdf, dots, **entries):
    picture = {"Type": Name.XObject, "Subtype": Name.Image, "ColorSpace": Name.DeviceGray}
    size = {"Width": 64, "Height": 64, "BitsPerComponent": 8}
    return pdf.make_indirect(Stream(pdf, dots * 4096, **picture, **size, **entries))


def test_what_is_shown_whole_stays_though_it_is_the_mask_of_what_is_cropped():
    pdf = pikepdf.new()
    mask = grey(pdf, b"\xff")
    cropped = grey(pdf, b"\x10", SMask=mask)
    upper_part = Image.new("L", (64, 64), 0)
    upper_part.paste(255, (0, 0, 64, 20))
    looks = Shown()
    looks.add(_digest(cropped.read_raw_bytes()), upper_part)
    looks.add(_digest(mask.read_raw_bytes()), Image.new("L", (64, 64), 255))
    looks.follow_masks(pdf)
    assert looks.hidden(mask, (64, 64)) is None
    assert looks.hidden(cropped, (64, 64)) is not None
