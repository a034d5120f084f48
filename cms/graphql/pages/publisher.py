"""Who publishes the site, as registered by the app that knows it."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from cms.graphql.context import Context
from cms.graphql.engine import Loading
from cms.visibility.snapshot import Snapshot

_loaders: list[Callable[[Context], Loading]] = []


def published_by(load: Callable[[Context], Loading]) -> None:
    """Let `load` return the name of the organisation; empty if it does not know it."""
    _loaders.append(load)


def publisher_of(context: Context) -> Loading:
    """The name of the organisation, otherwise that of the site."""
    for load in _loaders:
        if name := (yield from load(context)):
            return name
    return name_of(context.snapshot)


def name_of(snapshot: Snapshot) -> str:
    """The name of the site."""
    return snapshot.site_name or settings.WAGTAIL_SITE_NAME
