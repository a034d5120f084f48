"""What editors say of a change to a document that readers can see, and readers are told.

* `telling`: what the public record is told of it. `forgetting`: what takes a note away for ever.
* `forms`: the question, in the document's form and for many at once.
* `unsaid`: the drafts that do not answer it. `views`: choosing which notes are forgotten.

The notes are rows of `archive.EntryCorrection`; a draft carries what is said of it until somebody
publishes it. What is published without the question (a command, an import) is a minor change.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

FEATURES = ["bold", "italic", "link", "document-link"]  # of a note's text


class Change(models.TextChoices):
    """What a change to a public document is."""

    MINOR = "MINOR", _("A minor change: spelling, layout, a tag. Readers are told nothing.")
    CORRECTION = "CORRECTION", _("A correction: something that readers saw was wrong.")
    UPDATE = "UPDATE", _("An update: something has happened since.")
