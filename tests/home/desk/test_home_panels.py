"""The home screen tells each account what is due, what was taken back, and what there is."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags
from wagtail.models import GroupPagePermission

from archive.models import LetterPage
from cms.record.comparison import compare_everything
from tests.factories import ArchiveSectionPageFactory, LetterPageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def section(db):
    return ArchiveSectionPageFactory(title="Own", slug="own")


@pytest.fixture
def editor(section, client, django_user_model):
    """Somebody who may change the pages of one section."""
    group = Group.objects.create(name="Section")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=section, permission=change)
    user = django_user_model.objects.create_user("kim", password="secret")
    user.groups.add(group)
    client.force_login(user)
    return client


def letters(section, count):
    """Letters that are due twice, once yesterday or later; the last is taken back."""
    now = timezone.now()
    for place in range(count):
        title = f"{section.title} {place}"
        letter = LetterPageFactory(parent=section, title=title, slug=f"{place}")
        due_at = now + timedelta(days=2 * place - 1)
        letter.save_revision(approved_go_live_at=due_at)
        LetterPage.objects.filter(pk=letter.pk).update(expire_at=now + timedelta(days=20))
    compare_everything()
    LetterPage.objects.filter(pk=letter.pk).update(live=False)
    compare_everything()


def panels(client):
    """The text of each of our panels on the home screen."""
    sections = re.split('<section class="w-panel', client.get("/admin/").text)[1:]
    texts = [" ".join(strip_tags(each.partition(">")[2]).split()) for each in sections]
    return [text for text in texts if text.startswith(("Scheduled", "Recent corr", "Holdings"))]


def test_it_says_what_is_due_what_was_taken_back_and_what_there_is(editor, section):
    letters(section, 2)
    due, taken_back, holdings = panels(editor)
    assert re.search(r"Own 0 Overdue .* Own 1 Go live .* Own 0 Expire", due)
    assert "Own 1 Withdrawn" in taken_back
    assert "Letter21" in holdings


def test_of_other_sections_it_says_nothing(editor):
    letters(ArchiveSectionPageFactory(title="Other", slug="other"), 2)
    assert panels(editor) == []


def test_it_costs_the_same_however_much_is_due(editor, section, django_assert_num_queries):
    letters(section, 1)
    editor.get("/admin/")
    with CaptureQueriesContext(connection) as of_one:
        editor.get("/admin/")
    letters(ArchiveSectionPageFactory(parent=section, slug="more"), 6)
    with django_assert_num_queries(len(of_one)):
        editor.get("/admin/")
