"""Publishing many pages at once, with the question what the changes are."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from wagtail.admin import messages
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction
from wagtail.models import Page, Revision

from archive.checklist.asked import blocking
from archive.models import EntryPage
from cms.record.models import PublicObject

from .forms import ManyChangesForm


def unsaid(pages: Iterable[Page]) -> list[Revision]:
    """The latest drafts of public documents that do not say what their change is."""
    keys = [page.pk for page in pages if hasattr(page.specific_class, "change_kind")]
    public = PublicObject.objects.pages().filter(key__in=keys).values("key")
    changed = Page.objects.filter(pk__in=public, has_unpublished_changes=True)
    drafts = Revision.objects.filter(pk__in=changed.values("latest_revision"))
    return [draft for draft in drafts if not draft.content.get("change_kind")]


class AskingPublishBulkAction(PublishBulkAction):
    """Asks once for all documents that readers can see; what a draft says itself stays."""

    template_name = "archive/publish_many.html"
    form_class = ManyChangesForm

    def get_form(self) -> ManyChangesForm:
        form: ManyChangesForm = super().get_form()
        chosen, _refused = self.get_actionable_objects()
        form.must_say = bool(unsaid(chosen))
        if not form.must_say:
            del form.fields["change_kind"], form.fields["change_note"]
        return form

    def prepare_action(self, objects: Collection[Page], _refused: Any) -> HttpResponse | None:
        """Publish none where the checklist keeps one of them back, and say why."""
        sentences = [
            f"{draft.get_admin_display_title()}: {fault.sentence}"
            for draft in (page.get_latest_revision_as_object() for page in objects)
            if isinstance(draft, EntryPage)
            for fault in blocking(draft)
        ]
        for sentence in sentences:
            messages.error(self.request, sentence)
        return redirect(self.next_url) if sentences else None

    def get_execution_context(self) -> dict[str, Any]:
        form: Any = self.cleaned_form
        answer = form.cleaned_data.get("change_kind"), form.note if form.must_say else ""
        return super().get_execution_context() | {"answer": answer}

    @classmethod
    def execute_action(
        cls,
        objects: Collection[Page],
        *,
        answer: tuple[str | None, str] = (None, ""),
        **options: Any,
    ) -> tuple[int, int]:
        kind, note = answer
        drafts = {draft.pk: draft for draft in unsaid(objects)} if kind else {}
        for draft in drafts.values():
            draft.content = draft.content | {"change_kind": kind, "change_note": note}
            draft.save(update_fields=["content"])
        for page in objects:  # each may hold its draft as it was before it said this
            if draft := drafts.get(page.latest_revision_id):
                page.latest_revision = draft
        counts: tuple[int, int] = super().execute_action(objects, **options)
        return counts
