"""A rule for documents, and all that there are."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any, ClassVar, NamedTuple

from django.conf import settings

from archive.blocks.media import CaptionedImageBlock

BLOCK, WARN, OFF = "block", "warn", "off"


class Fault(NamedTuple):
    """What a document lacks, in a sentence, and the field of its form where that is mended."""

    sentence: Any
    field: str
    block: str = ""  # the ID of the block in a stream


class Rule:
    """Says what a document lacks; a subclass in `archive.checklist.rules` is asked."""

    name: ClassVar[str]  # in the setting
    level: ClassVar[str] = WARN  # unless the setting says another

    def faults(self, draft: Any) -> Iterator[Fault]:
        """What the draft lacks, whatever has been typed of it."""
        raise NotImplementedError


@cache
def every_rule() -> dict[str, Rule]:
    """All rules by their names, those of other apps too."""
    from . import rules

    for module in pkgutil.iter_modules(rules.__path__):
        import_module(f"{rules.__name__}.{module.name}")
    return {rule.name: rule() for rule in Rule.__subclasses__()}


def level_of(rule: Rule) -> str:
    return settings.CHECKLIST.get(rule.name, rule.level)


class Picture(NamedTuple):
    """A picture that a document shows, with what is said of it, and where."""

    image: Any
    is_described: bool
    credit: str
    field: str
    block: str = ""


def pictures(draft: Any) -> Iterator[Picture]:
    """All pictures of a draft, in their order."""
    if image := draft.lead_image:
        alt = draft.lead_image_decorative or draft.lead_image_alt or image.description
        yield Picture(image, bool(alt), draft.lead_image_credit, "lead_image")
    for part in draft.body:
        for value in _captioned(part.value):
            if image := value["image"]:
                alt = value.get("decorative") or value.get("alt") or image.description
                yield Picture(image, bool(alt), value.get("credit", ""), "body", str(part.id))


def _captioned(value: Any) -> Iterator[Any]:
    if isinstance(getattr(value, "block", None), CaptionedImageBlock):
        yield value
    elif hasattr(value, "values"):  # a struct
        for part in value.values():
            yield from _captioned(part)
    elif hasattr(value, "bound_blocks"):  # a list
        for part in value:
            yield from _captioned(part)
