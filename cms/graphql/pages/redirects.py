"""Redirects: where to find what used to be at an address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import graphene

from cms.graphql.context import Context
from cms.graphql.engine import Loading, RowType
from cms.graphql.sql.sources import Rows
from cms.record.redirect_use import note_use
from cms.uri import is_safe, web_address
from cms.visibility import paths
from cms.visibility.gate import leading_redirects
from cms.visibility.redirects import parts_of, stored_forms

from .loading import addresses

Row = Mapping[str, Any]

REDIRECTS = Rows(
    leading_redirects,
    key="old_path",
    columns={"site": "site", "page": "redirect_page", "link": "redirect_link"}
    | {"permanent": "is_permanent", "redirect": "pk"},
)


class Redirect(RowType):
    """Where an address has moved to."""

    location = graphene.String(
        required=True, description="An absolute address, on the public frontend or elsewhere."
    )
    permanent = graphene.Boolean(
        required=True, description="Whether it has moved for good (301) or for now (302)."
    )


def redirect_from(context: Context, path: str) -> Loading:
    """The redirect that an editor or an import has created at this address.

    For a whole address the host is ignored: an old site had several, none of them ours.
    """
    local = paths.within_site(path)
    if local is None:
        return None
    old_paths = list(dict.fromkeys(form for part in parts_of(local) for form in stored_forms(part)))
    rows = yield REDIRECTS.of(old_paths)
    site = context.snapshot.site
    of_site = [row for old in old_paths for row in _of_site(rows[old], site)]
    keys = [row["page"] for row in of_site if row["page"] is not None]
    pages = yield from addresses(keys, context)
    for row in of_site:  # one without a target is no redirect, and hides no other
        if location := _location(row, pages, context):
            note_use(row["redirect"])
            return {"location": location, "permanent": row["permanent"]}
    return None


def _of_site(rows: list[dict[str, Any]], site: int | None) -> list[dict[str, Any]]:
    """The redirects of the site, before those of all sites."""
    return [row for owner in dict.fromkeys((site, None)) for row in rows if row["site"] == owner]


def _location(redirect: Row, pages: Mapping[int, str], context: Context) -> str | None:
    """The address it leads to; None for a hidden page, or an address that is not safe to follow."""
    if (key := redirect["page"]) is not None:
        return pages.get(key)
    link = redirect["link"].strip()
    if link.startswith("/") and is_safe(link):
        return paths.url_of(link, context.snapshot)
    return web_address(link)
