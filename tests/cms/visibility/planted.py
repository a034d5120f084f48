"""What is hidden in an archive, and the words that identify it."""

from __future__ import annotations

import random
import string
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from wagtail.models import Page, Revision

from media.in_use import Uses


@dataclass
class Planted:
    """What is hidden: the words to look for, by place, and their rows."""

    words: dict[str, str] = field(default_factory=dict)
    letters: list[Any] = field(default_factory=list)
    sections: list[Page] = field(default_factory=list)
    pictures: list[Any] = field(default_factory=list)
    files: list[Any] = field(default_factory=list)
    terms: list[Any] = field(default_factory=list)
    videos: dict[str, Any] = field(default_factory=dict)  # by caption, each in a block
    changed: list[Page] = field(default_factory=list)  # visible, with unpublished changes
    _letters_of_words: random.Random = field(default_factory=lambda: random.Random(20061019))

    def word(self, where: str) -> str:
        """A new, unique word."""
        word = "zq" + "".join(self._letters_of_words.choices(string.ascii_lowercase, k=10))
        self.words[word] = where
        return word

    @property
    def pages(self) -> list[Page]:
        return [*self.letters, *self.sections]

    def remove(self) -> None:
        """Delete everything that is hidden; references to it stay."""
        for page in self.changed:
            Page.objects.filter(pk=page.pk).update(latest_revision=None)
            Revision.objects.for_instance(page).delete()
        for page in self.pages:
            if found := Page.objects.filter(pk=page.pk).first():
                found.delete()
        # The admin would refuse, as for everything in use.
        with patch("media.in_use.uses_of", return_value=Uses([])):
            for row in [*self.pictures, *self.files, *self.terms, *self.videos.values()]:
                row.delete()
