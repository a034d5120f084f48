"""The forms in which editors upload pictures and files."""

from __future__ import annotations

import unicodedata
from html import unescape
from pathlib import PurePath
from secrets import token_hex
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.forms import BooleanField
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .cleaning.pictures import opened
from .cleaning.refused import Refused
from .models import CLEAR, Review, consented_until, picture_limits, valid_name


class PictureFormField(WagtailImageField):
    """Wagtail's field, except that we measure the picture before anything decodes it."""

    def to_python(self, data: Any) -> Any:
        if data and data.size <= self.max_upload_size:
            data.seek(0)
            try:
                opened(data.read(), picture_limits())
            except Refused as refused:
                raise ValidationError(refused.said(gettext)) from refused
            finally:
                data.seek(0)
        return super().to_python(data)

    def check_image_file_format(self, f: File) -> None:
        name = f.name or ""
        if name.lower().endswith(".tif"):  # the suffix that scanners use
            f.name = f"{name}f"
        super().check_image_file_format(f)

    def check_image_pixel_size(self, f: File) -> None:
        """Do nothing: Wagtail decodes the picture to count its pixels, we have done it before."""


class ReviewForm:
    """Asks those who may review whether people are in it; without an answer, the review stays."""

    fields: dict[str, Any]
    instance: Any

    def __init__(self, *args: Any, user: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)  # type: ignore[call-arg]
        if user is not None and not user.has_perm("media.review_media"):
            self.fields.pop("review", None)
        if field := self.fields.get("review"):
            field.required = False
            # Its preconditions are in other places: consents, and obscuring.
            answers = {Review.UNREVIEWED, *CLEAR, Review.UNCONSENTED} - {Review.OBSCURED}
            answers.add(self.instance.review)
            if self.instance.obscured_regions:
                answers.add(Review.OBSCURED)
            if consented_until(self.instance):
                answers.add(Review.CONSENTED)
            field.choices = [choice for choice in Review.choices if choice[0] in answers]
            self.fields["seen"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=self.instance.file_hash
            )

    def clean_review(self: Any) -> str:
        return self.cleaned_data["review"] or self.instance.review

    def clean_seen(self: Any) -> None:
        """Refuse a new answer that was given after looking at another file."""
        is_new = self.cleaned_data.get("review") != self.instance.review
        if is_new and self.cleaned_data["seen"] not in ("", self.instance.file_hash):
            self.add_error("review", _("The file was replaced meanwhile. Look at it again."))


class StoredFileForm:
    """Stores a new file once the form is valid, before the transaction of the view.

    After an error, it keeps showing the stored file as the existing one: for one that is not stored
    yet, Wagtail says that it could not be found.
    """

    errors: dict[str, Any]
    instance: Any
    original_file: Any  # which Wagtail's forms delete when they save another

    def _post_clean(self) -> None:
        stored = self.instance.file
        super()._post_clean()  # type: ignore[misc]
        if self.errors:
            self.instance.file = stored
        elif self.instance.has_new_file:
            self.instance.store_file()
            self.original_file = None  # `Sealed` lets it go once the change is committed


class TitleForm:
    """Gives a new file another title than its name, which Wagtail proposes and readers would get.

    On somebody's computer a file is called by who is in it, and when and where that was. The title
    of a file that is replaced stays, since somebody gave it.
    """

    changed_data: list[str]
    instance: Any

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()  # type: ignore[misc]
        file, title = cleaned.get("file"), cleaned.get("title")
        is_given = "title" in self.changed_data and not cleaned.get("offered_name")
        if title and is_given and isinstance(file, UploadedFile):
            name = file.name or ""
            if _comparable(title) in {_comparable(name), _comparable(PurePath(name).stem)}:
                cleaned["title"] = f"{capfirst(self.instance._meta.verbose_name)} {token_hex(3)}"
        return cleaned


def _comparable(name: str) -> str:
    """A name without what Django changes in that of a file or in a title: spaces, entities."""
    text = unicodedata.normalize("NFKC", unescape(name)).casefold()
    return "".join(char for char in text if char.isprintable() and not char.isspace())


class FileForm(ReviewForm, TitleForm, StoredFileForm, BaseDocumentForm):
    """Wagtail's form for documents, which asks for the review and clears the name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "offered_name" in self.fields:
            self.fields["offered_name"] = BooleanField(
                label=_("Readers may save it under its name"),
                required=False,
                help_text=self._about_its_name(),
            )
        if self.instance.page_count and "review" in self.fields:
            address = reverse("media_redact", args=[self.instance.pk, 1])
            link = format_html(
                '<a href="{}">{}</a>', address, _("Redact words or pictures on its pages")
            )
            self.fields["is_facsimile"].help_text = format_html(
                "{}<p>{}</p>", self.fields["is_facsimile"].help_text, link
            )

    def _about_its_name(self) -> Any:
        sentence = _("Without this tick they are offered letters and digits that say nothing.")
        if not self.instance.uploaded_name:
            return sentence
        return format_lazy("“{}”. {}", self.instance.uploaded_name, sentence)

    def clean_offered_name(self) -> str:
        if not self.cleaned_data["offered_name"]:
            return ""
        file = self.cleaned_data.get("file")
        is_new = isinstance(file, UploadedFile)
        return valid_name(file.name or "") if is_new else self.instance.uploaded_name


class PictureForm(ReviewForm, TitleForm, StoredFileForm, BaseImageForm):
    """Wagtail's form for images with our field for the file, which asks for the review."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            # Wagtail creates the field by its name, and accepts no class in Meta.
            self.fields["file"] = PictureFormField(
                label=field.label, required=field.required, widget=field.widget
            )
