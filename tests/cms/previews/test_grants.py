"""A preview's token shows one draft, in its editor's session, for some minutes."""

import time
from importlib import import_module

import pytest
from django.conf import settings as django_settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.core.signing import TimestampSigner, b62_encode
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cms.previews import grants
from cms.previews.models import Code, Preview, forget_ended
from tests.factories import LetterPageFactory
from tests.shared_data import shared_data

pytestmark = pytest.mark.django_db


class Earlier(TimestampSigner):
    """Signs as this server did sixteen minutes ago."""

    def timestamp(self):
        return b62_encode(int(time.time()) - 16 * 60)


@pytest.fixture
def editor(django_user_model):
    return django_user_model.objects.create_superuser("editor", password="editor")


@pytest.fixture
def session(client, editor):
    client.force_login(editor)
    return client.session.session_key


@shared_data
def page():
    return LetterPageFactory()


@pytest.fixture
def token(page, editor, session):
    _, token = grants.swap(grants.code_for(page, editor, session))
    return token


def opened(token):
    preview = grants.read(token)
    return preview and preview.page_id


def test_a_code_opens_its_page_once(page, editor, session):
    code = grants.code_for(page, editor, session)
    preview, token = grants.swap(code)
    assert (preview.page_id, opened(token)) == (page.pk, page.pk)
    assert grants.swap(code) is None


def test_a_code_that_waited_opens_nothing(page, editor, session, clock):
    code = grants.code_for(page, editor, session)
    clock(Code.objects.get().ends)
    assert grants.swap(code) is None
    assert (forget_ended(), Code.objects.count()) == (0, 0)


def test_each_opening_has_a_code_of_its_own_and_ends_no_other(page, editor, session, token):
    panel, tab, reloaded = (grants.code_for(page, editor, session) for _ in range(3))
    for code in (reloaded, panel, tab):
        _, opening = grants.swap(code)
        assert opened(opening) == page.pk
        assert grants.swap(code) is None
    assert opened(token) == page.pk
    assert Preview.objects.count() == 1


def test_codes_of_another_session_hold_beside_these_and_end_with_it(page, editor, session):
    device = Client()
    device.force_login(editor)
    here = grants.code_for(page, editor, session)
    there = grants.code_for(page, editor, device.session.session_key)
    device.logout()
    assert grants.swap(there) is None
    assert grants.swap(here)


def test_a_token_ends_with_its_time(page, token):
    value = grants._signer.unsign(token)
    assert opened(grants._signer.sign(value)) == page.pk
    assert grants.read(Earlier(salt=grants.SALT).sign(value)) is None


def deactivate(user, _client):
    user.is_active = False
    user.save()


def change_password(user, _client):
    user.set_password("another")
    user.save()


def demote(user, _client):
    user.is_superuser = False
    user.save()


def log_out(_user, client):
    client.logout()


def end_the_session(_user, client):
    store = import_module(django_settings.SESSION_ENGINE).SessionStore
    store(client.session.session_key).delete()


def become_somebody_else(user, client):
    client.force_login(type(user).objects.create_superuser("other", password="other"))


@pytest.mark.parametrize("end", [deactivate, change_password, demote])
def test_it_ends_with_the_editor_a_link_for_review_too(page, editor, token, client, end):
    _, of_link = grants.swap(grants.code_for(page, editor))
    assert opened(of_link) == page.pk
    end(editor, client)
    assert grants.read(token) is None
    assert grants.read(of_link) is None


@pytest.mark.parametrize("end", [log_out, end_the_session, become_somebody_else])
def test_it_ends_with_the_session_and_a_link_for_review_does_not(page, editor, token, client, end):
    _, of_link = grants.swap(grants.code_for(page, editor))
    end(editor, client)
    assert grants.read(token) is None
    assert opened(of_link) == page.pk


def test_a_deleted_editor_or_page_ends_it(page, editor, token):
    editor.delete()
    assert grants.read(token) is None


def test_publication_ends_it(page, token):
    page.save_revision().publish()
    assert grants.read(token) is None


def test_a_link_for_review_opens_as_often_as_one_likes_for_a_day(page, editor, clock):
    code = grants.code_for(page, editor)
    tokens = [grants.swap(code)[1] for _ in range(3)]
    assert {opened(token) for token in tokens} == {page.pk}
    clock(Preview.objects.get().ends)
    assert grants.swap(code) is None
    assert forget_ended() == 1


def test_who_may_not_edit_gets_none(page, django_user_model):
    for nobody in (django_user_model.objects.create_user("reader"), AnonymousUser()):
        with pytest.raises(PermissionDenied):
            grants.code_for(page, nobody)


def test_it_cannot_be_turned_to_another_draft(page, editor, session, token):
    grants.code_for(LetterPageFactory(), editor, session)
    other = Preview.objects.latest("pk")
    _key, rest = token.split(":", 1)
    for forged in (f"{other.pk}:{rest}", token[:-1], token + "=", ""):
        assert grants.read(forged) is None
    assert grants.read(TimestampSigner(salt="else").sign(str(other.pk))) is None


def test_a_long_token_is_not_looked_at(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert grants.read("a" * 1_000_000) is None
        assert grants.swap("a" * 1_000_000) is None


@given(st.text())
def test_no_text_opens_anything(text):
    assert grants.read(text) is None
    assert grants.swap(text) is None


def test_no_code_is_kept_as_it_is(page, editor, session):
    code = grants.code_for(page, editor, session)
    assert code not in str([*Preview.objects.values(), *Code.objects.values()])
