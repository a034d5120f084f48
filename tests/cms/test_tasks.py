"""A background task runs only after its write is committed, and cannot roll it back."""

import pytest
from django.db import connection, transaction
from django_tasks import task
from wagtail.models import Locale

pytestmark = pytest.mark.django_db(transaction=True)
seen = []


@task()
def look(name):
    seen.append((name, connection.in_atomic_block))


@task()
def fail():
    connection.cursor().execute("SELECT nothing FROM nowhere")


@pytest.fixture(autouse=True)
def after_commit(settings):
    settings.TASKS = {"default": {"BACKEND": "cms.tasks.AfterCommit"}}
    seen.clear()


def test_a_task_runs_after_the_commit():
    with transaction.atomic():
        look.enqueue("picture")
        assert seen == []
    assert seen == [("picture", False)]


def test_a_task_of_a_write_that_did_not_happen_does_not_run():
    with transaction.atomic():
        look.enqueue("picture")
        transaction.set_rollback(True)
    assert seen == []


def test_a_task_that_fails_leaves_the_write():
    with transaction.atomic():
        Locale.objects.create(language_code="th")
        fail.enqueue()
    assert Locale.objects.filter(language_code="th").exists()
