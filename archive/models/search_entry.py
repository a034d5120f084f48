from django.db import models

from .fields.tokens import TokensField
from .pages.entry import EntryPage


class SearchEntry(models.Model):
    """What the search knows of a published document.

    Triggers keep `SearchTokens` in step with it. On SQLite, a migration that alters this model
    rebuilds its table, which loses the triggers: it has to create them again.
    """

    fts_table = "archive_searchtokens"
    wagtail_reference_index_ignore = True  # not a use of the page that editors need to see

    page = models.OneToOneField(
        EntryPage,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="search_entry",
        help_text="The document.",
    )
    # Folded. The ranked columns come first, so SQLite need not read the long ones after them.
    title = models.TextField(help_text="The words of the title.")
    subtitle = models.TextField(help_text="The words of the second headline.")
    names = models.TextField(help_text="The words of people, places, tags and categories.")
    summary = models.TextField(help_text="The words of the summary.")
    media = models.JSONField(help_text="The images and documents that the document shows.")
    text = models.TextField(help_text="All words, line by line.")
    tokens = TokensField(help_text="What the database's full-text index holds.")
    plain = models.JSONField(help_text="The text as readers see it, by field, for highlights.")

    class Meta:
        verbose_name = "document in the search"
        verbose_name_plural = "documents in the search"

    def __str__(self) -> str:
        return str(self.page)


class SearchTokens(models.Model):
    """A copy of the tokens of `SearchEntry`, to find which documents contain some.

    On SQLite this is the FTS5 table. On PostgreSQL it is a table of short rows with a GIN index: to
    find a frequent word takes a thirtieth of the reading that rows with the texts would take.
    """

    page = models.IntegerField(primary_key=True, db_column="rowid")
    tokens = TokensField()

    class Meta:
        managed = False
        db_table = SearchEntry.fts_table
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.page)
