"""Search fields for the archive's own search, in addition to Wagtail's."""

from __future__ import annotations

from wagtail.search import index

# A boost names the column of the index that ranks the words; without one, they rank last.
TITLE, SUBTITLE, NAMES, SUMMARY = BOOSTS = (2.0, 1.5, 1.3, 1.2)


class WordsField(index.SearchField):
    """A search field whose words readers may not see.

    They are `about` the picture or file in another column, and found while that is public; they
    are left out if a third column, `unless`, has a value.
    """

    def __init__(
        self, name: str, *, about: str = "", unless: str = "", boost: float | None = None
    ) -> None:
        super().__init__(name, boost=boost)
        self.about, self.unless = about, unless


def names(relation: str, *fields: str | index.RelatedFields) -> index.RelatedFields:
    """The names of people, or of terms; for terms, also the names in their rows."""
    search_fields = [
        index.SearchField(field, boost=NAMES) if isinstance(field, str) else field
        for field in fields
    ]
    return index.RelatedFields(relation, search_fields)
