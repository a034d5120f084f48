from django.db import models
from django.utils.translation import gettext_lazy as _


class TermName(models.Model):
    """The name of a tag or place in a language other than that of its own name."""

    locale = models.ForeignKey(
        "wagtailcore.Locale",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("language"),
        help_text=_("The language whose readers see this name."),
    )
    name = models.CharField(
        _("name"),
        max_length=120,
        help_text=_("The name in that language, “延吉” for “Yanji” in Japanese."),
    )

    class Meta:
        abstract = True
        ordering = ["locale", "pk"]

    def __str__(self) -> str:
        return self.name
