"""A page that cannot be published before it is cleared."""

from __future__ import annotations

from typing import Any

from wagtail.models import COMMENTS_RELATION_NAME, Page

from .clearance import Finding, open_in, refusal, sentences
from .form import SafeguardedForm

# Fields that contain no words for readers, such as the state of a draft and who locked it.
_UNSEEN = {
    *("latest_revision", "live_revision", "draft_title", "has_unpublished_changes", "expired"),
    *("reference_code", "url_path", "path", "depth", "numchild", "last_published_at"),
    *("locked", "locked_at", "locked_by", "latest_revision_created_at", COMMENTS_RELATION_NAME),
}


class SafeguardedPage:
    """A page whose `save` checks the safeguards, whatever way it is published.

    A preview is not a publication: it happens in a transaction that is rolled back.
    """

    base_form_class = SafeguardedForm
    is_imported = False  # set while an import writes it: see `Safeguard.is_held_back`
    # The future parent of a page that is not in the tree yet.
    future_parent: Page | None = None
    _is_previewed = False

    def prepare_preview(self) -> None:
        super().prepare_preview()  # type: ignore[misc]
        self._is_previewed = True

    def open_findings(self: Any) -> list[Finding]:
        """What keeps the page, in its present state, from being published."""
        return [
            finding
            for finding in open_in(self)
            if not (self.is_imported and finding.rule.is_held_back)
        ]

    def missing_for_readers(self: Any) -> dict[str, list[str]]:
        """By field, what has to be corrected before readers may see the page."""
        return sentences(self.open_findings())

    def save(self: Any, *args: Any, **options: Any) -> None:
        columns = options.get("update_fields")
        is_seen = columns is None or not _UNSEEN.issuperset(columns)
        if self.live and is_seen and not self._is_previewed and (findings := self.open_findings()):
            raise refusal(findings)
        super().save(*args, **options)  # type: ignore[misc]
