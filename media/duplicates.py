"""Says at an upload that readers never get the file, or that the archive has it already.

Wagtail does so for pictures. The file is kept anyway: both may be wanted.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.documents.views import chooser, documents
from wagtail.permissions import policy_registry

from .many_files import ManyFilesView
from .models import CustomDocument


def same_file(document: CustomDocument, user: Any) -> CustomDocument | None:
    """The oldest document with the same original that the account may choose."""
    policy = policy_registry.get_by_type(CustomDocument)
    files = policy.instances_user_has_permission_for(user, "choose").exclude(pk=document.pk)
    same = files.filter(original_sha256=document.original_sha256)
    return same.exclude(original_sha256="").order_by("pk").first()


def warning(document: CustomDocument, user: Any) -> str:
    """That readers never get it, or a message that links to the other one; otherwise empty."""
    if not document.has_clean_copy:
        return _("It cannot be cleaned: it is kept, and readers never get it. A PDF they may get.")
    other = same_file(document, user)
    if other is None:
        return ""
    link = format_html(
        '<a href="{}">{}</a>', reverse("wagtaildocs:edit", args=[other.pk]), other.title
    )
    return format_html(_("The same file is there already: {}."), link)


class WarningAddView(ManyFilesView):
    """Shows the warning beside the form of each uploaded file."""

    def get_edit_object_response_data(self) -> dict[str, Any]:
        answer: dict[str, Any] = super().get_edit_object_response_data()
        if words := warning(self.object, self.request.user):
            note = format_html('<p class="help-block help-warning" role="status">{}</p>', words)
            answer["form"] = note + answer["form"]
        return answer


class WarningCreateView(documents.CreateView):
    """Shows the warning after the upload."""

    def get_success_message(self, instance: CustomDocument) -> str:
        sentence = super().get_success_message(instance)
        return format_html("{} {}", sentence, warning(instance, self.request.user))


class WarningUploadView(chooser.DocumentChooserUploadView):
    """In a chooser, asks after the upload which of the two is wanted."""

    def get_chosen_response(self, item: CustomDocument) -> HttpResponse:
        if same_file(item, self.request.user) is None:
            return super().get_chosen_response(item)
        url = reverse("media_keep_one", args=[item.pk])
        context = {
            "view": self,
            "warning": warning(item, self.request.user),
            "action": self.append_preserved_url_parameters(url),
        }
        fragment = render_to_string("media/keep_one.html", context, self.request)
        step = {"step": "reshow_creation_form", "htmlFragment": fragment}
        return render_modal_workflow(self.request, None, None, None, json_data=step)


class KeepOneView(chooser.DocumentChosenResponseMixin, View):
    """Chooses the new file, or the existing one and deletes the new one."""

    model = CustomDocument

    def post(self, request: HttpRequest, document_id: int) -> HttpResponse:
        new = get_object_or_404(CustomDocument, pk=document_id)
        if new.uploaded_by_user != request.user:
            raise PermissionDenied
        existing = same_file(new, request.user)
        if request.POST.get("keep") == "new" or existing is None:
            return self.get_chosen_response(new)
        new.delete()
        return self.get_chosen_response(existing)


def addresses() -> list[URLPattern]:
    """The addresses of Wagtail's own views, which these override."""
    return [
        path("documents/add/", WarningCreateView.as_view()),
        path("documents/multiple/add/", WarningAddView.as_view()),
        path("documents/<int:document_id>/keep-one/", KeepOneView.as_view(), name="media_keep_one"),
    ]
