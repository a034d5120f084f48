"""Withdrawing pages and publishing them again, with the reasons given, all or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, Revision

from cms.editing.facts import PageFact
from cms.editing.second_reader import may_take_back
from cms.record.models import PAGES, Act, Change, PublicObject, Tombstone
from cms.record.subjects import subject_of
from cms.record.trees import aliases_of, below


@dataclass(frozen=True)
class Statement:
    """What an editor said about an act."""

    reason: str = ""
    note: str = ""  # for colleagues
    public_note: str = ""  # for readers
    replaced_by: int | None = None  # the page where readers can continue


def may_withdraw(page: Page, user: Any) -> bool:
    """Whether the user may take the page back:

    requires the permission to publish, even if it is locked.
    """
    return page.live and may_take_back(page, user)


HAS_TOMBSTONE = PageFact(
    lambda pages: Tombstone.objects.filter(key__in=[page.pk for page in pages])
    .values_list("key", flat=True)
)  # fmt: skip


def may_publish_again(page: Page, user: Any) -> bool:
    """Whether a page was taken back, so that it may be published again."""
    may = not page.live and page.permissions_for_user(user).can_publish()
    return may and HAS_TOMBSTONE.of(page)


@transaction.atomic
def withdraw(pages: Iterable[Page], user: Any, statement: Statement) -> None:
    """Take pages back, with their aliases and descendants, and cancel their schedules.

    Raises PermissionDenied, and takes nothing back, if the user may not publish one of them, and
    ValidationError if a note contains what it must not. Without a user it is the clock, which may.
    """
    specific = [page.specific for page in pages]
    if user and (pages_of_others := [page for page in specific if not may_withdraw(page, user)]):
        raise PermissionDenied(
            _("You may not withdraw “%(title)s”.") % {"title": pages_of_others[0].title}
        )
    for page in specific:
        state_withdrawal(page, user, statement)
        if state := page.current_workflow_state:
            state.cancel(user=user)
        UnpublishPageAction(page, user=user).execute(skip_permission_checks=True)


def state_withdrawal(page: Page, user: Any, statement: Statement) -> None:
    """Store the reason for a page that something closes, with its aliases and descendants."""
    trees = PublicObject.objects.filter(below("tree_path", page.path), subject=PAGES)
    keys = set(trees.values_list("key", flat=True))
    public = PublicObject.objects.pages().filter(key__in=aliases_of(keys))
    keys.update(public.values_list("key", flat=True))
    _state(Change.Kind.WITHDRAWN, keys, user, statement)


def state_withdrawal_of_files(files: Iterable[Model], user: Any, statement: Statement) -> None:
    """Store the reason for public pictures or files that something closes."""
    for file in files:
        subject = subject_of(type(file))
        if subject and PublicObject.objects.filter(subject=subject.name, key=file.pk).exists():
            _state(Change.Kind.WITHDRAWN, {file.pk}, user, statement, subject.name)


@transaction.atomic
def publish_again(page: Page, user: Any, note: str, version: Revision | None = None) -> None:
    """Publish the latest draft of a page that was taken back, or the version that readers saw.

    Raises PermissionDenied, or ValidationError if the draft lacks what readers need.
    """
    page = page.specific
    if not may_publish_again(page, user):
        raise PermissionDenied(_("You may not publish “%(title)s” again.") % {"title": page.title})
    trees = Page.objects.filter(below("path", page.path), live=True).values("pk")
    keys = set(Tombstone.objects.filter(key__in=trees).values_list("key", flat=True))
    _state(Change.Kind.PUBLISHED, keys | {page.pk}, user, Statement(note=note))
    version = version or page.get_latest_revision() or page.save_revision(user=user)
    version.publish(user=user)


def _state(
    kind: str, keys: Collection[int], user: Any, statement: Statement, subject: str = PAGES
) -> None:
    """Raises ValidationError if the notes contain what they must not."""
    now = timezone.now()
    acts = [
        Act(
            subject=subject,
            key=key,
            kind=kind,
            at=now,
            who=user.get_username() if user else "",
            **asdict(statement),
        )
        for key in keys
    ]
    for act in acts[:1]:  # all have the same notes
        act.clean_fields({field.name for field in Act._meta.fields} - {"note", "public_note"})
    Act.objects.bulk_create(acts)
