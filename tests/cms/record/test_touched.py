"""Writes are compared after their transaction, even if a comparison fails."""

import pytest
from wagtail.models import Collection, CollectionViewRestriction

from archive.models import LetterPage
from cms.record import touched
from cms.record.models import PublicObject
from tests.factories import ImageFactory, LetterPageFactory


@pytest.mark.django_db(transaction=True)
def test_a_comparison_that_fails_is_logged_and_takes_no_write_along(monkeypatch, caplog):
    def fail(rows, at_most):
        raise RuntimeError("the storage is full")

    monkeypatch.setattr(touched, "compare", fail)
    letter = LetterPageFactory(title="Kept")
    assert LetterPage.objects.get(pk=letter.pk).title == "Kept"
    assert "the storage is full" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_what_a_shell_writes_without_a_transaction_is_compared_at_once():
    """A page is written in a transaction by itself, as it has two tables; a picture is not."""
    picture = ImageFactory()
    in_record = PublicObject.objects.filter(subject="media.customimage", key=picture.pk)
    assert in_record.exists()
    closed = Collection.get_first_root_node().add_child(name="Closed")
    CollectionViewRestriction.objects.create(collection=closed, restriction_type="login")
    picture.collection = closed
    picture.save()
    assert not in_record.exists()
