"""Publishes a draft in a transaction that is always rolled back, for as long as an answer takes.

So the answer shows the draft in place of the page everywhere, in lists, counts, search, menus and
relations, with the same statements as for readers. Nothing else becomes visible by it: whatever
else was hidden, above or below the page, stays hidden.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import DatabaseError, OperationalError, connections, router
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PageViewRestriction, Site

from cms.record.models import LastChange
from cms.record.subjects import GatedRows, View, subjects
from cms.sql.statements import reading_from
from cms.visibility import holds
from cms.visibility.gate import visible_pages
from cms.visibility.uses import base_type, restate

from .models import Preview

Result = TypeVar("Result")
ATTEMPTS = 3
_VISIBLE = GatedRows(lambda: visible_pages(Page.objects.all()), {})


class NotShown(Exception):
    """Raised if the draft cannot be shown as a page; its message is a sentence."""


def staged(
    preview: Preview,
    show: Callable[[Page], Result],
    fill: Callable[[Any], None] = lambda draft: None,
) -> Result:
    """The result of `show`, called while the draft is a public page, which nobody else can see.

    `fill` adds what readers need and the draft does not have yet. Raises NotShown.
    """
    database = router.db_for_write(Page)
    for attempt in range(ATTEMPTS):
        try:
            return _staged(preview, show, fill, database)
        except OperationalError as error:
            # Somebody else saved the page meanwhile.
            if getattr(error.__cause__, "sqlstate", "") not in ("40001", "40P01"):
                raise
            if attempt == ATTEMPTS - 1:
                raise NotShown(_("The page is being written. Ask again in a moment.")) from error
    raise AssertionError  # pragma: no cover


def _staged(preview: Preview, show: Any, fill: Any, database: str) -> Any:
    connection = connections[database]
    is_outermost = not connection.in_atomic_block
    try:
        with reading_from(database), holds.undone(database):
            if is_outermost and connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            return show(_published(preview, fill))
    finally:
        Site.clear_site_root_paths_cache()  # it may contain the draft of a front page


def _published(preview: Preview, fill: Callable[[Any], None]) -> Page:
    try:
        return _written(preview, fill)
    except OperationalError:  # the database's fault, not the draft's
        raise
    except (ValidationError, DatabaseError, ProtectedError, ValueError, TypeError) as error:
        message = " ".join(error.messages) if isinstance(error, ValidationError) else ""
        raise NotShown(message or _("The draft lacks what it needs to be shown.")) from error


def _written(preview: Preview, fill: Callable[[Any], None]) -> Page:
    view = View(timezone.now())
    draft = _placed(preview)
    _hide_what_is_hidden(draft, view)
    draft.live, draft.expired, draft.go_live_at, draft.expire_at = True, False, None, None
    draft.first_published_at = draft.first_published_at or view.now
    draft.last_published_at = view.now
    draft.prepare_preview()
    fill(draft)
    draft.save(clean=False)
    LastChange.objects.filter(owner=draft).update(at=view.now)
    restate(type(draft), [draft.pk], {base_type(subject.model) for subject in subjects()})
    return draft


def _placed(preview: Preview) -> Any:
    """The draft at its place in the tree; one that was never saved first gets a row."""
    content = dict(preview.content)
    if preview.page:
        draft = preview.page.specific.with_content_json(content)
        _keep_what_must_not_be_null(draft, preview.page.specific)
        return draft
    assert preview.parent  # noqa: S101 -- a preview has one of the two
    model: Any = preview.content_type.model_class()
    page = model.from_serializable_data(content)
    page.pk, page.path, page.live = None, "", False
    return preview.parent.add_child(instance=page)


def _keep_what_must_not_be_null(draft: Any, page: Any) -> None:
    """Keep the stored value of columns that the draft leaves empty and that cannot be null."""
    for field in draft._meta.concrete_fields:
        if not field.null and getattr(draft, field.attname) is None:
            setattr(draft, field.attname, getattr(page, field.attname))


def _hide_what_is_hidden(draft: Page, view: View) -> None:
    """Make the draft public even if it, or a page above it, is hidden, and nothing else with it."""
    ends = range(Page.steplen, len(draft.path) + 1, Page.steplen)
    above = [draft.path[:end] for end in ends]
    inside = [path for path in above if path.startswith(tuple(view.snapshot.every_root))]
    key_at = dict(Page.objects.filter(path__in=inside).values_list("path", "pk"))
    visible = {row["pk"] for row in _VISIBLE.of(view, list(key_at.values()))}
    hidden_paths = [path for path in inside if key_at.get(path) not in visible]
    if not hidden_paths:
        return
    Page.objects.filter(path__startswith=hidden_paths[0]).exclude(pk=draft.pk).update(live=False)
    Page.objects.filter(alias_of=draft).update(live=False)
    PageViewRestriction.objects.filter(page=draft).delete()
    holds.let_go(draft)
