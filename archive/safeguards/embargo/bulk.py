"""Sets one embargo on many pictures, files or videos from their list; it only ever closes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.documents.views.bulk_actions.document_bulk_action import DocumentBulkAction
from wagtail.images.views.bulk_actions.image_bulk_action import ImageBulkAction

from media.listing import OfListing
from media.models import Video

from .acts import close, may_close
from .forms import EmbargoForm
from .views import address_of


class CloseMany(OfListing, BulkAction):
    """Closes all; items that are under an embargo already get the stricter of both terms."""

    display_name = _("Embargo")
    action_type = "embargo"
    action_priority = 25
    aria_label = _("Put the selected ones under an embargo")
    action_label = _("Put them under an embargo")
    icon = "lock"
    template_name = "safeguards/embargo_many.html"
    form_class = EmbargoForm

    def check_perm(self, obj: Any) -> bool:
        return may_close(obj, self.request.user)

    def object_context(self, obj: Any) -> dict[str, Any]:
        return super().object_context(obj) | {"address": address_of(obj)}

    def get_execution_context(self) -> dict[str, Any]:
        form: Any = self.cleaned_form
        reason = form.cleaned_data["reason"]
        return {"terms": form.terms, "reason": reason, "user": self.request.user}

    @classmethod
    def execute_action(cls, objects: list[Any], **context: Any) -> tuple[int, int]:
        for file in objects:
            close(file, context["terms"], context["reason"], context["user"])
        return len(objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        sentence = ngettext(
            "%(count)d is under an embargo.", "%(count)d are under an embargo.", num_parent_objects
        )
        return sentence % {"count": num_parent_objects}


class CloseImages(CloseMany, ImageBulkAction):
    """For pictures."""


class CloseDocuments(CloseMany, DocumentBulkAction):
    """For files."""


class CloseVideos(CloseMany):
    """For videos."""

    models = [Video]
