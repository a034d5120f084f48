"""Publishes and expires what is due, with Wagtail's own actions.

Wagtail's command `publish_scheduled` stops at the first page that cannot be published, so
everything due after it would wait forever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models, router, transaction
from django.utils import timezone
from wagtail.models import DraftStateMixin, Page, Revision

from .failures import Failures

SCHEDULE = "schedule"  # the job's name


def publish_due() -> int:
    """Expire, then publish, each separately; return how many, raise NotDone if one failed."""
    now, count, failures = timezone.now(), 0, Failures()
    for model in scheduled_models():
        for key in expired(model, now).values_list("pk", flat=True):
            with failures.passing_over(f"{model._meta.label_lower} {key}"):
                _act(_expire, model, key)
                count += 1
    for key, name in [(revision.pk, label_of(revision)) for revision in due(now)]:
        with failures.passing_over(name):
            _act(_publish, Revision, key)
            count += 1
    failures.tell("Not published or expired")
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


def _act(act: Callable[[Any], None], model: Any, key: Any) -> None:
    with transaction.atomic(router.db_for_write(model)):
        # Read again and locked: an editor may have been faster.
        row = model.objects.select_for_update().filter(pk=key).first()
        if row is not None:
            act(row)


def _expire(row: Any) -> None:
    if row.live and row.expire_at and row.expire_at < timezone.now():
        row.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(revision: Revision) -> None:
    if revision.approved_go_live_at and revision.approved_go_live_at < timezone.now():
        revision.publish(log_action="wagtail.publish.scheduled")
