"""Where a redirect leads in the end, which Wagtail's form for redirects does not check.

A redirect that leads back to itself would send readers round in circles.
"""

from __future__ import annotations

from itertools import islice
from unicodedata import normalize
from urllib.parse import quote, unquote, urljoin, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connections, router
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cms.uri import web_address

from .models import frontend_of
from .slugs import both_forms

MOST_PARAMETERS = 8  # parameters of an address that are each looked up separately


def stored_forms(path: str) -> list[str]:
    """The forms in which Wagtail may have stored an old path; it keeps spaces as typed."""
    normalised = Redirect.normalise_path(path)
    forms = (
        normalised,
        unquote(normalised).replace("\0", "\ufffd"),
        normalised.replace(" ", "%20"),
    )
    return list(dict.fromkeys(spelling for form in forms for spelling in both_forms(form)))


class OpenRedirectForm(RedirectForm):
    """Refuses a redirect to itself, in a circle, or to an address that readers must not follow."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        link = self.instance.redirect_link
        if link and not web_address(link):
            self.add_error("redirect_link", _("Give a web address that begins with https://."))
        elif path := circle(self.instance):
            self.add_error(None, ValidationError(_sentence(path, self.instance), code="circle"))


def circle(redirect: Redirect) -> list[str]:
    """The paths of the circle that readers would be sent round; empty if there is none."""
    sites = [redirect.site] if redirect.site else Site.objects.all()
    return next(filter(None, (_round(redirect, site) for site in sites)), [])


def parts_of(address: str) -> list[str]:
    """A path with its query, then with each of its leading parameters alone.

    Other parameters may only say where a visitor came from.
    """
    plain, _, query = address.partition("?")
    parameters = filter(None, query.split("&"))
    return [address, *(f"{plain}?{parameter}" for parameter in islice(parameters, MOST_PARAMETERS))]


def _sentence(path: list[str], redirect: Redirect) -> str:
    if len(path) == 2:
        return f"“{redirect.old_path}” would lead to itself. Choose another target."
    return f"Readers would go in a circle: {' → '.join(path)}. Choose another target."


def _round(redirect: Redirect, site: Site) -> list[str]:
    """The circle for readers of one site, which may pass through other sites."""
    path, redirects = [key_of(redirect.old_path)], [redirect]
    while target := _target(redirects[-1], site):
        site, address = target
        path.append(key_of(address))
        if (following := _answering(address, site, redirect)) is None:
            break
        if following in redirects:
            return path
        redirects.append(following)
    return []


def _target(redirect: Redirect, site: Site) -> tuple[Site, str] | None:
    """The site that it leads to, and the path there as people read it; None for anywhere else."""
    if redirect.redirect_page:
        key, _root, path = redirect.redirect_page.get_url_parts() or (None, None, None)
        return (Site.objects.get(pk=key), path) if key and path else None
    link = urlsplit(redirect.redirect_link)
    owner = _site_at(link.netloc.lower().rpartition("@")[2]) if link.netloc else site
    if owner is None or not redirect.redirect_link:
        return None
    path = urljoin("/", link.path)  # without "." and "..", which browsers resolve
    return owner, f"{path}?{link.query}" if link.query else path


def _answering(address: str, site: Site, edited: Redirect) -> Redirect | None:
    """The redirect at an address; None if there is a page or nothing."""
    for variant in dict.fromkeys([*parts_of(address), address.partition("?")[0]]):
        if redirect := _redirect_at(variant, site, edited):
            is_behind_its_page = redirect != edited and _leads_to_itself(redirect, site)
            return None if is_behind_its_page else redirect
    return None


def _redirect_at(path: str, site: Site, edited: Redirect) -> Redirect | None:
    """The redirect at a path, with the one being edited; the site's own come first."""
    at_path = Redirect.objects.filter(old_path__in=stored_forms(path)).exclude(pk=edited.pk)
    redirects = [*at_path.filter(Q(site=site) | Q(site=None))]
    if edited.site in (None, site) and key_of(edited.old_path) == key_of(path):
        redirects.append(edited)
    return next(iter(sorted(redirects, key=lambda redirect: redirect.site is None)), None)


def _leads_to_itself(redirect: Redirect, site: Site) -> bool:
    """Whether a page is at its old path again, as when its slug was changed back."""
    target = _target(redirect, site) if redirect.redirect_page else None
    return target is not None and key_of(target[1]) == key_of(redirect.old_path)


def key_of(path: str) -> str:
    """The same key for all forms of a path: "/reports/border0601.htm"."""
    return normalize("NFC", unquote(Redirect.normalise_path(path)))


def is_at_or_below(path: str, key: str) -> bool:
    """Whether a path is the one with this key, with or without a query, or below it."""
    plain = key_of(path).partition("?")[0]
    return plain == key or plain.startswith(f"{key}/")


def begins_with(column: str, key: str) -> Q:
    """What a database finds of paths at or below one, as an index can serve it, and some more."""
    spellings = both_forms(key)
    forms = dict.fromkeys([*spellings, *map(quote, spellings)])  # SQLite counts each as many rows
    return Q.create([_begins_exactly(column, form) for form in forms], connector=Q.OR)


def _begins_exactly(column: str, form: str) -> Q:
    if connections[router.db_for_read(Redirect)].vendor == "sqlite":  # its LIKE scans all rows
        return Q((f"{column}__gte", form), (f"{column}__lt", f"{form}\U0010ffff"))
    return Q((f"{column}__startswith", form))


def _site_at(host: str) -> Site | None:
    """The site whose frontend, or which itself, is at this host."""
    for site in Site.objects.all():
        addresses = [frontend_of(site), site.root_url]
        if site.is_default_site:
            addresses.append(settings.WAGTAILADMIN_BASE_URL)
        if host in {urlsplit(address).netloc for address in addresses}:
            return site
    return None
