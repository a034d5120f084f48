from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class BitmapsConfig(AppConfig):
    name = "archive.bitmaps"
    label = "bitmaps"
    verbose_name = "Bitmaps"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.clock.jobs import Job, Stage, register
        from cms.workers.warming import made_by

        from .log import shorten

        pre_migrate.connect(drop_triggers, sender=self, dispatch_uid="archive.bitmaps.drop")
        post_migrate.connect(watch_pages, sender=self, dispatch_uid="archive.bitmaps.watch")
        words = "Forgets which pages were written long ago"
        register(Job("page_changes", words, shorten, Stage.CLEAN))
        made_by(make_indexes)


def make_indexes() -> None:
    """Make the index of each site, in a thread of a worker that is about to serve."""
    from .kept import make_ready  # once all apps are ready

    try:
        make_ready()
    finally:
        connections.close_all()  # of this thread


def drop_triggers(using: str, plan: list[Any], **_options: Any) -> None:
    """Drop all triggers before a migration, which may rebuild or drop a table that they name."""
    from .triggers import uninstall

    if plan:
        uninstall(connections[using])


def watch_pages(using: str, **_options: Any) -> None:
    """Watch new tables after every `migrate`.

    `cms.freshness` comes later among the apps and moves the version then, so that no index that
    was made without a trigger stays.
    """
    from .triggers import install

    install(connections[using])
