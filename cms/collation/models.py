"""Sort keys of texts, in a separate table."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from wagtail.models import Page


class Beside(models.Model):
    """A row for every owner, by which lists are sorted; triggers create it.

    A subclass defines its `owner` (a one-to-one field and primary key), the column with the value,
    and its default, as SQL.
    """

    wagtail_reference_index_ignore = True  # not a use of the page that editors need to see
    column: ClassVar[str]
    empty: ClassVar[Mapping[str, str]]  # by database vendor

    class Meta:
        abstract = True


class SortKey(Beside):
    """The sort key of a text of `owner`; empty after the text was written, until it is computed.

    A subclass also names the owner's column, in `text`.
    """

    text: ClassVar[str]
    column = "key"
    empty: ClassVar[Mapping[str, str]] = {"postgresql": "''::bytea", "sqlite": "x''"}

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
