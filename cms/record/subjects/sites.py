"""What every answer depends on: the sites, their languages, and their frontends.

Also redirects, which are not public things themselves but occupy an address.
"""

from __future__ import annotations

from collections.abc import Iterator

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, Site

from cms.visibility.gate import leading_redirects
from cms.visibility.models import Frontend

from . import Subject, rows_in_public


def site_subjects() -> Iterator[Subject]:
    for model, column in ((Site, {"site": "pk"}), (Locale, {}), (Frontend, {"site": "site"})):
        public = rows_in_public(model.objects.all, "Site", column)
        # A new frontend is recorded as a change of its site: the addresses of all pages follow from
        # it.
        yield Subject(model, public, is_node=model is not Locale)
    redirects = rows_in_public(leading_redirects, "Redirect", {"path": "old_path", "site": "site"})
    yield Subject(Redirect, redirects, is_node=False, page_column="redirect_page")
