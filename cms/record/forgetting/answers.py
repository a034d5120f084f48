"""An editor's decision about an address, kept as an act until the page has left it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.models import Page

from cms.record.models import PAGES, Act, Change, PublicObject

LEAD_ON, FORGET = "lead_on", "forget"


def keep_answer(pages: Iterable[Page], answer: str, user: Any) -> None:
    """Store what becomes of the present addresses of pages; redirecting deletes an answer."""
    keys = [page.pk for page in pages]
    acts = to_forget(keys)
    if answer != FORGET:
        acts.delete()
        return
    answered = set(acts.values_list("key", "path"))
    public = PublicObject.objects.pages().filter(key__in=keys)
    Act.objects.bulk_create(
        Act(
            subject=PAGES,
            key=row.key,
            kind=Change.Kind.FORGOTTEN,
            at=timezone.now(),
            who=user.get_username() if user else "",
            note="The page has another address.",
            path=row.path,
        )
        for row in public
        if (row.key, row.path) not in answered
    )


def keep_for(act: Act, path: str) -> None:
    """Apply an answer to one more address of its page."""
    if not to_forget([act.key]).filter(path=path).exists():
        act.pk, act.path = None, path
        act.save()


def to_forget(keys: Iterable[int]) -> QuerySet[Act]:
    """The acts that want the addresses of these pages forgotten."""
    acts = Act.objects.filter(subject=PAGES, key__in=list(keys), kind=Change.Kind.FORGOTTEN)
    return acts.exclude(path="")
