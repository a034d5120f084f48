"""Compresses answers of public content, for clients that accept gzip when no proxy does it.

The length of a compressed answer reveals something about its content (the BREACH attack), but
nothing of use here: the API reads no cookie, so a browser cannot be made to request more than the
attacker could. Drafts and errors are not compressed.
"""

from __future__ import annotations

import re
import zlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from cms.graphql.limits.settings import KEPT_BYTES

from .segmented import SegmentedCache

LEAST_BYTES = 1000  # a shorter answer fits into one packet
LEVEL = 4  # 1 to 3 compress less, 6 takes twice the time
GZIP = 16 + zlib.MAX_WBITS  # with gzip's own header, in which zlib writes no time
KEPT_SHARE = 4  # a quarter of the bytes of kept answers
_NEVER = re.compile(r"q=0(\.0{0,3})?")
_kept: SegmentedCache[bytes] = SegmentedCache(KEPT_BYTES() // KEPT_SHARE)


def compressed(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The response in the encoding that suits the client; a compressed one has a weak ETag."""
    patch_vary_headers(response, ["Accept-Encoding"])
    if not reads_gzip(request.headers.get("Accept-Encoding", "")):
        return response
    tag = response.get("ETag")
    if tag:
        response["ETag"] = f"W/{tag}"
    if len(response.content) >= LEAST_BYTES:
        response.content = _packed(tag, response.content)
        response["Content-Encoding"] = "gzip"
    return response


def reads_gzip(accepted: str) -> bool:
    """Whether a client asks for gzip by name (RFC 9110, section 12.5.3)."""
    for part in accepted.lower().split(","):
        coding, _, weight = part.partition(";")
        if coding.strip() == "gzip":
            return not _NEVER.fullmatch(weight.replace(" ", ""))
    return False


def _packed(tag: str | None, body: bytes) -> bytes:
    """The compressed body; if it has an ETag, it is cached under that."""
    packed = _kept.get(tag) if tag else None
    if packed is None:
        packed = zlib.compress(body, LEVEL, GZIP)
        if tag:
            _kept.put(tag, packed, len(packed))
    return packed
