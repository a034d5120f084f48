"""What is written is compared after its transaction, whatever becomes of the comparison."""

import pytest

from archive.models import LetterPage
from cms.record import touched
from tests.factories import LetterPageFactory


@pytest.mark.django_db(transaction=True)
def test_a_comparison_that_fails_is_logged_and_takes_no_write_along(monkeypatch, caplog):
    def fail(rows):
        raise RuntimeError("the storage is full")

    monkeypatch.setattr(touched, "compare", fail)
    letter = LetterPageFactory(title="Kept")
    assert LetterPage.objects.get(pk=letter.pk).title == "Kept"
    assert "the storage is full" in caplog.text
