from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.fields.search import WordsField


class Illustrated(models.Model):
    """A page with a picture that stands for it in lists."""

    lead_image = models.ForeignKey(
        "media.CustomImage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The picture that stands for the document in lists and at its head."),
        verbose_name=_("lead image"),
    )
    lead_image_alt = models.CharField(
        _("alternative text"),
        max_length=255,
        blank=True,
        help_text=_(
            "What the picture shows, for readers who cannot see it: “Two women sort maize "
            "in a dim room”. Empty, the description in the picture library is used."
        ),
    )
    lead_image_decorative = models.BooleanField(
        _("decorative"),
        default=False,
        help_text=_(
            "Tick this when the picture tells nothing that the text does not; screen readers "
            "then pass over it."
        ),
    )
    lead_image_caption = models.CharField(
        _("caption"),
        max_length=500,
        blank=True,
        help_text=_("The words printed below the picture."),
    )
    lead_image_credit = models.CharField(
        _("credit"),
        max_length=255,
        blank=True,
        help_text=_(
            "Who made the picture or owns it, “Photo: LFNKR”; never name somebody who could "
            "be endangered by it."
        ),
    )

    search_fields = [
        WordsField("lead_image_alt", about="lead_image", unless="lead_image_decorative"),
        WordsField("lead_image_caption", about="lead_image"),
        WordsField("lead_image_credit", about="lead_image"),
    ]

    class Meta:
        abstract = True
