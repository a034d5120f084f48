"""Redirects: where an address that no page has any more leads to."""

from __future__ import annotations

from typing import Any

import graphene
from wagtail.contrib.redirects.models import Redirect as RedirectModel

from . import paths
from .context import Context
from .engine import Loading, stored
from .loading import Pages
from .sources import Rows

REDIRECTS = Rows(
    lambda: RedirectModel.objects.all(),
    key="old_path",
    columns={"site": "site", "page": "redirect_page", "link": "redirect_link"}
    | {"permanent": "is_permanent"},
)


class Redirect(graphene.ObjectType):
    """Where an address has moved to."""

    class Meta:
        default_resolver = stored

    location = graphene.String(
        required=True, description="An absolute address, on the public frontend or elsewhere."
    )
    permanent = graphene.Boolean(
        required=True, description="Whether it has moved for good (301) or for now (302)."
    )


def redirect_from(context: Context, path: str) -> Loading:
    """The redirect that an editor or an import has left at this address."""
    old_path = RedirectModel.normalise_path(path)
    found = (yield REDIRECTS.of([old_path]))[old_path]
    of_site = [row for row in found if row["site"] in (context.snapshot.site, None)]
    of_site.sort(key=lambda row: row["site"] is None)
    if not of_site:
        return None
    location = yield from _location(of_site[0], context)
    return {"location": location, "permanent": of_site[0]["permanent"]} if location else None


def _location(redirect: dict[str, Any], context: Context) -> Loading:
    key, link = redirect["page"], redirect["link"]
    if key is None:
        return paths.url_of(link) if link.startswith("/") else link or None
    found = yield Pages.plain([key], paths.NEEDS)
    page = found.get(key)
    return paths.address_of(page, context.snapshot) if page else None
