"""Publishes and expires what is due, with Wagtail's own actions.

Wagtail's command `publish_scheduled` stops at the first page that cannot be published, so
everything due after it would wait forever.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models, router, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

logger = logging.getLogger(__name__)
SCHEDULE = "schedule"  # the job's name


class NotDone(Exception):
    """Raised with what could not be published or expired."""


def publish_due() -> int:
    """Expire, then publish, each separately; return how many, raise NotDone if one failed."""
    now = timezone.now()
    count, failures = 0, []
    for model in scheduled_models():
        for key in expired(model, now).values_list("pk", flat=True):
            if _succeeds(_expire, model, key):
                count += 1
            else:
                failures.append(f"{model._meta.label_lower} {key}")
    for key, name in [(revision.pk, label_of(revision)) for revision in due(now)]:
        if _succeeds(_publish, Revision, key):
            count += 1
        else:
            failures.append(name)
    if failures:
        raise NotDone(f"Not published or expired: {', '.join(failures)}.")
    return count


def scheduled_models() -> Iterator[type[models.Model]]:
    """What can go live and expire: pages, and snippets with a draft."""
    yield Page
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            yield model


def expired(model: Any, now: datetime) -> models.QuerySet[Any]:
    return model.objects.filter(live=True, expire_at__lt=now).order_by("expire_at")


def due(now: datetime) -> models.QuerySet[Revision]:
    revisions = Revision.objects.filter(approved_go_live_at__lt=now)
    return revisions.order_by("approved_go_live_at").select_related("base_content_type")


def label_of(revision: Revision) -> str:
    """Identifies a revision's object without revealing its text: "wagtailcore.page 12"."""
    kind = revision.base_content_type
    return f"{kind.app_label}.{kind.model} {revision.object_id}"


def _succeeds(act: Callable[[Any], None], model: Any, key: Any) -> bool:
    try:
        with transaction.atomic(router.db_for_write(model)):
            # Read again and locked: an editor may have been faster.
            row = model.objects.select_for_update().filter(pk=key).first()
            if row is not None:
                act(row)
    except Exception as error:  # noqa: BLE001 -- its words may be those of a hidden page
        frames = "".join(traceback.format_tb(error.__traceback__))
        name = f"{model._meta.label_lower} {key}"
        logger.error("%s is due and failed: %s\n%s", name, type(error).__name__, frames)
        return False
    return True


def _expire(row: Any) -> None:
    if row.live and row.expire_at and row.expire_at < timezone.now():
        row.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(revision: Revision) -> None:
    if revision.approved_go_live_at and revision.approved_go_live_at < timezone.now():
        revision.publish(log_action="wagtail.publish.scheduled")
