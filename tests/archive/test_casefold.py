"""Names are compared alike in SQL and in memory."""

import sys
import unicodedata

import pytest
from django.db.models import TextField, Value
from wagtail.models import Locale

from archive.casefold import Folded, folded


@pytest.mark.django_db
def test_the_database_folds_every_letter_as_python_does():
    characters = map(chr, range(1, sys.maxunicode + 1))
    letters = "".join(c for c in characters if c.upper() != c or unicodedata.combining(c))
    rows = Locale.objects.annotate(folded=Folded(Value(letters, TextField())))
    assert rows.values_list("folded", flat=True).first() == folded(letters)
