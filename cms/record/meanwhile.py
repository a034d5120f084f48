"""What somebody else saved of a page while it lay open: asked about before anything goes above."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.templatetags.wagtailadmin_tags import user_display_name
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Revision


class AskingEditView(EditView):
    """Shows the form again, with all that was typed, where somebody else has saved meanwhile.

    Wagtail asks in the browser, which hears of other versions every ten seconds. The form that is
    shown again knows the newer version: sent once more, it is saved. Both stay in the history.
    """

    def form_valid(self, form: Any) -> HttpResponse:
        newer = None if self.expects_json_response else self._saved_meanwhile()
        if newer is None:
            return super().form_valid(form)
        form.restore_required_fields()
        view = reverse("wagtailadmin_pages:revisions_view", args=[self.page.pk, newer.pk])
        messages.warning(
            self.request,
            _(
                "%(name)s has saved this page since you opened it. Nothing is overwritten: what "
                "you typed stands below. Save or publish again to put it above their version."
            )
            % {"name": user_display_name(newer.user) or _("Somebody")},
            buttons=[messages.button(view, _("View their version"), new_window=True)],
        )
        self.has_unsaved_changes = True
        return self.render_to_response(self.get_context_data())

    def _saved_meanwhile(self) -> Revision | None:
        """The newest version of somebody else that the editor has not been told of."""
        form = self.request.POST
        opened_at = parse_datetime(form.get("loaded_revision_created_at", ""))
        if opened_at is None:
            return None
        newer = self.page.revisions.filter(created_at__gt=opened_at).exclude(user=self.request.user)
        newest = newer.order_by("-created_at").first()
        is_known = newest is not None and form.get("known_revision_id") == str(newest.pk)
        return None if is_known else newest
