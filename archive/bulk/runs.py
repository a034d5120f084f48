"""Changes many pages one by one, each in its own transaction, so that a run can be continued.

Up to `AT_ONCE` pages change while the editor waits, if that takes only some seconds; the others are
left to the clock (`manage.py tick`), which continues even if a process is killed.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import LogContext, log
from wagtail.models import Page

from archive.models import BulkRun, BulkRunPage
from cms.language import in_language_of
from cms.outages.lost import lost_by

from .change import Change
from .changes import CHANGES

logger = logging.getLogger(__name__)
State = BulkRunPage.State
AT_ONCE = 100
SECONDS_TO_WAIT = 10  # for an editor
SECONDS = 40  # of a minute's tick; what is due comes before it
TRIED_FOR = timedelta(hours=6)  # from its beginning, a run tries again what may pass


@transaction.atomic
def begin(
    change: Change, options: dict[str, Any], keys: Collection[int], user: Any, listing: str
) -> BulkRun:
    """Record what is to be done."""
    run = BulkRun.objects.create(change=change.name, options=options, user=user, listing=listing)
    rows = (BulkRunPage(run=run, page_id=key) for key in change.pages(keys, options, user))
    BulkRunPage.objects.bulk_create(rows, batch_size=1_000)
    return run


@transaction.atomic
def begin_undoing(run: BulkRun, user: Any) -> BulkRun:
    """Record that it is to be undone, starting with the last page."""
    undoing = BulkRun.objects.create(
        change=run.change, options=run.options, user=user, listing=run.listing, undoes=run
    )
    changed = run.pages.filter(state=State.DONE).order_by("-pk")
    BulkRunPage.objects.bulk_create(
        BulkRunPage(run=undoing, page_id=row.page_id, before=row.before, after=row.after)
        for row in changed
    )
    return undoing


def can_be_undone(run: BulkRun) -> bool:
    """Whether it has ended, changed something, was not undone, and is not itself an undo."""
    if not CHANGES[run.change].can_be_undone:
        return False
    is_over = run.finished_at is not None and run.undoes_id is None
    is_undone = BulkRun.objects.filter(undoes=run).exists()
    return is_over and not is_undone and run.pages.filter(state=State.DONE).exists()


def go_on_with_all() -> int:
    """Continue all unfinished runs for some seconds; called by the clock."""
    end = time.monotonic() + SECONDS
    runs = BulkRun.objects.filter(finished_at=None).order_by("pk")
    return sum(_go_on(run, end) for run in runs)


def go_on_at_once(run: BulkRun) -> None:
    """Change as many pages of a run as an editor can wait for."""
    if run.pages.count() <= AT_ONCE:
        _go_on(run, time.monotonic() + SECONDS_TO_WAIT)


def _go_on(run: BulkRun, end: float) -> int:
    """Change the remaining pages of a run until a time; returns how many."""
    count = 0
    waiting = run.pages.filter(state=State.PENDING)
    with LogContext(user=run.user), in_language_of(run.user):
        for key in list(waiting.values_list("pk", flat=True)):
            if time.monotonic() > end:
                return count
            _change(run, key)
            count += 1
    if not waiting.exists():
        run.finished_at = timezone.now()
        run.save(update_fields=["finished_at"])
    return count


def _change(run: BulkRun, key: int) -> None:
    try:
        with transaction.atomic():
            # Locked, so that no other process changes the same page for the same run.
            row = BulkRunPage.objects.select_for_update().get(pk=key)
            if row.state == State.PENDING:
                _change_page(run, row)
                row.save()
    except (ValidationError, PermissionDenied) as refusal:
        sentences = refusal.messages if isinstance(refusal, ValidationError) else [str(refusal)]
        _refuse(key, " ".join(sentences))
    except Exception as error:  # whatever it is, it does not concern the other pages
        if _may_pass(error) and timezone.now() < run.started_at + TRIED_FOR:
            words = "A page of the change %s of many pages is tried again: %s"
            logger.warning(words, run.pk, type(error).__name__)
            return
        logger.exception("A page of the change %s of many pages failed", run.pk)
        _refuse(key, _("An error was logged: {name}.").format(name=type(error).__name__))


def _may_pass(error: Exception) -> bool:
    """Whether it may succeed later: a lock was awaited in vain, or a server was lost."""
    return isinstance(error, InterfaceError | OperationalError) or lost_by(error) is not None


def _change_page(run: BulkRun, row: BulkRunPage) -> None:
    change, page = CHANGES[run.change], _page(row)
    if run.user is None:
        raise PermissionDenied(_("The account that began it is gone."))
    if run.undoes_id:
        if not change.is_same(change.state(page), row.after):
            raise ValidationError(_("It was changed since, and is left as it is."))
        change.restore(page, run.user, row.before)
        row.state = State.DONE
    else:
        if refusal := change.refusal(page, run.user, run.options):
            raise PermissionDenied(str(refusal))
        row.before = change.state(page)
        change.apply(page, run.user, run.options)
        page = _page(row)
        row.after = change.state(page)
        row.state = State.SAME if row.before == row.after else State.DONE
    if row.state == State.DONE:
        action = "archive.bulk_undo" if run.undoes_id else "archive.bulk"
        words = change.words(run.options)
        log(page, action, user=run.user, data={"run": run.pk, "words": words})


def _page(row: BulkRunPage) -> Any:
    """The page as it is in the database now."""
    return Page.objects.get(pk=row.page_id).specific


def _refuse(key: int, sentence: str) -> None:
    BulkRunPage.objects.filter(pk=key).update(state=State.REFUSED, reason=sentence)
