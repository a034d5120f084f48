from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Locale, TranslatableMixin
from wagtail.search import index

from archive.choosing.forms import CategoryForm
from archive.choosing.widgets import TermInput
from cms.editing.meanwhile.lock import wait_for_forms_of
from cms.visibility.slugs import ComposedSlug


class Category(ComposedSlug, TranslatableMixin, index.Indexed, models.Model):
    """A subject in one language; subjects form a tree."""

    name = models.CharField(
        _("name"),
        max_length=120,
        help_text=_("The name that readers see, for example “Defectors”."),
    )
    slug = models.SlugField(
        _("slug"),
        max_length=120,
        allow_unicode=True,
        help_text=_("The name as it stands in an address, “defectors”; unique within a language."),
    )
    description = models.TextField(
        _("description"),
        blank=True,
        help_text=_("What belongs here, in a sentence or two for readers and editors."),
    )
    parent = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        help_text=_(
            "The wider subject that takes this one in, in the same language; empty at the top."
        ),
        verbose_name=_("parent"),
    )
    sort_order = models.IntegerField(
        _("sort order"),
        default=0,
        help_text=_(
            "The place among its neighbours: the smallest number comes first, and equal "
            "numbers follow the alphabet."
        ),
    )

    stands_alone = models.BooleanField(
        _("show without documents"),
        default=False,
        help_text=_(
            "Without it readers do not learn of the subject before something public is in it "
            "or in a narrower one. Tick it for a subject that a menu leads to."
        ),
    )

    base_form_class = CategoryForm
    panels = [
        FieldPanel("name"),
        FieldPanel("slug"),
        FieldPanel("description"),
        FieldPanel("parent", widget=TermInput),
        FieldPanel("sort_order"),
        FieldPanel("stands_alone"),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale"),
        index.FilterField("id"),  # of those shown to an account
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        ordering = ["sort_order", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "slug"], name="archive_category_slug_in_locale"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        # Not left to the constraint: the form has no locale, so Django would not check it.
        namesakes = Category.objects.filter(locale=self.locale_id, slug=self.slug)
        if other := namesakes.exclude(pk=self.pk).first():
            raise ValidationError(
                {"slug": _("“%(other)s” has this slug already: choose another.") % {"other": other}}
            )
        if self.parent is None:
            return
        if self.parent.locale_id != self.locale_id:
            raise ValidationError(
                {
                    "parent": _("“%(parent)s” belongs to another language: choose its translation.")
                    % {"parent": self.parent}
                }
            )
        if self.pk:
            # Of two put into each other at once, each would see a tree. Mergers take it first, too.
            wait_for_forms_of(Category, 0)
        if self.pk and self.pk in self._keys_above():
            raise ValidationError(
                {
                    "parent": _(
                        "“%(parent)s” lies below “%(own)s”: a category cannot be inside itself."
                    )
                    % {"parent": self.parent, "own": self}
                }
            )

    def copy_for_translation(self, locale: Locale, exclude_fields: Any = None) -> Category:
        copy = super().copy_for_translation(locale, exclude_fields=exclude_fields)
        if self.parent:
            copy.parent = self.parent.get_translation_or_none(locale)
        return copy

    def _keys_above(self) -> set[int]:
        parents = dict(Category.objects.filter(locale=self.locale_id).values_list("pk", "parent"))
        key, keys = self.parent_id, set()
        while key and key not in keys:
            keys.add(key)
            key = parents.get(key)
        return keys
