"""What editors say about a change to a public document, and what readers are told.

* `telling`: tells the public record. `forgetting`: removes a note for good.
* `forms`: the question, in the document's form and for many at once.
* `unsaid`: the drafts without an answer. `views`: choosing which notes are forgotten.

The notes are rows of `archive.EntryCorrection`; a draft carries the answer until it is published.
What is published without the question (by a command or an import) is a minor change.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

FEATURES = ["bold", "italic", "link", "document-link"]  # in a note's text


class Change(models.TextChoices):
    """What a change to a public document is."""

    MINOR = "MINOR", _("A minor change: spelling, layout, a tag. Readers are told nothing.")
    CORRECTION = "CORRECTION", _("A correction: something that readers saw was wrong.")
    UPDATE = "UPDATE", _("An update: something has happened since.")
