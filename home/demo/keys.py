"""Converts the keys in manuscripts to primary keys, and to the raw data of a stream."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid5

from wagtail.models import Page

NAMESPACE = UUID("5b0f4a52-0d0f-4a3c-8a53-6d0c8b9a2b57")  # random
_PAGE_LINK = re.compile(r'<a href="page:([\w-]+)">')


def translation_key(kind: str, key: str) -> UUID:
    """The translation key that all translations of one demo object share."""
    return uuid5(NAMESPACE, f"{kind}:{key}")


@dataclass
class Keys:
    """The objects created so far, by key."""

    pictures: dict[str, int] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)

    def page(self, key: str, locale: str) -> Page:
        """The page in this language, or in English where it has not been translated."""
        return self.pages.get((key, locale)) or self.pages[key, "en"]

    def resolved(self, value: Any, locale: str) -> Any:
        """`value` with every key of a picture, file or page replaced by a primary key."""
        if isinstance(value, dict):
            return {name: self._part(name, part, locale) for name, part in value.items()}
        if isinstance(value, list):
            return [self.resolved(part, locale) for part in value]
        return value

    def _part(self, name: str, part: Any, locale: str) -> Any:
        if name == "image":
            return self.pictures[part]
        if name == "document":
            return self.files[part]
        if name == "page":
            return self.page(part, locale).pk if part else None
        if name == "entries":
            return [self.page(key, locale).pk for key in part]
        if name == "text":
            return _PAGE_LINK.sub(
                lambda link: f'<a linktype="page" id="{self.page(link[1], locale).pk}">', part
            )
        return self.resolved(part, locale)


def stream(column: Any, blocks: list[tuple[str, dict[str, Any]]]) -> Any:
    """Blocks as the value of a StreamField, through the same checks as an editor's."""
    block = column.stream_block
    value = block.to_python([{"type": name, "value": value} for name, value in blocks])
    return block.clean(value) if blocks else value
