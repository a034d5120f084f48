"""What every request has to read first, in one statement.

The site, its front pages and languages, and what is closed to readers at this instant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.request import split_domain_port
from wagtail.coreutils import get_content_languages
from wagtail.models import CollectionViewRestriction, Locale, Page, Site

from cms.sql.rows import JsonRows
from cms.sql.statements import Statement, run_all

from .closed import ALIASES, CLOSED, closed_paths, outermost


@dataclass(frozen=True)
class Root:
    """A front page: the root of a site in one language."""

    key: int
    path: str
    url_path: str
    prefix: str  # the start of its paths: "/", "/ja/"
    frontend: str  # the address for readers: "https://www.example.org"
    site: int  # the site's primary key


@dataclass(frozen=True)
class Snapshot:
    """The site, its languages, and what is closed to readers, all at one instant."""

    site: int | None
    site_name: str
    frontend: str  # of the site: "https://www.example.org"
    roots: tuple[Root, ...]  # the site's own root first
    other_roots: tuple[Root, ...]  # of other sites with a known frontend
    locales: dict[int, dict[str, str]]  # code and name, by primary key
    every_root: list[str]  # tree paths of the front pages of all sites
    closed: list[str]  # tree paths of the outermost pages that hide everything below them
    closed_collections: list[str]  # the same of collections


def _front_pages() -> QuerySet[Any]:
    sites = Site.objects.order_by().values("root_page__translation_key")
    return Page.objects.filter(translation_key__in=sites)


_LOCALES = JsonRows(Locale.objects.all, columns={"pk": "pk", "code": "language_code"})
_SITES = JsonRows(
    Site.objects.all,
    columns={name: name for name in ("pk", "hostname", "port", "is_default_site", "site_name")}
    | {"root": "root_page", "translation_key": "root_page__translation_key"}
    | {"frontend": "frontend__address"},
)
_ROOTS = JsonRows(
    _front_pages,
    columns={name: name for name in ("pk", "path", "url_path", "locale", "translation_key")},
)
_CLOSED_COLLECTIONS = JsonRows(
    CollectionViewRestriction.objects.all, columns={"path": "collection__path"}
)
_PARTS = (_LOCALES, _SITES, _ROOTS, CLOSED, ALIASES, _CLOSED_COLLECTIONS)


def snapshot_calls(now: datetime) -> list[tuple[Statement, dict[str, Any]]]:
    """The statements that read a snapshot; `make_snapshot` takes their rows in this order."""
    return [(part.statement, {"now": now}) for part in _PARTS]


def read_snapshot(request: HttpRequest | None, now: datetime) -> Snapshot:
    """The snapshot of an instant; without a request, that of the default site."""
    return make_snapshot(request, run_all(snapshot_calls(now)))


def roots_of_all_sites() -> list[Root]:
    """The front pages of every site, whether its frontend is known or not, the innermost first."""
    locales, sites, pages = (
        [dict(zip(part.names, row, strict=True)) for row in part.read(rows)]
        for part, rows in zip(
            _PARTS[:3], run_all([(part.statement, {}) for part in _PARTS[:3]]), strict=True
        )
    )
    codes = {locale["pk"]: locale["code"] for locale in locales}
    fronts = {site["root"]: _frontend(site) for site in sites}
    roots = [root for site in sites for root in _roots_of(site, pages, codes, fronts)]
    return sorted(roots, key=lambda root: (-len(root.path), root.site))


def make_snapshot(request: HttpRequest | None, row_sets: Sequence[Any]) -> Snapshot:
    locales, sites, roots, closed, aliases, collections = (
        [dict(zip(part.names, row, strict=True)) for row in part.read(rows)]
        for part, rows in zip(_PARTS, row_sets, strict=True)
    )
    every_root = [root["path"] for root in roots]
    parents = [row["path"] for row in closed]
    codes = {locale["pk"]: locale["code"] for locale in locales}
    names = dict(get_content_languages())
    site = requested_site(request, sites)
    other_sites = [other for other in sites if other is not site and _configured_frontend(other)]
    fronts = {other["root"]: _configured_frontend(other) for other in other_sites}
    own_roots = _roots_of(site, roots, codes, fronts) if site else []
    other_roots = [root for other in other_sites for root in _roots_of(other, roots, codes, fronts)]
    own_keys = {root.key for root in own_roots}
    return Snapshot(
        site=site["pk"] if site else None,
        site_name=site["site_name"] if site else "",
        frontend=_frontend(site) if site else settings.FRONTEND_URL,
        roots=tuple(own_roots),
        other_roots=tuple(root for root in other_roots if root.key not in own_keys),
        locales={key: {"code": code, "name": names.get(code, code)} for key, code in codes.items()},
        every_root=every_root,
        closed=outermost(closed_paths(parents, aliases, every_root)),
        closed_collections=outermost(row["path"] for row in collections),
    )


def requested_site(
    request: HttpRequest | None, sites: Sequence[dict[str, Any]]
) -> dict[str, Any] | None:
    """The site that a request is for, by Wagtail's rule: host and port, host alone, the default."""
    host = split_domain_port(request._get_raw_host())[0] if request else ""  # type: ignore[attr-defined]
    port = int(request.get_port()) if request else 0
    of_host = [site for site in sites if site["hostname"] == host]
    exact = [site for site in of_host if site["port"] == port]
    default = [site for site in sites if site["is_default_site"]]
    choices = exact or (of_host if len(of_host) == 1 else []) or default
    return choices[0] if choices else None


def _configured_frontend(site: Mapping[str, Any]) -> str:
    """The address of a site's frontend, if one was set."""
    return site["frontend"] or (settings.FRONTEND_URL if site["is_default_site"] else "")


def _frontend(site: Mapping[str, Any]) -> str:
    """The frontend of a site; where none is set, the site's own host, as no other site has it."""
    host = Site(hostname=site["hostname"], port=site["port"])
    return _configured_frontend(site) or host.root_url


def _roots_of(
    site: Mapping[str, Any],
    pages: Sequence[Mapping[str, Any]],
    codes: Mapping[int, str],
    fronts: Mapping[int, str],
) -> list[Root]:
    """A site's front pages; one that is another site's own root has the frontend of that one."""
    front_pages = [page for page in pages if page["translation_key"] == site["translation_key"]]
    front_pages.sort(key=lambda page: (page["pk"] != site["root"], page["pk"]))
    frontends = {**fronts, site["root"]: _frontend(site)}
    return [
        Root(
            page["pk"],
            page["path"],
            page["url_path"],
            prefix_of(codes[page["locale"]]),
            frontends.get(page["pk"], _frontend(site)),
            site["pk"],
        )
        for page in front_pages
    ]


def prefix_of(code: str) -> str:
    """The prefix of paths in a language: "/", "/ja/"."""
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"
