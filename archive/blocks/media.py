"""Blocks of pictures, files and videos."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ListBlock,
    StructBlock,
    StructBlockValidationError,
    StructValue,
    TextBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from archive.videos import embeds
from cms.blocks import MediumAddressBlock
from media.models import Video
from media.models.warned import MASK_HELP, WARNING_HELP, WARNING_IS_MISSING

from .text import BodyPartBlock

ALT_IS_MISSING = _(
    "Say what the picture shows, for readers who cannot see it, or tick “decorative” "
    "if it tells nothing that the text does not."
)
WINTER_STREET: dict[str, Any] = {
    "image": None,
    "alt": "A snowy street with low houses",
    "decorative": False,
    "caption": "Winter street in Yanji, China",
    "credit": "Photo: LFNKR",
}


class CaptionedImageBlock(StructBlock):
    """A picture with the words that belong to it in this place."""

    image = ImageChooserBlock(
        help_text=_("The picture, from the library or newly uploaded."), label=_("Image")
    )
    alt = CharBlock(
        required=False,
        max_length=255,
        label=_("Alternative text"),
        help_text=_(
            "What the picture shows, for readers who cannot see it: “A snowy street with low "
            "houses”. Empty, the description in the picture library is used."
        ),
    )
    decorative = BooleanBlock(
        required=False,
        help_text=_(
            "Tick this when the picture tells nothing that the text does not; screen readers "
            "then pass over it."
        ),
        label=_("Decorative"),
    )
    caption = CharBlock(
        required=False,
        max_length=500,
        help_text=_("The words printed below the picture."),
        label=_("Caption"),
    )
    credit = CharBlock(
        required=False,
        max_length=255,
        help_text=_(
            "Who made the picture or owns it, “Photo: LFNKR”; never name somebody who could "
            "be endangered by it."
        ),
        label=_("Credit"),
    )
    content_warning = CharBlock(
        required=False, max_length=255, help_text=WARNING_HELP, label=_("Content warning")
    )
    mask_thumbnail = BooleanBlock(required=False, help_text=MASK_HELP, label=_("Show no thumbnail"))

    class Meta:
        icon = "image"
        label = _("Picture")
        description = _("A picture with its caption and credit.")
        unsaid = {"alt": "decorative"}

    def clean(self, value: StructValue) -> StructValue:
        cleaned_value = super().clean(value)
        image = cleaned_value["image"]
        has_description = (
            cleaned_value["decorative"] or cleaned_value["alt"] or (image and image.description)
        )
        if image and not has_description and not self.is_deferred_validation:
            raise StructBlockValidationError({"alt": ValidationError(ALT_IS_MISSING)})
        if cleaned_value.get("mask_thumbnail") and not cleaned_value.get("content_warning"):
            error = ValidationError(WARNING_IS_MISSING)
            raise StructBlockValidationError({"content_warning": error})
        return cleaned_value


class ImageBlock(BodyPartBlock):
    """A picture with its caption."""

    figure = CaptionedImageBlock(
        help_text=_("The picture and what is said about it."),
        label=pgettext_lazy("picture", "Figure"),
    )

    class Meta:
        icon = "image"
        group = _("Pictures and files")
        description = _("One picture with its caption and credit.")
        preview_value = {"figure": WINTER_STREET}


class GalleryBlock(BodyPartBlock):
    """Several pictures that belong together."""

    figures = ListBlock(
        CaptionedImageBlock(),
        label=_("Pictures"),
        min_num=1,
        help_text=_("The pictures in the order in which readers see them."),
    )

    class Meta:
        icon = "grid"
        group = _("Pictures and files")
        description = _("Several pictures that belong together.")
        preview_value = {"figures": [WINTER_STREET, WINTER_STREET, WINTER_STREET]}


class DocumentBlock(BodyPartBlock):
    """A file to download, with a word about it."""

    document = DocumentChooserBlock(
        help_text=_("The file, from the library or newly uploaded."), label=_("File")
    )
    description = TextBlock(
        required=False,
        rows=2,
        help_text=_("What is in the file, so that nobody has to download it to find out."),
        label=_("Description"),
    )

    class Meta:
        icon = "doc-full"
        group = _("Pictures and files")
        description = _("A file to download, a PDF for example.")
        preview_value = {"document": None, "description": "The annual report as it was printed."}


class VideoAddressBlock(MediumAddressBlock):
    """The address of a video, which readers get once somebody has reviewed it."""

    model_class = Video

    def key_of(self, address: Any) -> int | None:
        video = embeds.video(address) if isinstance(address, str) else None
        return video.key if video else None


class EmbedBlock(BodyPartBlock):
    """A video of another site."""

    url = VideoAddressBlock(
        label=_("Address"),
        max_length=500,
        help_text=_(
            "The address of the video's page on YouTube or Vimeo: "
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ."
        ),
    )
    caption = CharBlock(
        required=False,
        max_length=500,
        help_text=_("The words printed below the video."),
        label=_("Caption"),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        group = _("Pictures and files")
        description = _("A video on YouTube or Vimeo.")
        preview_value = {
            "url": "https://vimeo.com/148751763",
            "caption": "The director speaks after the screening",
        }

    def clean(self, value: StructValue) -> StructValue:
        cleaned_value = super().clean(value)
        if cleaned_value["url"] and embeds.video(cleaned_value["url"]) is None:
            sentence = _(
                "Only videos on YouTube and Vimeo can be shown. Copy the address of the video's "
                "own page, https://www.youtube.com/watch?v=… or https://vimeo.com/…"
            )
            raise StructBlockValidationError({"url": ValidationError(sentence)})
        return cleaned_value
