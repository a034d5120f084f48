"""The screen on which all sealed names of a page are replaced by public ones at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from cms.record.withdrawal.views import ActView

from .replacing import replace, replacements


class ReplaceForm(forms.Form):
    """Asks how far back."""

    old_revisions = forms.BooleanField(
        label=_("In old revisions and the history, too"),
        required=False,
        help_text=_("They cannot be compared with what was written there before."),
    )


class ReplaceNamesView(ActView):
    """Shows what will be said, never what is said now, and does it."""

    page_title = _("Replace by public names")
    header_icon = "circle-check"
    form_class = ReplaceForm
    template_name = "safeguards/replace_names.html"

    def is_allowed(self, user: Any) -> bool:
        permissions = self.page.permissions_for_user(user)
        return permissions.can_edit() and not permissions.page_locked()

    def form_valid(self, form: ReplaceForm) -> HttpResponse:
        try:
            replace(self.page, self.request.user, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error(None, refused.messages)
            return self.form_invalid(form)
        messages.success(self.request, _("The public names are in their place."))
        return redirect("safeguards_clearance", self.page.pk)

    def get_context_data(self, **options: Any) -> dict[str, Any]:
        changes, left = replacements(self.page)
        permissions = self.page.permissions_for_user(self.request.user)
        return super().get_context_data(**options) | {
            "page_subtitle": "",  # the page's title is what is said now
            "changes": changes,
            "left": left,
            "publishes": self.page.live and permissions.can_publish(),
            "clearance_url": reverse("safeguards_clearance", args=[self.page.pk]),
        }
