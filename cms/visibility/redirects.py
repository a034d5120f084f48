"""What Wagtail's form for redirects does not ask: where one leads in the end.

A redirect that comes back to where it began would send readers round until their browsers give up.
"""

from __future__ import annotations

from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.db.models import Q
from wagtail.contrib.redirects.forms import RedirectForm
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from cms.uri import web_address

from .models import frontend_of


def stored_forms(path: str) -> list[str]:
    """The ways in which Wagtail may have stored an old path: it keeps spaces as they were typed."""
    stored = Redirect.normalise_path(path)
    forms = (stored, unquote(stored).replace("\0", "\ufffd"), stored.replace(" ", "%20"))
    return list(dict.fromkeys(normalize(kind, form) for form in forms for kind in ("NFC", "NFD")))


class OpenRedirectForm(RedirectForm):
    """Refuses a redirect that leads to itself, in a circle, or where no reader may follow."""

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        link = self.instance.redirect_link
        if link and not web_address(link):
            self.add_error("redirect_link", "Give a web address that begins with https://.")
        elif path := circle(self.instance):
            self.add_error(None, ValidationError(_sentence(path, self.instance), code="circle"))


def circle(redirect: Redirect) -> list[str]:
    """The paths that readers would be sent round on; empty where there is an end."""
    path: list[str] = [_key(redirect.old_path)]
    current: Redirect | None = redirect
    while current and (target := _local_path(current, redirect.site)) is not None:
        path.append(_key(target))
        if path[-1] in path[:-1]:
            return path
        current = None if current.redirect_page else _redirect_at(target, redirect)
    return []


def _sentence(path: list[str], redirect: Redirect) -> str:
    if len(path) == 2:
        return f"“{redirect.old_path}” would lead to itself. Choose another target."
    return f"Readers would go in a circle: {' → '.join(path)}. Choose another target."


def _key(path: str) -> str:
    """One word for all forms of a path."""
    return normalize("NFC", unquote(Redirect.normalise_path(path)))


def _redirect_at(path: str, edited: Redirect) -> Redirect | None:
    """What is at a path beside the redirect that is being edited; of its own site first."""
    of_site = Q(site=edited.site) | Q(site=None) if edited.site else Q()
    found = Redirect.objects.filter(of_site, old_path__in=stored_forms(path)).exclude(pk=edited.pk)
    return found.order_by("site_id").last()


def _local_path(redirect: Redirect, site: Site | None) -> str | None:
    """Where it leads within the same site, as people read it; None for anywhere else."""
    if redirect.redirect_page:
        site_key, _root, path = redirect.redirect_page.get_url_parts() or (None, None, None)
        return path if site is None or site_key == site.pk else None
    link = urlsplit(redirect.redirect_link)
    if link.netloc and link.netloc.lower() not in _hosts(site):
        return None
    return f"{link.path}?{link.query}" if link.query else link.path or None


def _hosts(site: Site | None) -> set[str]:
    """The hosts of a site's frontend, of all sites where it is None."""
    sites = [site] if site else list(Site.objects.all())
    addresses = [address for each in sites for address in (frontend_of(each), each.root_url)]
    return {urlsplit(address).netloc for address in addresses}
