"""Which pages were written, for code that keeps an index of them."""

from django.db import models


class PageChange(models.Model):
    """A write to a page that counts depend on; recorded by triggers only.

    Rows are added and, after a while, the oldest are deleted; see `triggers`.
    """

    transaction = models.BigIntegerField(db_index=True)  # PostgreSQL's number of it; 0 on SQLite
    page = models.BigIntegerField(null=True)  # none where too many were written at once
    token = models.BigIntegerField()  # random: tells a row from one of another history

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.pk}: {self.page}"
