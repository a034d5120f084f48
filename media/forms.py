"""The form in which editors upload pictures."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from .cleaning.pictures import opened
from .cleaning.refused import Refused
from .models import picture_limits


class PictureFormField(WagtailImageField):
    """Wagtail's field, with the picture measured by us before anything decodes it."""

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
        if name.lower().endswith(".tif"):  # as scanners name it
            f.name = f"{name}f"
        super().check_image_file_format(f)

    def check_image_pixel_size(self, f: File) -> None:
        """Do nothing: Wagtail decodes the picture to count its pixels, we have done it before."""


class PictureForm(BaseImageForm):
    """Wagtail's form for images with our field for the file."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if field := self.fields.get("file"):
            # Wagtail makes the field itself, by its name, and takes no class from Meta.
            self.fields["file"] = PictureFormField(
                label=field.label, required=field.required, widget=field.widget
            )
