"""The side panel with the checklist."""

from __future__ import annotations

from typing import Any

from django.forms import Media
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel

from archive.safeguards.page import SafeguardedPage
from cms.editing.creation import DraftFirstCreateView
from cms.editing.meanwhile.pages import AskingEditView


class ChecklistSidePanel(BaseSidePanel):
    """Shows what is missing before publication, as it is typed."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Before it goes out")
        icon_name = "tasks"

    name = "checklist"
    title = _("Before it goes out")
    template_name = "archive/checklist.html"
    order = 150

    @property
    def media(self) -> Media:
        return Media(
            js=[versioned_static("archive/checklist.js")],
            css={"all": [versioned_static("archive/checklist.css")]},
        )


def with_checklist(view: Any, panels: MediaContainer) -> MediaContainer:
    """The side panels of a page's form, with the checklist among them."""
    if isinstance(view.page, SafeguardedPage) and not getattr(view, "hydrate_create_view", False):
        return MediaContainer([*panels, ChecklistSidePanel(view.page, view.request)])
    return panels


class ChecklistCreateView(DraftFirstCreateView):
    def get_side_panels(self) -> MediaContainer:
        return with_checklist(self, super().get_side_panels())


class ChecklistEditView(AskingEditView):
    def get_side_panels(self) -> MediaContainer:
        return with_checklist(self, super().get_side_panels())
