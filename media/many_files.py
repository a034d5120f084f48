"""The upload of many files: shows refusals as text, and offers pictures of pages for PDFs.

Wagtail's page treats the message as HTML, and some of ours quote a file's content.
"""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from wagtail.documents.views import multiple as documents
from wagtail.images.views import multiple as images


class SayingSentences:
    """Escapes the message of a refusal."""

    def get_invalid_response_data(self, form: Any) -> dict[str, Any]:
        answer: dict[str, Any] = super().get_invalid_response_data(form)  # type: ignore[misc]
        return answer | {"error_message": escape(answer["error_message"])}


class ManyPicturesView(SayingSentences, images.AddView):
    """Uploads many pictures."""


class ManyFilesView(SayingSentences, documents.AddView):
    """Uploads many files, with the question of the upload form for all of them."""

    template_name = "media/add_many.html"

    def get_upload_form_class(self) -> Any:
        form_class = super().get_upload_form_class()
        choice = {"is_facsimile": self.request.POST.get("is_facsimile")}

        def asked(data: Any = None, *files: Any, **options: Any) -> Any:
            return form_class(data and data | choice, *files, **options)

        return asked
