"""The upload of many at once: what is refused is said as words, and PDFs come as pictures of pages.

Wagtail's page takes the sentence for HTML, and some of ours repeat what is written in a file.
"""

from __future__ import annotations

from typing import Any

from django.utils.html import escape
from wagtail.documents.views import multiple as documents
from wagtail.images.views import multiple as images


class SayingSentences:
    """Says why a file is refused in words that are no HTML."""

    def get_invalid_response_data(self, form: Any) -> dict[str, Any]:
        answer: dict[str, Any] = super().get_invalid_response_data(form)  # type: ignore[misc]
        return answer | {"error_message": escape(answer["error_message"])}


class ManyPicturesView(SayingSentences, images.AddView):
    """Takes many pictures."""


class ManyFilesView(SayingSentences, documents.AddView):
    """Takes many files, and asks of all of them what the form of one asks before it is uploaded."""

    template_name = "media/add_many.html"

    def get_upload_form_class(self) -> Any:
        form_class = super().get_upload_form_class()
        choice = {"is_facsimile": self.request.POST.get("is_facsimile")}

        def asked(data: Any = None, *files: Any, **options: Any) -> Any:
            return form_class(data and data | choice, *files, **options)

        return asked
