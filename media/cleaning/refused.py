"""What is not taken, whatever its name says."""

from __future__ import annotations


class Refused(ValueError):
    """A file that is not taken; the message says to an editor why, and what to do."""


def is_markup(content: bytes) -> bool:
    start = content[:1024].replace(b"\0", b"")  # UTF-16 too
    return start.lstrip(b"\xef\xbb\xbf\xfe\xff \t\r\n").startswith(b"<")
