"""The bulk action that approves the names of many files for readers."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.documents.views.bulk_actions.document_bulk_action import DocumentBulkAction
from wagtail.permissions import policy_registry

from .listing import OfListing


class ClearNames(OfListing, DocumentBulkAction):
    """Shows the names, and approves those that contain no sealed name."""

    display_name = _("Clear names")
    action_type = "clear_names"
    action_priority = 30
    aria_label = _("Let readers save them under their names")
    action_label = _("Clear these names")
    icon = "doc-full-inverse"
    template_name = "media/clear_names.html"

    def check_perm(self, obj: Any) -> bool:
        policy = policy_registry.get(obj)
        return policy.user_has_permission_for_instance(self.request.user, "change", obj)

    @classmethod
    def execute_action(cls, objects: list[Any], **context: Any) -> tuple[int, int]:
        cleared = sum(map(_clear, objects))
        return cleared, len(objects) - cleared

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        sentence = ngettext(
            "Readers may save %(count)d under its name.",
            "Readers may save %(count)d under their names.",
            num_parent_objects,
        )
        refusal = ngettext(
            "%(count)d says a name that must not appear.",
            "%(count)d say a name that must not appear.",
            num_child_objects,
        )
        parts = [sentence % {"count": num_parent_objects}]
        if num_child_objects:
            parts.append(refusal % {"count": num_child_objects})
        return " ".join(parts)


def _clear(document: Any) -> bool:
    """Approve its name, unless it contains a sealed name; return whether it did."""
    document.offered_name = document.uploaded_name
    try:
        document.save(update_fields=["offered_name"])
    except ValidationError:
        return False
    return True
