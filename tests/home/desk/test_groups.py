"""The groups that come with the project: what each may do, given once."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page, Workflow

from home.desk.giving import give_permissions
from home.desk.groups import GROUPS, WRITER
from tests.factories import LetterPageFactory

pytestmark = pytest.mark.django_db


def labels(permissions):
    names = permissions.values_list("content_type__app_label", "codename")
    return {f"{app}.{codename}" for app, codename in names}


def given(group):
    kept = Permission.objects.filter
    on_pages = GroupPagePermission.objects.filter(group=group, page__depth=1)
    on_collections = GroupCollectionPermission.objects.filter(group=group, collection__depth=1)
    return (
        labels(group.permissions.all())
        | labels(kept(pk__in=on_pages.values("permission")))
        | labels(kept(pk__in=on_collections.values("permission")))
    )


def migrated():
    for app in apps.get_app_configs():
        give_permissions(sender=app, using="default")


@pytest.mark.parametrize("job", GROUPS)
def test_a_migration_gives_each_group_exactly_its_permissions(job):
    assert given(Group.objects.get(name=job)) == GROUPS[job]


def test_what_an_installation_changed_stays():
    writers, editors = Group.objects.get(name="Writer"), Group.objects.get(name="Editor")
    GroupPagePermission.objects.filter(group=writers, permission__codename="change_page").delete()
    writers.name = "Volunteers"
    writers.save()
    editors.delete()
    migrated()
    assert given(writers) == WRITER - {"wagtailcore.change_page"}
    assert not Group.objects.filter(name__in=["Writer", "Editor"]).exists()


def test_a_permission_that_comes_later_is_given(monkeypatch):
    monkeypatch.setitem(GROUPS, "Writer", WRITER | {"archive.add_tag"})
    migrated()
    assert "archive.add_tag" in given(Group.objects.get(name="Writer"))


def test_a_new_installation_has_these_groups_and_one_workflow():
    assert set(Group.objects.values_list("name", flat=True)) == set(GROUPS)
    assert [workflow.name for workflow in Workflow.objects.all()] == ["Second pair of eyes"]


def expanded(text):
    """`app.{add,change}_tag` as its two permissions."""
    if not (braces := re.search(r"\{([^}]*)\}", text)):
        return {text}
    first, last = text[: braces.start()], text[braces.end() :]
    return set().union(*(expanded(first + each + last) for each in braces[1].split(",")))


def test_a_writer_deletes_what_they_began_and_nothing_else(client, django_user_model):
    writer = django_user_model.objects.create_user("writer", password="secret")
    writer.groups.add(Group.objects.get(name="Writer"))
    client.force_login(writer)
    own = LetterPageFactory(live=False, owner=writer)
    locked = LetterPageFactory(live=False, owner=writer, locked=True)
    public = LetterPageFactory(owner=writer)
    other = LetterPageFactory(live=False)
    for page in (own, locked, public, other):
        client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    keys = [page.pk for page in (own, locked, public, other)]
    left = Page.objects.filter(pk__in=keys).order_by("pk")
    assert list(left) == [locked.page_ptr, public.page_ptr, other.page_ptr]


def test_the_document_says_who_may_what():
    said = {job: set() for job in GROUPS}
    section = Path("docs/security.md").read_text("utf-8").split("\n## Who may what\n")[1]
    for line in section.split("\n### ")[0].splitlines():
        cells = [cell.strip() for cell in line.split("|")[2:-1]]
        for text in re.findall(r"`([^`]*\.[^`]*)`", cells[0] if cells else ""):
            for job, cell in zip(GROUPS, cells[1:], strict=True):
                said[job] |= expanded(text) if cell == "yes" else set()
    assert said == GROUPS, "Add the permission to the table in docs/security.md, “Who may what”."
