"""What a document lacks, as a condition on its row, for lists and reports alike."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from archive.models import EntryPage

_CATEGORIES = EntryPage.categories.through._default_manager.filter(entrypage=OuterRef("pk"))
_UNDESCRIBED = EntryPage.undescribed_pictures.through._default_manager.filter(
    entrypage=OuterRef("pk"), customimage__description=""
)

WITHOUT_CATEGORY = ~Q(Exists(_CATEGORIES))
WITHOUT_ALTERNATIVE_TEXT = Q(Exists(_UNDESCRIBED))
