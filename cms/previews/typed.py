"""The admin's views that preview what is typed: they tell the form not to store anything."""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.pages.preview import PreviewOnCreateView, PreviewOnEditView


class _TellsForm:
    def validate_form(self, form: Any) -> bool:
        form.is_preview = True
        return bool(super().validate_form(form))  # type: ignore[misc]


class AddPreviewView(_TellsForm, PreviewOnCreateView):
    """Previews a page that is being created."""


class EditPreviewView(_TellsForm, PreviewOnEditView):
    """Previews a page that is being edited."""
