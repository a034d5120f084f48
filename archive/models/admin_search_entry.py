from django.db import models
from wagtail.models import Page

from .fields.tokens import TokensField


class AdminSearchEntry(models.Model):
    """What the admin's search knows of a page: the words of its latest revision and live version.

    Readers' searches never use it. On SQLite it has triggers, as `SearchEntry` has.
    """

    fts_table = "archive_admintokens"
    wagtail_reference_index_ignore = True  # not a use of the page that editors need to see

    page = models.OneToOneField(
        Page,
        primary_key=True,
        on_delete=models.CASCADE,
        related_name="admin_search_entry",
        help_text="The page.",
    )
    code = models.CharField(max_length=48, blank=True, help_text="The reference code, in capitals.")
    # Folded, as in `SearchEntry`.
    title = models.TextField(help_text="The words of its titles, the live one and the draft's.")
    names = models.TextField(help_text="The words of people, places, tags and categories.")
    text = models.TextField(help_text="All words, line by line.")
    tokens = TokensField(help_text="What the full-text index holds: words, and their stems.")

    class Meta:
        verbose_name = "page in the admin's search"
        verbose_name_plural = "pages in the admin's search"
        # Parts of codes are searched for in the index alone, which is short.
        indexes = [models.Index(fields=["code"], name="archive_admin_code")]

    def __str__(self) -> str:
        return str(self.page)
