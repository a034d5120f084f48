"""The pages in Wagtail's admin API for an account."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Locale

from tests.factories import ArchiveSectionPageFactory, ReportPageFactory, front_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def pages():
    """Two sections with a document each."""
    sections = [ArchiveSectionPageFactory(title=title) for title in ("Letters", "Reports")]
    return [ReportPageFactory(parent=section, title=section.title) for section in sections]


@pytest.fixture
def editor(client, django_user_model, pages):
    """Log an editor in who may change the first document."""
    group = Group.objects.create(name="Some editors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    change = Permission.objects.get(codename="change_page")
    GroupPagePermission.objects.create(group=group, page=pages[0], permission=change)
    user = django_user_model.objects.create_user("editor", "editor@example.org", "secret")
    user.groups.add(group)
    client.force_login(user)
    return client


def test_the_admin_api_lists_what_an_account_may_explore(editor, pages):
    answer = editor.get("/admin/api/main/pages/").json()
    assert [item["id"] for item in answer["items"]] == [pages[0].pk]
    assert editor.get(f"/admin/api/main/pages/{pages[1].pk}/").status_code == 404


def test_the_admin_api_names_no_page_above_that_an_account_may_not_explore(editor, pages):
    answer = editor.get(f"/admin/api/main/pages/{pages[0].pk}/").json()
    assert answer["meta"]["ancestors"] == []


def test_the_admin_api_names_no_translation_that_an_account_may_not_explore(editor, pages):
    korean, _ = Locale.objects.get_or_create(language_code="ko")
    front_page().copy_for_translation(korean)
    pages[0].copy_for_translation(korean, copy_parents=True)
    answer = editor.get(f"/admin/api/main/pages/{pages[0].pk}/").json()
    assert answer["meta"]["translations"] == []


def test_the_admin_api_names_every_translation_to_an_administrator(admin_client, pages):
    korean, _ = Locale.objects.get_or_create(language_code="ko")
    front_page().copy_for_translation(korean)
    translation = pages[0].copy_for_translation(korean, copy_parents=True)
    answer = admin_client.get(f"/admin/api/main/pages/{pages[0].pk}/").json()
    assert [page["id"] for page in answer["meta"]["translations"]] == [translation.pk]
