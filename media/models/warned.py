"""Content warnings."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

WARNING_IS_MISSING = _("Say what readers will see, so that they can choose.")
WARNING_HELP = _(
    "What readers are told before they see it: “Shows the body of a man who drowned”. Empty, they "
    "are not warned."
)
MASK_HELP = _("Lists, search results and shared links then show no picture of it.")


class Warned(models.Model):
    """Something with a content warning, which is shown wherever it or its picture appears."""

    content_warning = models.CharField(
        _("content warning"), max_length=255, blank=True, help_text=WARNING_HELP
    )
    mask_thumbnail = models.BooleanField(_("show no thumbnail"), default=False, help_text=MASK_HELP)

    class Meta:
        abstract = True

    def clean(self, *args: Any, **options: Any) -> None:
        super().clean(*args, **options)
        if self.mask_thumbnail and not self.content_warning:
            raise ValidationError({"content_warning": WARNING_IS_MISSING})
