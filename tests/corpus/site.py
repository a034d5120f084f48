"""Everything in the corpus besides documents."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from uuid import uuid4

from django.db import connection
from wagtail.models import Locale, Page, Site

from home.models import FeaturedEntry, HomePage, Menu, SiteSettings, SocialLink
from tests.factories import front_page


def front_pages(codes: Sequence[str]) -> dict[str, Page]:
    """A front page for each language, as translations of each other, on the default site."""
    home = front_page()
    pages: dict[str, Page] = {}
    for code in codes:
        locale, _ = Locale.objects.get_or_create(language_code=code)
        found = HomePage.objects.filter(translation_key=home.translation_key, locale=locale).first()
        pages[code] = found or _translated_front(home, locale)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname, site.root_page, site.site_name = "localhost", home, "Archive"
    site.save()
    return pages


def _translated_front(home: Page, locale: Locale) -> Page:
    page = HomePage(
        title=f"Front {locale.language_code}",
        slug=f"front-{locale.language_code}",
        locale=locale,
        translation_key=home.translation_key,
    )
    return Page.get_first_root_node().add_child(instance=page)


def surroundings(featured: Iterable[int], linked: int) -> None:
    """Write everything besides documents: featured ones, a menu, the settings of the site."""
    home, site = front_page(), Site.objects.get(is_default_site=True)
    FeaturedEntry.objects.bulk_create(
        FeaturedEntry(page=home, entry_id=key, sort_order=order)
        for order, key in enumerate(featured)
    )
    item = {"label": "", "page": linked, "url": "", "children": []}
    child = {**item, "label": "Elsewhere", "page": None, "url": "/category/x/"}
    raw = [{"type": "item", "value": {**item, "children": [child]}, "id": str(uuid4())}]
    Menu.objects.create(
        handle="main", title="Main", locale=Locale.get_default(), items=json.dumps(raw)
    )
    general = SiteSettings.objects.create(
        site=site, organisation="Life Funds", contact_email="archive@example.org"
    )
    SocialLink.objects.create(settings=general, label="Video", url="https://www.example.org/v")


def analyse() -> None:
    """Update the database's statistics, as it does itself after a while.

    Only its own tables: PostgreSQL's shared ones would be locked for parallel tests.
    """
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
