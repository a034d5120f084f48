from wagtail.blocks import CharBlock, ListBlock, PageChooserBlock, StructBlock
from wagtail.images.blocks import ImageChooserBlock

from archive.blocks import BodyBlock
from archive.blocks.text import BodyPartBlock, FormattedTextBlock


class WitnessBlock(StructBlock):
    """Somebody who saw it."""

    name = CharBlock(help_text="The name as printed, “Kim”.")

    class Meta:
        label = "Witness"


class SightingBlock(BodyPartBlock):
    """What was seen on the way."""

    image = ImageChooserBlock(help_text="The picture that was taken.")
    caption = CharBlock(required=False, help_text="The words below the picture.")
    story = FormattedTextBlock(required=False, help_text="What happened.")
    witnesses = ListBlock(WitnessBlock(), help_text="Who saw it, in order.")
    report = PageChooserBlock(
        page_type="archive.EntryPage", required=False, help_text="The document that tells more."
    )

    class Meta:
        icon = "view"
        group = "Pictures and files"
        description = "Something seen on the way, with a picture."
        preview_value = {"caption": "A boat at dusk", "witnesses": [{"name": "Kim"}]}


class LogBlock(BodyBlock):
    """The blocks of a body, and one more."""

    sighting = SightingBlock()
