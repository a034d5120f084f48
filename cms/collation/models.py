"""Sort keys of texts, in a table beside that of their owner."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from wagtail.models import Page


class Beside(models.Model):
    """What every owner has, so that lists can be sorted by it: triggers see to its row.

    A subclass names its `owner`, a one-to-one field and primary key, the column that holds the
    value, and what that is, as SQL, before anybody wrote it.
    """

    wagtail_reference_index_ignore = True  # it is no use of a page that an editor should hear of
    column: ClassVar[str]
    empty: ClassVar[Mapping[str, str]]  # by the name of the database

    class Meta:
        abstract = True


class SortKey(Beside):
    """The sort key of a text of `owner`; empty if the text was written and no key computed yet.

    A subclass names the owner's column in `text`, too.
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
