"""Mail is sent with the commit; a mail server rolls back and blocks nothing."""

from smtplib import SMTPAuthenticationError

import pytest
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends import smtp
from django.db import transaction
from wagtail.models import WorkflowState

from tests.home.desk.test_second_reader import draft as draft
from tests.home.desk.test_second_reader import edit
from tests.home.desk.test_second_reader import people as people

pytestmark = pytest.mark.django_db
BACKEND = "cms.outages.smtp.EmailBackend"


@pytest.fixture
def sent(monkeypatch):
    """The subjects of each time that letters were sent."""
    times = []
    monkeypatch.setattr(
        smtp.EmailBackend,
        "send_messages",
        lambda self, messages: times.append([message.subject for message in messages]),
    )
    return times


def write(connection, subject):
    EmailMessage(subject, "Words.", to=["a@example.org"], connection=connection).send()


def test_what_is_undone_is_told_nobody(sent, committed):
    def store():
        connection = get_connection(BACKEND)
        with connection:  # as Wagtail does
            write(connection, "One")
            with transaction.atomic():
                write(connection, "Undone")
                transaction.set_rollback(True)
            write(connection, "Other")
        assert sent == []

    committed(store)
    assert sent == [["One", "Other"]]


def test_without_a_transaction_it_goes_out_at_once(sent, monkeypatch):
    monkeypatch.setattr(transaction.get_connection(), "in_atomic_block", False)
    monkeypatch.setattr(smtp.EmailBackend, "open", lambda self: True)
    write(get_connection(BACKEND), "One")
    assert sent == [["One"]]


def test_what_is_submitted_is_kept_though_no_letter_can_be_sent(
    people, draft, settings, committed, caplog, monkeypatch
):
    def refuse(self):
        raise SMTPAuthenticationError(535, b"Wrong password")

    settings.EMAIL_BACKEND = BACKEND
    monkeypatch.setattr(smtp.EmailBackend, "open", refuse)
    get_user_model().objects.filter(username="editor").update(email="editor@example.org")
    answer = committed(lambda: edit(people["writer"], draft, action_submit="1"))
    assert answer.status_code == 302
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS
    assert "SMTPAuthenticationError" in caplog.text
