"""Permissions decide who needs a second factor, however an account got them."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, GroupApprovalTask, GroupCollectionPermission

from cms.door.rights import needs_second_factor
from home.desk.groups import GROUPS, WRITER
from tests.factories import front_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def somebody(django_user_model):
    user = django_user_model.objects.create_user("somebody")
    user.groups.add(Group.objects.create(name="Volunteers"))
    return user


def permission(label):
    app, codename = label.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def test_of_the_groups_that_come_with_the_project_writers_alone_need_none(account):
    needing = {job for job in GROUPS if needs_second_factor(account(job, job.lower()))}
    assert needing == set(GROUPS) - {"Writer"}


@pytest.mark.parametrize("label", sorted(set.union(*GROUPS.values()) - WRITER))
def test_each_permission_beyond_drafting_needs_one(somebody, label):
    assert not needs_second_factor(somebody)
    somebody.user_permissions.add(permission(label))
    assert needs_second_factor(somebody)


def test_it_does_not_matter_how_a_permission_is_given(somebody):
    [group] = somebody.groups.all()
    ways = [
        lambda: group.permissions.add(permission("auth.change_user")),
        lambda: group.page_permissions.create(
            page=front_page(), permission=permission("wagtailcore.publish_page")
        ),
        lambda: GroupCollectionPermission.objects.create(
            group=group,
            collection=Collection.get_first_root_node(),
            permission=permission("wagtailimages.change_image"),
        ),
        lambda: GroupApprovalTask.objects.create(name="Agrees").groups.add(group),
    ]
    for give in ways:
        group.permissions.clear()
        group.page_permissions.all().delete()
        group.collection_permissions.all().delete()
        assert not needs_second_factor(somebody)
        give()
        assert needs_second_factor(somebody)


def test_a_superuser_needs_one(admin_user):
    assert needs_second_factor(admin_user)


def test_a_demo_needs_none(admin_user, settings):
    settings.SECOND_FACTOR = False
    assert not needs_second_factor(admin_user)
