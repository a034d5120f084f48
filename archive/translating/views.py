"""Starts a translation from what readers see."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.contrib.simple_translation.views import SubmitPageTranslationView


class TranslatePageView(SubmitPageTranslationView):
    """Wagtail's view copies the published content, but names it by the title of a newer draft."""

    def get_object(self) -> Any:
        page = super().get_object()
        if page.live:
            page.draft_title = page.title  # for this response
        return page

    def get_success_message(self, locales: Any) -> str:
        message: str = super().get_success_message(locales)
        if self.object.live and self.object.has_unpublished_changes:
            return _("%(message)s. Changes that are not published yet are not in it.") % {
                "message": message
            }
        return message
