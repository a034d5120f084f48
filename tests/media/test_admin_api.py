"""The pictures and documents in Wagtail's admin API and choosers for an account."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import Collection, CollectionViewRestriction, GroupCollectionPermission

pytestmark = pytest.mark.django_db
KINDS = [("images", "make_image"), ("documents", "make_document")]


@pytest.fixture
def collections():
    """An open collection, and one that is closed to whoever is not logged in."""
    root = Collection.get_first_root_node()
    open_one, closed = root.add_child(name="Open"), root.add_child(name="Closed")
    CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.LOGIN
    )
    return open_one, closed


@pytest.fixture
def editor(client, django_user_model, collections):
    """Log an editor in who may choose what lies in the open collection."""
    group = Group.objects.create(name="Some editors")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for choose in Permission.objects.filter(codename__in=["choose_image", "choose_document"]):
        GroupCollectionPermission.objects.create(
            group=group, collection=collections[0], permission=choose
        )
    user = django_user_model.objects.create_user("editor", "editor@example.org", "secret")
    user.groups.add(group)
    client.force_login(user)
    return client


@pytest.mark.parametrize(("endpoint", "maker"), KINDS)
@pytest.mark.parametrize("query", ["", "?search=river report", "?limit=1&order=-id"])
def test_the_admin_api_lists_what_an_account_may_choose(
    editor, collections, request, endpoint, maker, query
):
    make = request.getfixturevalue(maker)
    shown, _hidden = (make(collection=collection) for collection in collections)
    query = query.replace("river report", shown.title)
    answer = editor.get(f"/admin/api/main/{endpoint}/{query}").json()
    assert [item["id"] for item in answer["items"]] == [shown.pk]
    assert answer["meta"]["total_count"] == 1


@pytest.mark.parametrize(("endpoint", "maker"), KINDS)
def test_the_admin_api_knows_nothing_else_by_its_number(
    editor, collections, request, endpoint, maker
):
    make = request.getfixturevalue(maker)
    shown, hidden = (make(collection=collection) for collection in collections)
    assert editor.get(f"/admin/api/main/{endpoint}/{shown.pk}/").status_code == 200
    assert editor.get(f"/admin/api/main/{endpoint}/{hidden.pk}/").status_code == 404
    assert editor.get(f"/admin/api/main/{endpoint}/find/?id={hidden.pk}").status_code == 404


@pytest.mark.parametrize(
    ("endpoint", "maker", "addresses"),
    [
        ("images", "make_image", "{0}/ {0}/generate_url/ {0}/preview/original/ {0}/delete/"),
        ("documents", "make_document", "edit/{0}/ delete/{0}/"),
    ],
)
def test_no_other_address_tells_of_what_an_account_may_not_choose(
    editor, collections, request, endpoint, maker, addresses
):
    hidden = request.getfixturevalue(maker)(collection=collections[1])
    hidden.title += " at the hiding place"
    hidden.save()
    chooser = (
        "chooser/ chooser/results/?q=hiding chooser/chosen/{0}/ chooser/chosen-multiple/?id={0}"
    )
    for address in f"{addresses} usage/{{0}}/ {chooser}".split():
        response = editor.get(f"/admin/{endpoint}/{address.format(hidden.pk)}")
        assert response.status_code in (200, 302, 403), address
        assert b"at the hiding place" not in b"".join(response), address


@pytest.mark.parametrize(("endpoint", "maker"), KINDS)
def test_the_admin_api_shows_an_administrator_everything(
    admin_client, collections, request, endpoint, maker
):
    make = request.getfixturevalue(maker)
    pictures = [make(collection=collection) for collection in collections]
    answer = admin_client.get(f"/admin/api/main/{endpoint}/").json()
    assert [item["id"] for item in answer["items"]] == [picture.pk for picture in pictures]
