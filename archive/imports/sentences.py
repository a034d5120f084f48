"""The outcome of an import run in five sentences, for terminal and admin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from archive.markup.sentences import said

NO_HOST = gettext_noop("no host")
_NAMED = 10  # pages, and hosts with a reason


def first_sentences(summary: Mapping[str, Any]) -> Iterator[str]:
    """Five sentences on a summary as in the report; the last says what to do next.

    Keys: written, public, heldBack, errors, toReview (numbers), lookFirst (titles), filesMissing
    ([{"host", "reason", "why", "files"}], where `why` is the reason for translation).
    """
    yield _of_pages(summary["written"], summary["public"])
    yield _of_files(summary["filesMissing"])
    yield _of_readers(summary["lookFirst"])
    yield _of_drafts(summary["heldBack"])
    yield _("Next: %(step)s") % {"step": _next(summary)}


def _of_pages(page_count: int, public: int) -> str:
    if not page_count:
        return _("No page was written.")
    sentence = ngettext(
        "%(count)d page was written; for all readers: %(public)d.",
        "%(count)d pages were written; for all readers: %(public)d.",
        page_count,
    )
    return sentence % {"count": page_count, "public": public}


def _of_files(missing: Sequence[Mapping[str, Any]]) -> str:
    total = sum(row["files"] for row in missing)
    if not total:
        return _("No file is missing.")
    sentence = ngettext(
        "%(count)d file is missing: %(where)s.", "%(count)d files are missing: %(where)s.", total
    )
    rows = [f"{row['files']:,} × {_(row['host'])}, {_reason(row)}" for row in missing]
    return sentence % {"count": total, "where": _list(rows, "; ")}


def _reason(row: Mapping[str, Any]) -> str:
    return said(row.get("why", {"text": row["reason"]}), _)


def _of_readers(titles: Sequence[str]) -> str:
    if not titles:
        return _("No page that this run wrote and readers see has lost anything or is empty.")
    sentence = ngettext(
        "%(count)d page that readers see has lost something or is empty; look at it first: "
        "%(titles)s.",
        "%(count)d pages that readers see have lost something or are empty; look at these first: "
        "%(titles)s.",
        len(titles),
    )
    titles_quoted = [f"“{title}”" for title in titles]
    return sentence % {"count": len(titles), "titles": _list(titles_quoted, ", ")}


def _of_drafts(draft_count: int) -> str:
    if not draft_count:
        return _("No page that this run wrote is held back, of those published there.")
    sentence = ngettext(
        "%(count)d page that was published there is a draft here until somebody has looked at it.",
        "%(count)d pages that were published there are drafts here until somebody has looked at "
        "them.",
        draft_count,
    )
    return sentence % {"count": draft_count}


def _next(summary: Mapping[str, Any]) -> str:
    if summary["errors"]:
        return _("see which items failed, in the report, and run it again.")
    if summary["filesMissing"]:
        return _("get the missing files into the folder of uploads, and run it again.")
    if summary["lookFirst"]:
        return _("mend the pages that readers see.")
    if summary["heldBack"]:
        return _("look at the pages that are held back, and publish them.")
    if summary["toReview"]:
        return _("look through the notes on single pages.")
    return _("review the pictures, and then switch the domain.")


def _list(parts: Sequence[str], separator: str) -> str:
    first = separator.join(parts[:_NAMED])
    return f"{first}{separator}…" if len(parts) > _NAMED else first
