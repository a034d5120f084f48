"""Pure: the parts of a body on its way into a page, before anything in it is looked up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from .sentences import Sentence, Values

# A block of the body as stored, {"type": "paragraph", "value": {"text": "<p>…</p>"}}, except for a
# Picture or a File in place of the key of an image or document, and links as written.
Part = dict[str, Any]


class Note(NamedTuple):
    """Something for an editor to check; it is a loss if something did not arrive."""

    code: str  # a stable identifier for filters, "unknown-shortcode"
    message: str  # a sentence
    values: Values = {}  # the words concerned
    is_loss: bool = False

    @property
    def text(self) -> str:
        """The sentence in English."""
        return str(Sentence(self.message, self.values))


def once(notes: Iterable[Note]) -> list[Note]:
    """The notes without repetitions."""
    return list({(note.code, note.text): note for note in notes}.values())


@dataclass(frozen=True)
class Picture:
    """An image as the source names it."""

    source: str  # its address as written, with entities decoded
    attachment: int | None = None  # the post ID of the attachment, if the markup has it


@dataclass(frozen=True)
class File:
    """A file to download as the source names it."""

    url: str
    attachment: int | None = None


def figure_value(picture: Picture, alt: str = "", caption: str = "") -> dict[str, Any]:
    """The value of an image, single or in a gallery."""
    return {
        "image": picture,
        "alt": alt,
        "decorative": False,
        "caption": caption,
        "credit": "",
        "content_warning": "",
        "mask_thumbnail": False,
    }
