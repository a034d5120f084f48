"""Applies the rules to the form as it is, for the side panel."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, JsonResponse

from archive.safeguards.page import SafeguardedPage
from cms.previews.typed import AddPreviewView, EditPreviewView
from media.review.policy import PERMISSION

from .asked import said_of


class ChecklistView(EditPreviewView):
    """Reads the form as a preview does, and stores nothing."""

    http_method_names = ("post",)

    def dispatch(self, request: HttpRequest, *args: Any, **options: Any) -> Any:
        if not isinstance(self.object, SafeguardedPage):
            raise Http404
        return super().dispatch(request, *args, **options)

    def post(self, request: HttpRequest, *args: Any, **options: Any) -> JsonResponse:
        with transaction.atomic():
            form = self.get_form(request.POST)
            if is_read := self.validate_form(form):
                form.save(commit=False)
                if "date" in form.fields and not form["date"].value():
                    form.instance.date = ""  # a preview would use another date than the typed one
            findings = said_of(form.instance) if is_read else []
            transaction.set_rollback(True)
        items = [
            {"sentence": str(finding.fault.sentence), "field": finding.fault.field,
             "block": finding.fault.block, "blocks": finding.blocks,
             "address": self._address_for_user(finding.fault.address)}
            for finding in findings
        ]  # fmt: skip
        return JsonResponse({"isRead": is_read, "items": items})

    def _address_for_user(self, address: str) -> str:
        """The address of a review, for those who may review."""
        return address if self.request.user.has_perm(PERMISSION) else ""


class ChecklistOfNewView(AddPreviewView, ChecklistView):
    """The same for a document that was never saved."""
