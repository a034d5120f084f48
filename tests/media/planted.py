"""Files with a canary in every place where a picture can contain words besides its pixels."""

from __future__ import annotations

import re
import struct
import zlib
from functools import cache
from io import BytesIO
from zipfile import ZipFile, is_zipfile

import pillow_heif
from PIL import Image, ImageCms
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import ImageFileDirectory_v2

CANARY = "Kwangmyong-4711"
WORD = CANARY.encode()
WIDE = CANARY.encode("utf-16-le")


def leaks(content: bytes) -> bool:
    """Whether the canary is in the bytes: plain, as UTF-16, deflated, or in an archive."""
    return any(holds(part) for part in (content, *inflated(content))) or any(
        leaks(part) for part in unzipped(content)
    )


def holds(content: bytes) -> bool:
    return any(
        form in content for form in (WORD, WIDE, CANARY.encode("utf-16-be"), WORD.hex().encode())
    )


def inflated(content: bytes):
    for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", content):
        try:
            yield zlib.decompressobj().decompress(content[match.start() :], 1_000_000)
        except zlib.error:
            continue


def unzipped(content: bytes):
    """The names and the contents of the members of an archive, whatever its own name."""
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield archive.read(name)


def scene(size=(64, 48), mode="RGB") -> Image.Image:
    """A picture whose top left quarter is red and whose rest is blue."""
    image = Image.new("RGB", size, "blue")
    image.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    return image.convert(mode)


def saved(image: Image.Image, format: str, **options) -> bytes:
    output = BytesIO()
    image.save(output, format=format, **options)
    return output.getvalue()


def xmp() -> bytes:
    return (
        b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        b'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>' + WORD + b"</dc:creator>"
        b'</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    )


def exif(orientation=1) -> bytes:
    """EXIF with the canary as a description, in UTF-16, as a maker note and as a place."""
    tags = Image.Exif()
    tags[0x0112] = orientation
    tags[0x010E] = CANARY
    tags[0x9C9B] = WIDE
    tags.get_ifd(0x8769)[0x927C] = WORD
    tags.get_ifd(0x8825)[0x001D] = CANARY
    tags.get_ifd(0x8825)[0x0002] = (37.5, 30.0, 0.0)
    return tags.tobytes()


def exif_with_thumbnail() -> bytes:
    """EXIF whose second directory holds a thumbnail, itself a JPEG with the canary."""
    thumbnail = jpeg_with(0xFE, WORD)
    first = struct.pack("<HHHIHHI", 1, 0x0112, 3, 1, 1, 0, 26)
    start = 26 + 2 + 2 * 12 + 4
    second = struct.pack("<H", 2)
    second += struct.pack("<HHII", 0x0201, 4, 1, start)
    second += struct.pack("<HHII", 0x0202, 4, 1, len(thumbnail)) + bytes(4)
    return b"Exif\0\0II*\0" + struct.pack("<I", 8) + first + second + thumbnail


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg_with(marker: int, body: bytes) -> bytes:
    plain = saved(scene(), "JPEG")
    return plain[:2] + segment(marker, body) + plain[2:]


def iptc() -> bytes:
    record = b"\x1c\x02\x50" + struct.pack(">H", len(WORD)) + WORD
    return b"Photoshop 3.0\x008BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record


def png_with(kind: bytes, body: bytes) -> bytes:
    """A PNG with a chunk of this kind after the header."""
    plain = saved(scene(), "PNG")
    chunk = struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return plain[:33] + chunk + plain[33:]


def png_texts() -> bytes:
    texts = PngInfo()
    texts.add_text("Author", CANARY)
    texts.add_text("Comment", CANARY, zip=True)
    texts.add_itxt("Title", CANARY, lang="ko", tkey=CANARY)
    texts.add_itxt("XML:com.adobe.xmp", xmp().decode(), zip=True)
    return saved(scene(), "PNG", pnginfo=texts)


def tiff() -> bytes:
    tags = ImageFileDirectory_v2()
    for number in (270, 271, 305, 315, 33432):
        tags[number] = CANARY
    tags[700] = xmp()
    tags.tagtype[700] = 1
    tags[33723] = WORD
    tags.tagtype[33723] = 7
    return saved(scene(), "TIFF", tiffinfo=tags)


def heic(**options) -> bytes:
    output = BytesIO()
    pillow_heif.from_pillow(scene()).save(output, quality=90, **options)
    return output.getvalue()


@cache
def telling_profile(**bodies: bytes) -> bytes:
    """sRGB with a private tag with the canary, and with other tags replaced by these."""
    whole = profile()
    tags = {b"prIV": WORD}
    for at in range(132, 132 + 12 * int.from_bytes(whole[128:132], "big"), 12):
        name, start, size = struct.unpack_from(">4sII", whole, at)
        tags[name] = whole[start : start + size]
    tags |= {name.encode(): body for name, body in bodies.items()}
    position, table, content = 132 + 12 * len(tags), struct.pack(">I", len(tags)), b""
    for name, body in tags.items():
        table += struct.pack(">4sII", name, position + len(content), len(body))
        content += body + bytes(-len(body) % 4)
    return struct.pack(">I", position + len(content)) + whole[4:128] + table + content


def jpeg_with_second_picture() -> bytes:
    """As phones write it: the list of pictures in one segment, the second after the first."""
    return saved(scene(), "MPO", save_all=True, append_images=[scene()], exif=exif()) + WORD


def heic_with_second_picture() -> bytes:
    output, pictures = BytesIO(), pillow_heif.from_pillow(scene())
    pictures.add_from_pillow(scene())
    pictures[1].info["exif"] = exif()
    pictures.save(output, quality=90)
    return output.getvalue()


def gif_with_comment() -> bytes:
    return saved(scene(), "GIF", comment=WORD) + WORD


PICTURES = {
    "jpeg exif": ("a.jpg", lambda: saved(scene(), "JPEG", exif=exif())),
    "jpeg thumbnail": ("a.jpg", lambda: jpeg_with(0xE1, exif_with_thumbnail())),
    "jpeg jfxx thumbnail": ("a.jpg", lambda: jpeg_with(0xE0, b"JFXX\0\x10" + WORD)),
    "jpeg xmp": ("a.jpg", lambda: saved(scene(), "JPEG", xmp=xmp())),
    "jpeg iptc": ("a.jpg", lambda: jpeg_with(0xED, iptc())),
    "jpeg comment": ("a.jpg", lambda: saved(scene(), "JPEG", comment=CANARY)),
    "jpeg unknown segment": ("a.jpg", lambda: jpeg_with(0xEB, b"JP" + WORD)),
    "jpeg trailing": ("a.jpg", lambda: saved(scene(), "JPEG") + WORD),
    "jpeg profile": ("a.jpg", lambda: saved(scene(), "JPEG", icc_profile=telling_profile())),
    "jpeg second picture": ("a.jpg", jpeg_with_second_picture),
    "jpeg c2pa": ("a.jpg", lambda: jpeg_with(0xEB, b"JP\0\1\0\0\0\1jumb" + WORD)),
    "png profile": ("a.png", lambda: saved(scene(), "PNG", icc_profile=telling_profile())),
    "png c2pa": ("a.png", lambda: png_with(b"caBX", b"jumb" + WORD)),
    "webp profile": ("a.webp", lambda: saved(scene(), "WEBP", icc_profile=telling_profile())),
    "heic second picture": ("a.heic", heic_with_second_picture),
    "png texts": ("a.png", png_texts),
    "png exif": ("a.png", lambda: saved(scene(), "PNG", exif=exif())),
    "png private chunk": ("a.png", lambda: png_with(b"prVt", WORD)),
    "png trailing": ("a.png", lambda: saved(scene(), "PNG") + WORD),
    "webp exif": ("a.webp", lambda: saved(scene(), "WEBP", exif=exif())),
    "webp xmp": ("a.webp", lambda: saved(scene(), "WEBP", xmp=xmp())),
    "webp trailing": ("a.webp", lambda: saved(scene(), "WEBP") + WORD),
    "avif exif and xmp": ("a.avif", lambda: saved(scene(), "AVIF", exif=exif(), xmp=xmp())),
    "gif comment": ("a.gif", gif_with_comment),
    "tiff tags": ("a.tif", tiff),
    "tiff exif": ("a.tif", lambda: saved(scene(), "TIFF", exif=exif())),
    "heic exif": ("a.heic", lambda: heic(exif=exif())),
    "heic xmp": ("a.heic", lambda: heic(xmp=xmp())),
}


@cache  # a profile contains the second in which it was made
def profile(space="sRGB") -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile(space)).tobytes()
