"""That content changed, and how often."""

from django.db import models


class ContentChange(models.Model):
    """That a transaction changed something readers can see; written by triggers only.

    The sum of all numbers is the content's version. On PostgreSQL each transaction has rows of
    its own, so that writers wait for nobody: its number times 65,536 and up. SQLite has one writer
    at a time, and one row.
    """

    transaction = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.transaction}: {self.number}"
