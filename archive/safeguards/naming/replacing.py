"""Replaces a person's sealed names by the public one, wherever a page contains them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.text import Truncator, slugify
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

from archive.safeguards.passages import MARK, passages, plain

from .homonyms import Excused, excused, means_another
from .search import Memory, current, mentions, people_in

ACTION = "safeguards.replace_names"


class Mending(NamedTuple):
    """The names to search, the language of the readers, and the texts about somebody else."""

    memory: Memory
    language: str
    excused: Excused


class Replacement(NamedTuple):
    """The new content of a field. Its present content is not repeated."""

    where: str
    text: str


def replacements(page: Page) -> tuple[list[Replacement], list[str]]:
    """What will change in the draft of a page, and where a name has to be corrected by hand.

    By hand: words of pictures or terms that the page shows, and names divided by tags or percent
    signs.
    """
    draft = page.get_latest_revision_as_object()
    mending = _mending(page, draft)
    changed = draft.with_content_json(_replaced(draft.serializable_data(), mending))
    lines = [
        Replacement(before.where, Truncator(after.text).chars(200))
        for before, after in zip(passages(draft), passages(changed), strict=False)
        if before.text != after.text
    ]
    left = [
        passage.where
        for passage in passages(changed)
        for person in people_in(passage.text, mending.memory)
        if not (passage.is_shown and means_another(person, passage.text))
        if (person.pk, passage.text) not in mending.excused
        and not (passage.is_shown and means_another(person, passage.text))
    ]
    return list(dict.fromkeys(lines)), list(dict.fromkeys(left))


def _mending(page: Page, draft: Page) -> Mending:
    return Mending(current(), page.locale.language_code, excused(page, draft))


@transaction.atomic
def replace(page: Any, user: Any, *, old_revisions: bool) -> None:
    """Correct the draft;

    what is public, if the account may publish; and optionally old revisions.
    """
    latest = page.get_latest_revision_as_object()
    mending = _mending(page, latest)
    draft, public = latest.serializable_data(), page.serializable_data()
    mended_draft, mended_public = (_replaced(data, mending) for data in (draft, public))
    leaves_draft = mended_draft != draft
    if page.live and mended_public != public and page.permissions_for_user(user).can_publish():
        leaves_draft = page.has_unpublished_changes
        _save(page, mended_public, user).publish(user=user)
        page = type(page).objects.get(pk=page.pk)
    if leaves_draft:
        _save(page, mended_draft, user)
    if old_revisions:
        _forget(page, mending)
    title = _text(page.get_admin_display_title(), mending)
    log(page, ACTION, user=user, data={"old_revisions": old_revisions}, title=title)


def _save(page: Any, content: dict[str, Any], user: Any) -> Revision:
    mended = page.with_content_json(content)
    revision: Revision = mended.save_revision(user=user, changed=True, clean=False)
    return revision


def _forget(page: Page, mending: Mending) -> None:
    """Correct every revision, and the page's title in the admin's log, without signals."""
    for revision in Revision.objects.for_instance(page).iterator():
        content = _replaced(revision.content, mending)
        title = _text(revision.object_str, mending)
        if (content, title) != (revision.content, revision.object_str):
            Revision.objects.filter(pk=revision.pk).update(content=content, object_str=title)
    for entry in PageLogEntry.objects.filter(page=page.pk).iterator():
        label = _text(entry.label, mending)
        data = _replaced(entry.data, mending)
        if (label, data) != (entry.label, entry.data):
            PageLogEntry.objects.filter(pk=entry.pk).update(label=label, data=data)


def _replaced(value: Any, mending: Mending, key: str = "") -> Any:
    """Stored content with each text in it corrected: in lists, rows, and blocks as JSON."""
    if isinstance(value, dict):
        return {name: _replaced(part, mending, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_replaced(part, mending, key) for part in value]
    if not isinstance(value, str):
        return value
    if value[:1] in "[{" and (part := _parsed(value)) is not None:
        mended = _replaced(part, mending, key)
        return value if mended == part else json.dumps(mended)
    text = _text(value, mending)
    return slugify(text, allow_unicode=True) if key == "slug" and text != value else text


def _parsed(text: str) -> Any:
    try:
        part = json.loads(text)
    except ValueError:
        return None
    return part if isinstance(part, (dict, list)) else None


def _text(text: str, mending: Mending) -> str:
    is_marked = MARK.search(text)
    memory, language, excused_texts = mending
    mended, place = "", 0
    for person, start, end in _apart(mentions(text, memory)):
        if excused_texts and (person.pk, plain(text)) in excused_texts:
            continue
        name = person.name_in(language)
        mended += text[place:start] + (escape(name) if is_marked else name)
        place = end
    return mended + text[place:]


def _apart(places: list[Any]) -> Iterator[Any]:
    """Without places that overlap the previous one: two people may share a name."""
    last_end = 0
    for mention in places:
        if mention.start >= last_end:
            yield mention
            last_end = mention.end
