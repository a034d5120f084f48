"""Where the public frontend of a site is, and which public things show which others."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import Site

_WHOLE_ADDRESS = _("Give the whole address that readers type: https://www.example.org.")


@register_setting(icon="globe")
class Frontend(BaseSiteSetting):
    """The public frontend of one site: the target of its pages, menus and redirects."""

    address = models.URLField(
        _("address"),
        validators=[URLValidator(schemes=["http", "https"], message=_WHOLE_ADDRESS)],
        help_text=_(
            "Where readers find this site, “https://www.example.org”. Links from our other "
            "sites lead there too; without it they are reduced to their words."
        ),
    )

    panels = [FieldPanel("address")]

    class Meta:
        verbose_name = _("public frontend")

    def __str__(self) -> str:
        return self.address

    def clean(self) -> None:
        super().clean()
        parts = urlsplit(self.address)
        if parts.query or parts.fragment:
            raise ValidationError({"address": f"Leave out what follows ? or #. {_WHOLE_ADDRESS}"})
        self.address = self.address.rstrip("/")


def frontend_of(site: Site) -> str:
    """The address of a site's frontend; empty if none was set."""
    address = Frontend.objects.filter(site=site).values_list("address", flat=True).first()
    return address or (settings.FRONTEND_URL if site.is_default_site else "")


class Use(models.Model):
    """A live thing shows another one, such as a letter its photograph; see `uses`."""

    user_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    user_key = models.BigIntegerField()
    used_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    used_key = models.BigIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["used_type", "used_key", "user_type", "user_key"],
                name="visibility_use_once",
            )
        ]
        indexes = [models.Index(fields=["user_type", "user_key"], name="visibility_use_user")]

    def __str__(self) -> str:
        return f"{self.user_type_id}:{self.user_key} shows {self.used_type_id}:{self.used_key}"
