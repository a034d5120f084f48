"""Originals are kept when a picture or document is deleted or replaced in any way."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db.transaction import atomic, set_rollback
from django.urls import reverse
from wagtail.models import Collection

from media.leftovers import delete_leftovers
from media.models import CustomDocument, CustomImage, RemovedOriginal
from tests.media.pdf_parts import pdf
from tests.media.planted import saved, scene

pytestmark = pytest.mark.django_db
CONTENT = {"image": saved(scene(), "JPEG"), "document": pdf()}


def kind_of(file):
    return file._meta.model_name.removeprefix("custom")


MODELS = {"image": CustomImage, "document": CustomDocument}


@pytest.fixture(params=["image", "document"])
def file(request):
    collection = Collection.get_first_root_node().add_child(name="Letters")
    make = request.getfixturevalue(f"make_{request.param}")
    return make(CONTENT[request.param], collection=collection)


def by_form(file, client):
    app = "wagtailimages" if file.kind == "image" else "wagtaildocs"
    client.post(reverse(f"{app}:delete", args=[file.pk]))


def in_bulk(file, client):
    address = reverse("wagtail_bulk_action", args=["media", file._meta.model_name, "delete"])
    client.post(f"{address}?id={file.pk}")


DELETIONS = {
    "form": by_form,
    "bulk": in_bulk,
    "collection": lambda file, _client: file.collection.delete(),
    "shell": lambda file, _client: file.delete(),
    "queryset": lambda file, _client: type(file).objects.all().delete(),
}


@pytest.mark.parametrize("way", DELETIONS)
def test_deleting_keeps_the_original_and_says_what_it_was(
    admin_client, admin_user, file, committed, private_files, content_of, way
):
    kind = file.kind = kind_of(file)
    committed(lambda: DELETIONS[way](file, admin_client))
    assert not type(file).objects.exists()
    row = RemovedOriginal.objects.get()
    content = CONTENT[kind]
    assert content_of(row.original) == content
    assert [path.read_bytes() for path in private_files()] == [content]
    assert row.sha256 == hashlib.sha256(content).hexdigest()
    facts = (row.title, row.kind, row.how, row.size)
    assert facts == (file.title, kind, "deleted", len(content))
    assert row.removed_by == (admin_user if way in ("form", "bulk") else None)


def replace(file):
    new = {"image": saved(scene((7, 7)), "PNG"), "document": b"Words."}[kind_of(file)]
    suffix = {"image": "png", "document": "txt"}[kind_of(file)]
    file.file = ContentFile(new, name=f"new.{suffix}")
    file.title = "New"
    file.save()
    return new


def test_replacing_the_file_keeps_the_original_under_the_title_that_it_had(
    file, committed, private_files, content_of
):
    title, first = file.title, CONTENT[kind_of(file)]
    new = committed(lambda: replace(file))
    row = RemovedOriginal.objects.get()
    assert (row.title, row.how) == (title, "replaced")
    assert row.sha256 == hashlib.sha256(first).hexdigest()
    assert content_of(row.original) == first
    assert content_of(file.original) == new
    assert len(private_files()) == 3
    file.delete()
    assert RemovedOriginal.objects.count() == 2


def test_who_deletes_an_old_instance_removes_the_file_that_the_row_has(
    file, committed, private_files, content_of
):
    old_instance = type(file).objects.get()
    new = committed(lambda: replace(file))
    committed(old_instance.delete)
    contents = [content_of(row.original) for row in RemovedOriginal.objects.order_by("pk")]
    assert contents == [CONTENT[kind_of(file)], new]
    assert len(private_files()) == 2


def test_a_file_that_is_not_saved_replaces_none(file, committed, private_files):
    new = ContentFile(CONTENT[kind_of(file)], name=file.file.name)
    file.file.save(file.file.name, new, save=False)
    committed(lambda: file.save(update_fields=["title"]))
    stored = type(file).objects.get()
    assert stored.file.storage.exists(stored.file.name)
    assert not RemovedOriginal.objects.exists()
    committed(file.save)
    assert RemovedOriginal.objects.get().original == stored.original
    assert len(private_files()) == 3


def test_the_original_is_kept_in_the_transaction_that_removes_it(file, private_files):
    with atomic():
        file.delete()
        set_rollback(True)
    assert not RemovedOriginal.objects.exists()
    assert len(private_files()) == 2


def test_a_replacement_that_fails_removes_nothing(file, committed, private_files, monkeypatch):
    def fail(*_arguments, **_options):
        raise ZeroDivisionError

    monkeypatch.setattr(RemovedOriginal.objects, "update_or_create", fail)
    before = {path.name for path in private_files()}
    with pytest.raises(ZeroDivisionError):
        committed(lambda: replace(file))
    stored = type(file).objects.get()
    assert stored.title != "New"
    assert {path.name for path in private_files()} == before
    assert stored.file.storage.exists(stored.file.name)


def test_the_clock_destroys_no_original(file, committed, private_files, settings):
    committed(file.delete)
    RemovedOriginal.objects.update(removed_at="2001-01-01T00:00Z")
    call_command("tick", verbosity=0)
    assert len(private_files()) == 1
    assert RemovedOriginal.objects.exists()


def test_an_original_that_two_pictures_have_is_kept_anew_with_each(make_image, committed):
    image = make_image()
    twin = CustomImage.objects.get()
    twin.pk, twin.title = None, "Twin"
    twin.save()
    committed(image.delete)
    RemovedOriginal.objects.update(removed_at="2001-01-01T00:00Z")
    committed(twin.delete)
    row = RemovedOriginal.objects.get()
    assert (row.title, row.removed_at.year > 2001) == ("Twin", True)


def test_an_import_deletes_no_kept_original(make_image, committed, private_files):
    image = CustomImage(title="River", file=ContentFile(CONTENT["image"], name="river.jpg"))
    image.file_key = "key"
    image.save()
    committed(image.delete)
    delete_leftovers("key", ".jpg")
    assert [path.name for path in private_files()] == ["key.jpg"]
