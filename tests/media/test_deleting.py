"""A picture or document that something uses is not deleted, and the admin says where it is used."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db.transaction import atomic
from django.urls import reverse

from tests.factories import LetterPageFactory

pytestmark = pytest.mark.django_db


def use(instance, how):
    """Let a public letter show it, or only the draft of one."""
    letter = LetterPageFactory(title="Across the river")
    if instance._meta.model_name == "customimage":
        letter.lead_image, letter.lead_image_alt = instance, "A river"
    else:
        link = f'<p><a linktype="document" id="{instance.pk}">Report</a></p>'
        letter.body = [("paragraph", {"text": link})]
    revision = letter.save_revision()
    if how == "public":
        revision.publish()


@pytest.fixture(params=["public", "draft"])
def used(request, any_file):
    use(any_file, request.param)
    return any_file


@pytest.fixture(params=["make_image", "make_document"])
def any_file(request):
    return request.getfixturevalue(request.param)()


def names(instance):
    is_image = instance._meta.model_name == "customimage"
    return ("wagtailimages", "image") if is_image else ("wagtaildocs", "document")


def is_there(instance):
    return type(instance).objects.filter(pk=instance.pk).exists()


def test_the_form_refuses_and_leads_to_where_it_is_used(admin_client, used):
    app, kind = names(used)
    address = reverse(f"{app}:delete", args=[used.pk])
    form = admin_client.get(address).content.decode()
    assert "prevent it from being deleted" in form
    assert "Yes, delete" not in form
    usage = reverse(f"{app}:{kind}_usage", args=[used.pk])
    assert usage in form
    assert "Across the river" in admin_client.get(usage).content.decode()
    admin_client.post(address)
    assert is_there(used)


def test_deleting_many_refuses_as_well(admin_client, used):
    model = used._meta.model_name
    address = reverse("wagtail_bulk_action", args=["media", model, "delete"]) + f"?id={used.pk}"
    assert "prevent it from being deleted" in admin_client.get(address).content.decode()
    admin_client.post(address)
    assert is_there(used)


def test_no_other_way_deletes_it(used):
    everything = type(used).objects.all()
    for delete in (used.delete, everything.delete, used.collection.delete):
        # Every other view answers it as what is not permitted.
        with pytest.raises(PermissionDenied, match="in use and cannot be deleted"), atomic():
            delete()
    assert is_there(used)


def test_what_nothing_uses_is_deleted(admin_client, any_file):
    admin_client.post(reverse(f"{names(any_file)[0]}:delete", args=[any_file.pk]))
    assert not is_there(any_file)
