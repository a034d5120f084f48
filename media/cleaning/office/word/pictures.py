"""The pictures in a drawing of a Word file, if it contains nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from media.cleaning.office.markup import Element, child, name_of, value_of, whole_number
from media.cleaning.office.pictures import clean_picture
from media.cleaning.office.relations import Parts, targets_of

from .lists import drawn
from .texts import Picture

LONGEST_SIDE = 20_000_000  # in English Metric Units: 56 centimetres


def pictures_of(drawing: Element, parts: Parts, part: str) -> Iterator[Picture]:
    """The pictures; raises Refused for shapes, charts, and a picture that may cover text."""
    for frame in drawing:
        about = child(frame, "wp:docPr")
        if about is not None and about.get("hidden") in ("1", "true"):
            continue
        if _covers(frame):
            raise drawn()
        data = child(frame, "a:graphic", "a:graphicData")
        kinds = [] if data is None else [name_of(graphic) for graphic in data]
        if kinds != ["pic:pic"]:
            raise drawn()
        fill = child(data, "pic:pic", "pic:blipFill")
        name = targets_of(parts, part).get(value_of(child(fill, "a:blip"), "r:embed") or "")
        if name is not None:  # otherwise it is an external picture
            yield _picture(parts[name], child(fill, "a:srcRect"), child(frame, "wp:extent"))


def _picture(content: bytes, crop: Element | None, extent: Element | None) -> Picture:
    copy = clean_picture(content, crop)
    width, height = (
        min(max(whole_number(None if extent is None else extent.get(side)), 1), LONGEST_SIDE)
        for side in ("cx", "cy")
    )
    return Picture(copy.content, copy.extension, width, height)


def _covers(frame: Element) -> bool:
    """Whether it floats over text, as nothing makes the text wrap around it."""
    is_floating = child(frame, "wp:wrapNone") is not None
    return is_floating and frame.get("behindDoc") not in ("1", "true")
