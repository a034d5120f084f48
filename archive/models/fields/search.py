"""Search fields as the archive's own search reads them, beside Wagtail's."""

from __future__ import annotations

from wagtail.search import index

# A boost says which column of the index ranks the words; without one they are found, and rank last.
TITLE, SUBTITLE, NAMES, SUMMARY = BOOSTS = (2.0, 1.5, 1.3, 1.2)


class WordsField(index.SearchField):
    """A search field whose words readers may not see.

    They are `about` the picture or file in another column, and found while that is public; they
    are not said where a third column, `unless`, holds something.
    """

    def __init__(
        self, name: str, *, about: str = "", unless: str = "", boost: float | None = None
    ) -> None:
        super().__init__(name, boost=boost)
        self.about, self.unless = about, unless


def names(relation: str, *fields: str | index.RelatedFields) -> index.RelatedFields:
    """The names of people, or of what a document is put under; of these, those of rows as well."""
    search_fields = [
        index.SearchField(field, boost=NAMES) if isinstance(field, str) else field
        for field in fields
    ]
    return index.RelatedFields(relation, search_fields)
