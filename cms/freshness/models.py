"""Records that content changed, and how often."""

from django.db import models


class ContentChange(models.Model):
    """A transaction changed something that readers can see; only triggers write this table.

    The sum of all numbers is the content's version. On PostgreSQL each transaction has its own
    rows, numbered from its ID times 65,536, so that writers never wait for each other. SQLite has
    one writer at a time, and one row.
    """

    transaction = models.BigIntegerField(primary_key=True)
    number = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.transaction}: {self.number}"
