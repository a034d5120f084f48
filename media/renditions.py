"""Which sizes and formats readers may request, what they get, and the address that makes it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from types import SimpleNamespace
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db import IntegrityError, router
from django.urls import reverse
from wagtail.images.models import Filter

from cms.metrics import counting
from cms.sql.statements import reading_from
from cms.visibility.files import is_for_readers

from .making import Share, turn
from .models import CustomImage, CustomRendition, PublicRendition
from .storage.removal import written_with_its_row

MIME_TYPES = {
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
}
FOCAL_AREA = ("focal_point_x", "focal_point_y", "focal_point_width", "focal_point_height")
Picture = Mapping[str, Any]  # width, height, focal area and file name of an image
signer = Signer(salt="media.rendition")


class NotAllowed(ValueError):
    """A rendition that does not exist; has a sentence, and the name of the wrong `argument`."""

    def __init__(self, argument: str, message: str) -> None:
        super().__init__(message)
        self.argument = argument


def allowed_widths() -> list[int]:
    return list(settings.IMAGE_WIDTHS)


def filter_spec(
    width: int | None = None,
    height: int | None = None,
    fit: str = "inside",
    format: str = "original",
) -> str:
    """The spec in Wagtail's syntax; raises NotAllowed if no such rendition exists.

    Without width and height, the picture is as large as the settings allow.
    """
    refuse_unlisted("width", width, settings.IMAGE_WIDTHS)
    refuse_unlisted("height", height, settings.IMAGE_HEIGHTS)
    refuse_unlisted("format", format.lower(), ["original", *settings.IMAGE_FORMATS])
    resize = resize_spec(width, height, fit.lower())
    return resize if format.lower() == "original" else f"{resize}|format-{format.lower()}"


def resize_spec(width: int | None, height: int | None, fit: str) -> str:
    if fit not in ("inside", "cover"):
        raise NotAllowed("fit", f"fit cannot be {fit!r}; it is inside or cover.")
    if fit == "cover":
        if width is None or height is None:
            raise NotAllowed("fit", "fit COVER needs both a width and a height.")
        return f"fill-{width}x{height}"
    if width and height:
        return f"max-{width}x{height}"
    if width or height:
        return f"width-{width}" if width else f"height-{height}"
    return f"max-{max(settings.IMAGE_WIDTHS)}x{max(settings.IMAGE_HEIGHTS)}"


def refuse_unlisted(name: str, value: int | str | None, allowed: list) -> None:
    if value is not None and value not in allowed:
        text = ", ".join(str(allowed_value) for allowed_value in allowed)
        raise NotAllowed(name, f"{name} cannot be {value}; allowed are {text}.")


def canonical(image: Picture, spec: str) -> str:
    """The canonical spec among those with the same result, so that nothing is made twice.

    If a picture has to fit into a width and a height, one of them decides; and its own format is
    the default.
    """
    size, _, format = spec.partition("|format-")
    if size.startswith("max-"):
        width, height = map(int, size.removeprefix("max-").split("x"))
        is_wider = width * image["height"] <= height * image["width"]
        size = f"width-{width}" if is_wider else f"height-{height}"
    is_own = not format or MIME_TYPES[format] == mime_type(image["file"], "")
    return size if is_own else f"{size}|format-{format}"


def expected_size(image: Picture, spec: str) -> tuple[int, int]:
    """Compute width and height of a rendition from the stored numbers, without opening the file."""
    numbers = {name: image[name] for name in ("width", "height", *FOCAL_AREA)}
    # avoids a query for the default collection
    stand_in = CustomImage(collection_id=None, **numbers)
    width, height = _filter(spec).get_transform(stand_in).size
    return int(width), int(height)


def mime_type(file_name: str, spec: str) -> str:
    _, _, format = spec.partition("|format-")
    return MIME_TYPES[format or file_name.rpartition(".")[2].lower()]


def focal_point_key(image: Picture, spec: str) -> str:
    """The key of the current rendition of a spec; it changes when the focal point moves."""
    if not spec.startswith("fill-"):
        return ""  # nothing is cropped, so the focal point has no effect
    return _filter(spec).get_cache_key(
        SimpleNamespace(**{name: image[name] for name in FOCAL_AREA})
    )


def public_rendition(
    image: CustomImage, spec: str, share: Share | None = None, ahead: bool = False
) -> PublicRendition | None:
    """The file that readers get, made on the first request; None if they may not see the picture.

    Raises NotNow if it has to be made and the client's share is spent, or others take too long.
    """
    if not is_for_readers(image):
        return None
    keys = keys_of(image, spec)
    if existing := image.public_renditions.filter(**keys).first():
        return existing
    with turn(share):
        if existing := image.public_renditions.filter(**keys).first():  # made while this one waited
            return existing
        return _made(image, keys, ahead)


def keys_of(image: CustomImage, spec: str) -> dict[str, str]:
    """The values by which the stored rendition of a spec is found, besides its picture."""
    picture = {**vars(image), "file": image.file.name or ""}
    spec = canonical(picture, spec)
    return {"filter_spec": spec, "focal_point_key": focal_point_key(picture, spec)}


def private_rendition(image: CustomImage, spec: str, share: Share) -> CustomRendition:
    """The rendition for those who see a draft, who may be anybody with an address.

    Raises NotNow as `public_rendition` does.
    """
    operations = _filter(keys_of(image, spec)["filter_spec"])
    with suppress(CustomRendition.DoesNotExist):
        return image.find_existing_rendition(operations)
    with turn(share):
        return image.get_rendition(operations)


def _made(image: CustomImage, keys: dict[str, str], ahead: bool) -> PublicRendition | None:
    began = time.perf_counter()
    content = image.generate_rendition_file(_filter(keys["filter_spec"]))
    counting.size_made(time.perf_counter() - began)
    rendition = PublicRendition(image=image, file=content, is_made_ahead=ahead, **keys)
    try:
        with written_with_its_row(rendition.file, rendition.get_upload_to(content.name or "")):
            rendition.save()
    except IntegrityError:  # somebody else made it in the meantime, or deleted the picture
        return image.public_renditions.filter(**keys).first()
    with reading_from(router.db_for_write(PublicRendition)):  # a replica may not have it yet
        if is_for_readers(image):
            return rendition
    rendition.delete()  # withdrawn while it was being made
    return None


@lru_cache(maxsize=1_024)
def _filter(spec: str) -> Filter:
    return Filter(spec)


def signed_path(image_id: int, spec: str) -> str:
    """Return the path that answers with the rendition, and makes it on the first request."""
    return reverse("media_rendition", args=[image_id, in_path(spec), sign(image_id, spec)])


def spec_signed_for(image_id: int, path_spec: str, signature: str) -> str | None:
    """Return the spec of a signed path, or None if this project did not sign it."""
    spec = spec_in(path_spec)
    try:
        signer.unsign(f"{image_id}/{spec}{signer.sep}{signature}")
    except BadSignature:
        return None
    return spec


def sign(image_id: int, spec: str) -> str:
    return signer.signature(f"{image_id}/{spec}")


def in_path(spec: str) -> str:
    return spec.replace("|", ".")


def spec_in(path_spec: str) -> str:
    return path_spec.replace(".", "|")
