"""A preview token opens one page's latest draft, for its editor's friends, for some minutes."""

import time

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.signing import TimestampSigner, b62_encode
from hypothesis import given
from hypothesis import strategies as st

from cms.graphql.drafts import preview
from tests.factories import LetterPageFactory

pytestmark = pytest.mark.django_db


class Earlier(TimestampSigner):
    """Signs as this server did sixteen minutes ago."""

    def timestamp(self):
        return b62_encode(int(time.time()) - 16 * 60)


@pytest.fixture
def editor():
    return get_user_model().objects.create_superuser("editor", password="editor")


@pytest.fixture
def page():
    letter = LetterPageFactory()
    letter.save_revision()
    return letter


def test_a_token_opens_the_latest_draft_of_its_page(page, editor):
    grant = preview.read(preview.issue(page, editor))
    assert grant == (page.pk, page.latest_revision_id)


def test_the_next_revision_ends_it(page, editor):
    token = preview.issue(page, editor)
    page.save_revision().publish()
    assert preview.read(token) is None


def test_it_ends_with_its_time(page, editor):
    value = preview._signer.unsign(preview.issue(page, editor))
    assert preview.read(preview._signer.sign(value)) is not None
    assert preview.read(Earlier(salt=preview.SALT).sign(value)) is None


def deactivate(user):
    user.is_active = False


def change_password(user):
    user.set_password("another")


def demote(user):
    user.is_superuser = False


@pytest.mark.parametrize("change", [deactivate, change_password, demote])
def test_it_ends_with_the_editor(page, editor, change):
    token = preview.issue(page, editor)
    change(editor)
    editor.save()
    assert preview.read(token) is None


def test_a_deleted_editor_or_page_ends_it(page, editor):
    token = preview.issue(page, editor)
    editor.delete()
    assert preview.read(token) is None


def test_who_may_not_edit_gets_none(page):
    user = get_user_model().objects.create_user("reader")
    for nobody in (user, AnonymousUser()):
        with pytest.raises(PermissionDenied):
            preview.issue(page, nobody)


def test_it_cannot_be_turned_to_another_page(page, editor):
    other = LetterPageFactory()
    other.save_revision()
    token = preview.issue(page, editor)
    _number, rest = token.split(".", 1)
    assert preview.read(f"{other.pk}.{rest}") is None
    assert preview.read(token[:-1]) is None
    assert preview.read(token + "=") is None
    other_salt = TimestampSigner(salt="else").sign(preview._signer.unsign(token))
    assert preview.read(other_salt) is None


def test_a_long_token_is_not_looked_at(page, editor, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert preview.read("a" * 1_000_000) is None


@given(st.text())
def test_no_text_opens_anything(token):
    assert preview.read(token) is None
