"""Pure: addresses and IDs as posts write them: whether a link is safe, and what it leads to."""

from __future__ import annotations

import re
from posixpath import splitext
from urllib.parse import unquote, urlsplit

from archive.videos import embeds

_IGNORED = re.compile(r"[\t\n\r]")  # browsers ignore these in addresses
_SPACE = "".join(map(chr, range(33)))
_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):")
_SAFE = {"http", "https", "mailto", "tel"}
_IMAGES = {".jpg", ".jpeg", ".jpe", ".png", ".gif", ".webp", ".avif", ".bmp", ".tif", ".tiff"}
_DOCUMENTS = {".pdf", ".txt", ".csv"}
_RESIZED = re.compile(r"-(?:\d{1,5}x\d{1,5}|scaled|rotated|e\d{10,13})$")

# A Flash player, by the address that the editor's button accepts.
_OLD_VIMEO = re.compile(
    r"https?://(?:www\.)?vimeo\.com/moogaloop\.swf\?(?:[^#]*&)?clip_id=(\d{1,12})"
)
_CLEAN = re.compile(r"[!#$%&'()*+,./:;=?@\[\]~\w-]{1,500}", re.ASCII)


def written(href: str) -> str:
    """The intended address, without the spaces and line breaks that browsers ignore."""
    return _IGNORED.sub("", href).strip(_SPACE)


def is_safe(href: str) -> bool:
    """Whether a link may lead there: web, mail, telephone, or an address without a scheme."""
    scheme = _SCHEME.match(href)
    return scheme is None or scheme[1].lower() in _SAFE


def is_own_file(href: str, source: str) -> bool:
    """Whether a link around a picture leads to the picture's own file, in any size."""
    return _extension(href) in _IMAGES and _stem(href) == _stem(source)


def is_uploaded_document(href: str) -> bool:
    """Whether the address is that of a document in the site's uploads."""
    return _extension(href) in _DOCUMENTS and "/uploads/" in _path(href)


def video(url: str) -> str | None:
    """The address under which a known video can be embedded; None for any other."""
    url = f"https:{url}" if url.startswith("//") else url
    if match := _OLD_VIMEO.match(url):
        return f"https://vimeo.com/{match[1]}"
    embed = embeds.video(url)
    if embed is None or _CLEAN.fullmatch(url):
        return url if embed else None
    return embed.address


def number(digits: str) -> int | None:
    """The ID of an attachment in markup."""
    return int(digits) if re.fullmatch(r"[0-9]{1,15}", digits) else None


def _path(href: str) -> str:
    try:
        return unquote(urlsplit(href).path)
    except ValueError:
        return ""


def _extension(href: str) -> str:
    return splitext(_path(href))[1].lower()


def _stem(href: str) -> str:
    return _RESIZED.sub("", splitext(_path(href))[0].rpartition("/")[2]).lower()
