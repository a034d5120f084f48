"""Redirects: where an address that no page has any more leads to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

import graphene
from wagtail.contrib.redirects.models import Redirect as RedirectModel

from cms.graphql.context import Context
from cms.graphql.engine import Loading, stored
from cms.graphql.sql.sources import Rows
from cms.visibility import paths

from .loading import Pages

MOST_PARAMETERS = 8  # of an address, that are looked up each alone

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
    """The redirect that an editor or an import has left at this address.

    With a query also the one of a single parameter of it: others may say how somebody came there.
    Of a whole address the host does not matter: an old site had several, none of them ours.
    """
    local = paths.within_site(path)
    if local is None:
        return None
    asked = list(dict.fromkeys(map(RedirectModel.normalise_path, _forms(local))))
    found = yield REDIRECTS.of(asked)
    site = context.snapshot.site
    of_site = [row for old in asked for row in _of_site(found[old], site)]
    keys = [row["page"] for row in of_site if row["page"] is not None]
    pages = (yield Pages.plain(keys, paths.NEEDS)) if keys else {}
    for row in of_site:  # one that leads to nothing is no redirect, and hides no other
        if location := _location(row, pages, context):
            return {"location": location, "permanent": row["permanent"]}
    return None


def _forms(path: str) -> Iterator[str]:
    """The address itself, then with each of its first parameters alone."""
    yield path
    plain, _, query = path.partition("?")
    parameters = (each for each in query.split("&") if each)
    yield from (f"{plain}?{each}" for each in islice(parameters, MOST_PARAMETERS))


def _of_site(rows: list[dict[str, Any]], site: int | None) -> list[dict[str, Any]]:
    """Those of the site, before those of all sites."""
    return [row for owner in dict.fromkeys((site, None)) for row in rows if row["site"] == owner]


def _location(redirect: dict[str, Any], pages: Mapping[int, Any], context: Context) -> str | None:
    key, link = redirect["page"], redirect["link"]
    if key is None:
        return paths.url_of(link) if link.startswith("/") else link or None
    return paths.address_of(pages[key], context.snapshot) if key in pages else None
