"""Checks that no page type leaves an editor without a preview."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.core.checks import CheckMessage, Error, Tags, register

from cms.visibility.public_types import announced

from .frontends import named_frontends
from .pages import PreviewedPage


@register(Tags.models)
def check_previewed(**_options: Any) -> list[CheckMessage]:
    """Every page type that can be public must be a `PreviewedPage`."""
    return [
        Error(
            f"{model.__name__} is previewed by a template, of which this server has none.",
            hint="Let it inherit cms.previews.pages.PreviewedPage.",
            obj=model,
            id="cms_previews.E001",
        )
        for model in announced()
        if not issubclass(model, PreviewedPage)
    ]


@register(Tags.urls)
def check_preview_url(**_options: Any) -> list[CheckMessage]:
    return [
        Error(
            f"PREVIEW_URL names {address!r}, which is no address of a frontend.",
            hint="Give a whole address, https://www.example.org/api/preview.",
            id="cms_previews.E002",
        )
        for address in named_frontends().values()
        if address and not _is_address(address)
    ]


def _is_address(address: str) -> bool:
    parts = urlsplit(address)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not parts.fragment
