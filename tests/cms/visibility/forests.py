"""Random changes to the pages of two sites, and what readers may see afterwards, by two rules.

A page depends on its ancestors, and an alias on its source: both rules require that everything that
a page depends on, however distant, is public. One uses Wagtail's restrictions, the other only the
rows.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from hypothesis import strategies as st
from wagtail.models import Page, PageViewRestriction, Site

from tests.factories import HomePageFactory, StandardPageFactory, front_page

HOSTS = ("localhost", "127.0.0.1")
SECTIONS, PAGES = 3, 16
MOMENT = timedelta(microseconds=1)
places = st.integers(min_value=0, max_value=PAGES - 1)
offsets = st.sampled_from([-MOMENT, timedelta(), MOMENT])
changes = st.fixed_dictionaries(
    {
        "aliased": st.lists(st.tuples(places, places, st.booleans()), max_size=4),
        "moved": st.lists(st.tuples(places, places), max_size=3),
        "unpublished": st.sets(places, max_size=2),
        "restricted": st.sets(places, max_size=2),
        "go_live_at": st.dictionaries(places, offsets, max_size=2),
        "expire_at": st.dictionaries(places, offsets, max_size=2),
        "numchild": st.dictionaries(places, st.integers(0, 2), max_size=8),
    }
)


def plant() -> list[int]:
    """The keys of pages of two sites, each with three levels below a front page."""
    fronts = [front_page(), HomePageFactory(slug="elsewhere")]
    Site.objects.update(root_page=fronts[0], hostname=HOSTS[0])
    Site.objects.create(root_page=fronts[1], hostname=HOSTS[1])
    keys: list[int] = []
    for front in fronts:
        above = [front]
        while len(above) < PAGES // len(fronts):
            parent = above[(len(above) - 1) // SECTIONS] if len(above) < SECTIONS else above[-2]
            above.append(StandardPageFactory(parent=parent))
        keys += [page.pk for page in above]
    return keys


def change(keys: list[int], by: dict[str, Any], now: Any) -> None:
    """Make the changes, those of the counts last, because Wagtail's own methods trust them."""
    for source, parent, recursive in by["aliased"]:
        _alias(page_of(keys[source]), page_of(keys[parent]), recursive)
    for place, parent in by["moved"]:
        page, target = page_of(keys[place]), page_of(keys[parent])
        if page.depth > 2 and not target.path.startswith(page.path):
            page.move(target, pos="last-child")
    every = list(Page.objects.filter(depth__gt=1).order_by("pk").values_list("pk", flat=True))

    def rows(place: int) -> Any:
        return Page.objects.filter(pk=every[place * len(every) // PAGES])

    for place in by["unpublished"]:
        rows(place).update(live=False)
    for place in by["restricted"]:
        PageViewRestriction.objects.create(page=rows(place).get(), restriction_type="login")
    for column in ("go_live_at", "expire_at"):
        for place, offset in by[column].items():
            rows(place).update(**{column: now + offset})
    for place, number in by["numchild"].items():
        rows(place).update(numchild=number)


def page_of(key: int) -> Any:
    return Page.objects.get(pk=key).specific


def _alias(page: Any, parent: Any, recursive: bool) -> None:
    recursive = recursive and not parent.path.startswith(page.path)
    if page.depth > 2:
        page.create_alias(parent=parent, update_slug=uuid4().hex, recursive=recursive)


class Forest:
    """All pages in their present state."""

    def __init__(self, now: Any) -> None:
        self.now = now
        self.pages = {page.pk: page for page in Page.objects.all()}
        self.keys = {page.path: page.pk for page in self.pages.values()}
        self.restricted = set(PageViewRestriction.objects.values_list("page", flat=True))
        roots = Site.objects.values_list("hostname", "root_page__path")
        self.roots: dict[str, str] = dict(roots)

    def depends_on(self, key: int) -> set[int | None]:
        """The page, its ancestors, the sources of all these, and so on; None if one is missing."""
        found: set[int | None] = set()
        waiting: list[int | None] = [key]
        while waiting:
            if (each := waiting.pop()) in found:
                continue
            found.add(each)
            if each is None:
                continue
            page = self.pages[each]
            if page.alias_of_id:
                waiting.append(page.alias_of_id)
            waiting += [self.keys.get(page.path[:end]) for end in range(4, len(page.path), 4)]
        return found

    def is_public_by_rows(self, key: int, host: str) -> bool:
        return self._is_on_site(key, host) and all(
            each is not None
            and self._is_published(self.pages[each])
            and (bool(self.pages[each].alias_of_id) or each not in self.restricted)
            for each in self.depends_on(key)
        )

    def is_public_by_wagtail(self, key: int, host: str) -> bool:
        return self._is_on_site(key, host) and all(
            each is not None
            and self._is_published(self.pages[each])
            and not self.pages[each].get_view_restrictions().exists()
            for each in self.depends_on(key)
        )

    def _is_on_site(self, key: int, host: str) -> bool:
        return self.pages[key].path.startswith(self.roots[host])

    def _is_published(self, page: Page) -> bool:
        early = page.go_live_at is not None and page.go_live_at > self.now
        late = page.expire_at is not None and page.expire_at <= self.now
        return page.live and not early and not late
