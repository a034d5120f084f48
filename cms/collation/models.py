"""Where a text stands among others."""

from django.db import models
from wagtail.models import Page


class SortKey(models.Model):
    """The sort key of a text of `owner`; empty where the text was written and no key made yet.

    A subclass names the column in `text` and its `owner`, a one-to-one field and primary key.
    """

    wagtail_reference_index_ignore = True  # it is no use of a page that an editor should hear of
    text: str

    key = models.BinaryField(default=b"")

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["key", "owner"], name="%(app_label)s_%(class)s_order")]

    def __str__(self) -> str:
        return f"{self.pk}: {self.key.hex()}"


class TitleKey(SortKey):
    """The sort key of a page's title."""

    text = "title"

    owner = models.OneToOneField(
        Page, primary_key=True, on_delete=models.CASCADE, related_name="title_key"
    )
