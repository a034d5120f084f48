"""Purges the caches in front of what has changed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.contrib.frontend_cache.backends import BaseBackend
from wagtail.contrib.frontend_cache.utils import get_backends
from wagtail.models import Site

from cms.record import tags
from cms.record.models import Change
from cms.record.telling import tell_at_once
from cms.uri import to_uri
from cms.visibility.models import frontend_of

from .backends import TagBackend
from .models import AddressToPurge, PurgedCache

CHUNK = 500
# An answer made before a change may be cached after the purge, so everything is purged once more.
SETTLING = timedelta(minutes=1)


def purge_file(address: str) -> None:
    """Purge a file that is gone, once the transaction is committed."""
    _note([address])


def purge_forgotten(places: Iterable[tuple[int | None, str]], **_options: Any) -> None:
    """Purge pages at addresses that the record will not mention again."""
    _note(_urls(places))


def _note(addresses: list[str]) -> None:
    for cache in map(PurgedCache.named, settings.WAGTAILFRONTENDCACHE):
        AddressToPurge.objects.bulk_create(
            AddressToPurge(cache=cache, address=address) for address in addresses
        )
    if settings.WAGTAILFRONTENDCACHE:
        transaction.on_commit(tell_at_once, robust=True)


def purge_due() -> int:
    """Purge each cache of what has changed since; returns how many things that were.

    A cache that fails does not hold up the others; its error is raised after all had their turn.
    """
    count, failures = 0, []
    for name, backend in get_backends().items():
        cache = PurgedCache.named(name)
        with cache.lease() as has_lease:
            try:
                if has_lease:
                    count += _purge_changes(cache, backend) + _purge_files(cache, backend)
            except OSError as error:  # includes the errors of `requests`
                failures.append(error)
    AddressToPurge.objects.exclude(cache__name__in=settings.WAGTAILFRONTENDCACHE).delete()
    if failures:
        raise failures[0]
    return count


def _purge_changes(cache: PurgedCache, backend: BaseBackend) -> int:
    count, number, now = 0, cache.number, timezone.now()
    while cache.is_mine() and (changes := cache.next_changes(CHUNK, after=number)):
        _purge(backend, (tag for change in changes for tag in change.tags), _addresses(changes))
        number = changes[-1].number
        if settled := [change.number for change in changes if _has_settled(change.at, now)]:
            cache.advance(settled[-1])
        count += len(changes)
    return count


def _purge_files(cache: PurgedCache, backend: BaseBackend) -> int:
    """Purge files; those of this server also by tag, since caches may have them under any host."""
    count, last, now = 0, 0, timezone.now()
    while cache.is_mine() and (files := list(_after(cache, last))):
        base_url = settings.WAGTAILADMIN_BASE_URL
        marks = (tags.tag(tags.address(file.address)) for file in files)
        _purge(backend, marks, [urljoin(base_url, file.address) for file in files])
        last = files[-1].pk
        settled = [file.pk for file in files if _has_settled(file.noted_at, now)]
        cache.addresses.filter(pk__in=settled).delete()
        count += len(files)
    return count


def _has_settled(instant: datetime, now: datetime) -> bool:
    """Whether an instant is long ago, or in the future because the clock was put back."""
    return not now - SETTLING < instant <= now


def _after(cache: PurgedCache, last: int) -> QuerySet[AddressToPurge]:
    return cache.addresses.filter(pk__gt=last).order_by("pk")[:CHUNK]


def _purge(backend: BaseBackend, marks: Iterable[str], addresses: Iterable[str]) -> None:
    if isinstance(backend, TagBackend):
        backend.purge_tags(list(dict.fromkeys(marks)))
    hosts = backend.invalidates_hostname
    if urls := [url for url in addresses if hosts(urlsplit(url).hostname)]:
        backend.purge_batch(urls)


def _addresses(changes: Iterable[Change]) -> list[str]:
    """The present and former addresses of the pages, on the frontends of their sites."""
    return _urls(
        (change.site, path) for change in changes for path in (change.path, change.previous_path)
    )


def _urls(places: Iterable[tuple[int | None, str]]) -> list[str]:
    frontends: dict[int | None, str] = {site.pk: frontend_of(site) for site in Site.objects.all()}
    urls = [
        to_uri(f"{frontends[site]}{path}") for site, path in places if path and frontends.get(site)
    ]
    return list(dict.fromkeys(urls))
