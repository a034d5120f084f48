"""One answer for many pictures or files: for a whole collection, from its list."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.documents.views.bulk_actions.document_bulk_action import DocumentBulkAction
from wagtail.images.views.bulk_actions.image_bulk_action import ImageBulkAction

from media.listing import OfListing
from media.models import Review, Video

from .answers import ANSWERS, answer, may_review


class AnswerForm(forms.Form):
    """Asks for the answer for all of them."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    review = forms.ChoiceField(
        label=_("People in all of them"),
        choices=[(review.value, review.label) for review in (*ANSWERS, Review.UNREVIEWED)],
        widget=forms.RadioSelect,
    )


class ReviewMany(OfListing, BulkAction):
    """Stores the reviewer for each, as if each had been reviewed alone."""

    display_name = _("Review")
    action_type = "review"
    action_priority = 20
    aria_label = _("Say whether people are in them")
    action_label = _("Say so")
    icon = "view"
    template_name = "media/review_many.html"
    form_class = AnswerForm

    def check_perm(self, obj: Any) -> bool:
        return may_review(obj, self.request.user)

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"seen": self._files_there()}

    def _files_there(self) -> str:
        """A digest of all their contents:

        it changes with a new or replaced file, which nobody saw.
        """
        files = sorted((file.pk, file.file_hash) for file in self.get_actionable_objects()[0])
        return sha256(repr(files).encode()).hexdigest()

    def form_valid(self, form: Any) -> HttpResponse:
        if form.cleaned_data["seen"] not in ("", self._files_there()):
            messages.warning(self.request, _("They are others by now. Look at all of them again."))
            return redirect(self.request.get_full_path())
        try:
            return super().form_valid(form)
        except ValidationError as refused:
            form.add_error("review", refused)
            return self.form_invalid(form)

    def get_execution_context(self) -> dict[str, Any]:
        assert self.cleaned_form  # noqa: S101 -- it is valid
        return {"review": self.cleaned_form.cleaned_data["review"], "user": self.request.user}

    @classmethod
    def execute_action(cls, objects: list[Any], **context: Any) -> tuple[int, int]:
        return answer(objects, context["review"], context["user"]), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        sentence = ngettext("%(count)d is reviewed.", "%(count)d are reviewed.", num_parent_objects)
        return sentence % {"count": num_parent_objects}


class ReviewImages(ReviewMany, ImageBulkAction):
    """For pictures."""


class ReviewDocuments(ReviewMany, DocumentBulkAction):
    """For files."""


class ReviewVideos(ReviewMany):
    """For videos."""

    models = [Video]
