"""Pure: what a body is made of on its way into a page, before anything in it is looked up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from .sentences import Sentence, Values

# A block of the body as stored, {"type": "paragraph", "value": {"text": "<p>…</p>"}}, but with
# a Picture or a File where the key of an image or document will stand, and with links as written.
Part = dict[str, Any]


class Note(NamedTuple):
    """Something for an editor to look at; a loss is what did not arrive."""

    code: str  # a stable word for filters, "unknown-shortcode"
    message: str  # a sentence for a person
    values: Values = {}  # the words concerned
    is_loss: bool = False

    @property
    def text(self) -> str:
        """The sentence in English."""
        return str(Sentence(self.message, self.values))


def once(notes: Iterable[Note]) -> list[Note]:
    """The notes without those that say the same again."""
    return list({(note.code, note.text): note for note in notes}.values())


@dataclass(frozen=True)
class Picture:
    """An image as the source names it."""

    source: str  # its address as written, entities decoded
    attachment: int | None = None  # the post ID of the attachment, where the markup tells it


@dataclass(frozen=True)
class File:
    """A file to download as the source names it."""

    url: str
    attachment: int | None = None


def figure_value(picture: Picture, alt: str = "", caption: str = "") -> dict[str, Any]:
    """The value of an image, alone or in a gallery."""
    return {
        "image": picture,
        "alt": alt,
        "decorative": False,
        "caption": caption,
        "credit": "",
        "content_warning": "",
        "mask_thumbnail": False,
    }
