"""The original beside the form of its translation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from django.forms import Media
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import Page, Revision

from archive.checklist.panel import ChecklistEditView
from archive.models import EntryPage
from archive.search.admin.find import readable_by
from cms.admin_visibility.policy import seen_by
from cms.blocks import leaves

from .states import original_of


class Part(NamedTuple):
    """The text of a block of the original, and whether it changed since the translation."""

    label: Any
    words: list[str]
    is_new: bool


class OriginalSidePanel(BaseSidePanel):
    """Shows the original as readers see it or, if it is not public, as last saved."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Original")
        icon_name = "globe"

    name = "original"
    title = _("Original")
    template_name = "archive/original.html"
    order = 160

    def __init__(self, object: Any, request: Any, original: Any) -> None:
        super().__init__(object, request)
        self.original = original if original.live else original.get_latest_revision_as_object()

    @property
    def media(self) -> Media:
        return Media(css={"all": [versioned_static("archive/original.css")]})

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        before = self._when_translated()
        return {
            **super().get_context_data(parent_context),
            "original": self.original,
            "parts": list(parts(self.original, before)),
            "may_edit": self.original.permissions_for_user(self.request.user).can_edit(),
            "before": before,
        }

    def _when_translated(self) -> Revision | None:
        """The original at the time when the translation was last published."""
        since = self.object.last_published_at
        revisions = self.original.revisions.filter(created_at__lte=since) if since else None
        return revisions.order_by("-created_at").first() if revisions is not None else None


def parts(original: Any, before: Revision | None) -> Iterator[Part]:
    """The body of the original block by block, with the text about pictures and files."""
    body = original.body
    old = before.as_object().body.raw_data if before else body.raw_data
    old_values = [part["value"] for part in old]
    for block, raw in zip(body, body.raw_data, strict=True):
        words = [word for leaf in leaves(block.block, raw["value"]) for word in leaf.words]
        if words:
            yield Part(block.block.label, words, raw["value"] not in old_values)


def readable_original(page: Any, user: Any) -> Any:
    """The original of a document, if the account may read it."""
    original = original_of(page)
    if original is None or not isinstance(page, EntryPage):
        return None
    readable = Page.objects.filter(seen_by(user)).filter(readable_by(user))
    return original.specific if readable.filter(pk=original.pk).exists() else None


class TranslationEditView(ChecklistEditView):
    def get_side_panels(self) -> MediaContainer:
        panels = super().get_side_panels()
        if original := readable_original(self.page, self.request.user):
            panels = MediaContainer([*panels, OriginalSidePanel(self.page, self.request, original)])
        return panels
