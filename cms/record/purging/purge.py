"""Purges what changed from the caches in front."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.utils import timezone
from wagtail.contrib.frontend_cache.backends import BaseBackend
from wagtail.contrib.frontend_cache.utils import get_backends
from wagtail.models import Site

from cms.record.models import Change
from cms.uri import to_uri
from cms.visibility.models import frontend_of

from .backends import TagBackend
from .models import PurgedCache

CHUNK = 500
# An answer that was made before a change may be kept after its purge: it is purged once more.
SETTLING = timedelta(minutes=1)


def purge_due() -> int:
    """Purge each cache of what changed since it was last purged; return of how many changes.

    One that fails holds up no other; its failure is raised when all had their turn.
    """
    purged, failures = 0, []
    for name, backend in get_backends().items():
        cache = PurgedCache.named(name)
        with cache.alone() as is_alone:
            try:
                purged += _purge(cache, backend) if is_alone else 0
            except OSError as error:  # what `requests` raises, too
                failures.append(error)
    if failures:
        raise failures[0]
    return purged


def _purge(cache: PurgedCache, backend: BaseBackend) -> int:
    purged, number, settled = 0, cache.number, timezone.now() - SETTLING
    while cache.is_mine() and (changes := cache.next_changes(CHUNK, after=number)):
        if isinstance(backend, TagBackend):
            backend.purge_tags(list(dict.fromkeys(tag for each in changes for tag in each.tags)))
        hosts = backend.invalidates_hostname
        urls = [url for url in _addresses(changes) if hosts(urlsplit(url).hostname)]
        if urls:
            backend.purge_batch(urls)
        number = changes[-1].number
        if old := [each.number for each in changes if each.at <= settled]:
            cache.advance(old[-1])
        purged += len(changes)
    return purged


def _addresses(changes: Iterable[Change]) -> list[str]:
    """Where the pages are on the frontends of their sites, or were."""
    frontends = {site.pk: frontend_of(site) for site in Site.objects.all()}
    return list(
        dict.fromkeys(
            to_uri(f"{frontends[change.site]}{path}")
            for change in changes
            if frontends.get(change.site)
            for path in (change.path, change.previous_path)
            if path
        )
    )
