"""Collects the addresses on public pages, some with each tick, each page at most once a day."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page

from cms.clock.failures import Failures
from cms.reach import parsed
from cms.record.models import PAGES, PublicObject

from .found import addresses
from .models import ExternalLink, LinkOnPage, Reading

PORTION = 200  # pages
ROUND = timedelta(days=1)


def read_some(failures: Failures) -> None:
    """Read the next public pages; at the end of a round, forget addresses that no page has.

    Of a page that cannot be read, the addresses stay as they were noted.
    """
    now = timezone.now()
    reading = Reading.objects.get_or_create(pk=1)[0]
    public = PublicObject.objects.pages().filter(key__gt=reading.last_page)
    keys = list(public.order_by("key").values_list("key", flat=True)[:PORTION])
    if keys:
        with transaction.atomic():
            _note(keys, reading.last_page, failures)
            reading.last_page = keys[-1]
            reading.save()
            if len(keys) < PORTION:
                _forget_after(reading.last_page)
    elif not now - ROUND < reading.began_at <= now:  # a clock may have been set back
        with transaction.atomic():
            _forget_after(reading.last_page)
            reading.begin_again(now)


def _forget_after(last_page: int) -> None:
    """Forget links on pages that are no longer public, and then addresses on no page."""
    LinkOnPage.objects.filter(page__gt=last_page).delete()
    ExternalLink.objects.filter(places=None).delete()


def _note(keys: list[int], after: int, failures: Failures) -> None:
    """Record which addresses are on these pages, and that those between them have none."""
    on_pages: set[tuple[int, str]] = set()
    unread_pages: list[int] = []
    for page in Page.objects.filter(pk__in=keys).specific():
        unread_pages.append(page.pk)
        with failures.passing_over(f"links of {PAGES} {page.pk}"):
            on_pages |= {(page.pk, place.url) for place in addresses(page)}
            unread_pages.pop()
    urls = sorted({url for _page, url in on_pages})
    ExternalLink.objects.bulk_create(map(_new, urls), ignore_conflicts=True)
    links = dict(ExternalLink.objects.filter(url__in=urls).values_list("url", "pk"))
    places = {(page, links[url]) for page, url in on_pages}
    noted = LinkOnPage.objects.filter(page__gt=after, page__lte=keys[-1])
    noted = noted.exclude(page__in=unread_pages)
    rows = {(page, link): pk for pk, page, link in noted.values_list("pk", "page", "link")}
    noted.filter(pk__in=[pk for place, pk in rows.items() if place not in places]).delete()
    LinkOnPage.objects.bulk_create(
        LinkOnPage(page_id=page, link_id=link) for page, link in sorted(places - set(rows))
    )


def _new(url: str) -> ExternalLink:
    return ExternalLink(url=url, next_url=url, next_host=parsed(url).host)
