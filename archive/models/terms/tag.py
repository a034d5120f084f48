from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase

from cms.collation.models import SortKey
from cms.visibility.slugs import ComposedSlug, spelled

from .term_name import TermName


class Tag(ComposedSlug, ClusterableModel, TagBase):
    """A word to find documents by, shared by all languages."""

    def slugify(self, tag: str, i: int | None = None) -> str:
        slug = super().slugify(tag) or spelled(tag)  # Django's slug of "🎉" is empty
        slug = slug[:90]  # "㍿" is one character in a name and four in a slug
        return slug if i is None else f"{slug}_{i}"

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]


class TagName(TermName):
    """What a tag is called in another language."""

    tag = ParentalKey(Tag, on_delete=models.CASCADE, related_name="names")

    class Meta(TermName.Meta):
        verbose_name = _("name")
        constraints = [
            models.UniqueConstraint(fields=["tag", "locale"], name="archive_tag_name_in_locale")
        ]


class TagKey(SortKey):
    """The sort key of a tag's name."""

    text = "name"

    owner = models.OneToOneField(
        Tag, primary_key=True, on_delete=models.CASCADE, related_name="name_key"
    )


class EntryTag(ItemBase):
    """A tag on a document."""

    content_object = ParentalKey(
        "archive.EntryPage", on_delete=models.CASCADE, related_name="entry_tags"
    )
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="entry_tags")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content_object", "tag"], name="archive_entry_tag_once")
        ]

    def __str__(self) -> str:
        return str(self.tag)
