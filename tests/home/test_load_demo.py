"""The demo archive is written only where nothing else is."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command

from home.demo import load as loader
from home.models import HomePage
from tests.factories import StandardPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def rows_of_all_tables():
    return {model._meta.label: model._default_manager.count() for model in apps.get_models()}


def test_a_database_with_other_pages_is_left_alone(capsys):
    StandardPageFactory(title="Somebody's page")
    rows = rows_of_all_tables()
    call_command("load_demo")
    [line] = capsys.readouterr().out.splitlines()
    assert line == "This database has pages of its own; the demo archive was not added."
    assert rows_of_all_tables() == rows


def test_a_front_page_that_somebody_edited_is_left_alone():
    HomePage.objects.get().save_revision()
    assert not loader.load().is_written


def test_the_command_says_where_to_look(capsys, settings):
    settings.DEBUG = True
    call_command("load_demo")
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "The demo archive has been written."
    assert lines[2].endswith(
        "as “writer”, “editor”, “archivist”, “administrator”; each password is the name."
    )
    for user in get_user_model().objects.all():
        assert user.check_password(user.username)
        assert [group.name.lower() for group in user.groups.all()] == [user.username]
        assert not user.is_superuser
