"""Redirects: where an address that no page has any more leads to."""

from __future__ import annotations

from typing import Any

import graphene
from wagtail.contrib.redirects.models import Redirect as RedirectModel

from . import paths
from .context import Context
from .pages import load_pages


class Redirect(graphene.ObjectType):
    """Where an address has moved to."""

    location = graphene.String(
        required=True, description="An absolute address, on the public frontend or elsewhere."
    )
    permanent = graphene.Boolean(
        required=True, description="Whether it has moved for good (301) or for now (302)."
    )


def redirect_from(context: Context, path: str) -> dict[str, Any] | None:
    """The redirect that an editor or an import has left at this address."""
    old_path = RedirectModel.normalise_path(path)
    found = (
        RedirectModel.objects.filter(old_path=old_path, site=context.site).first()
        or RedirectModel.objects.filter(old_path=old_path, site=None).first()
    )
    location = _location(context, found) if found else None
    return {"location": location, "permanent": found.is_permanent} if location else None


def _location(context: Context, redirect: RedirectModel) -> str | None:
    if redirect.redirect_page_id is None:
        link = redirect.redirect_link
        return paths.url_of(link) if link.startswith("/") else link or None
    page = load_pages(context, [redirect.redirect_page_id]).get(redirect.redirect_page_id)
    return paths.url_of(paths.path_of(page, context)) if page else None
