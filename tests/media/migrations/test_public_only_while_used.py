"""A database from before pictures were private: access copies move, and renditions are made anew.

There the public storage held the access copy of every picture, and Wagtail's renditions beside it.
Going back and forth takes so long that all tests share one journey.
"""

from dataclasses import dataclass

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import override_settings

from media.models import CustomDocument, CustomImage, FileToDelete, RemovedOriginal
from media.placement import put_in_place
from media.renditions import public_rendition
from media.storage.backends import PRIVATE, PUBLIC
from media.storage.environment import storages_for
from tests.media.planted import saved, scene

pytestmark = [pytest.mark.django_db, pytest.mark.once]
COPY, ORIGINAL = saved(scene(), "JPEG"), b"as it was uploaded"
# What a move that was killed left of a picture in the private storage.
HALF_MOVED = {"moved": COPY, "half": COPY[:100], "begun": b""}
PICTURES = ("river", "street", *HALF_MOVED)


@dataclass
class Journey:
    """The keys of what was there before, and the files in both folders at each station."""

    keys: dict[str, int]
    before: dict[str, set[str]]
    refused: dict[str, set[str]]
    migrated: dict[str, set[str]]
    in_place: dict[str, set[str]]
    is_deletion_noted_though_refused: bool


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The files of all tests, which here outlive each of them."""
    folder = tmp_path_factory.mktemp("files")
    storages = settings.STORAGES | storages_for({}, folder / "private")
    with override_settings(MEDIA_ROOT=folder / "public", STORAGES=storages):
        yield folder


@pytest.fixture
def folders(folder):
    """Instead of the folders that each test elsewhere has of its own."""
    return folder


@pytest.fixture(scope="module")
def journey(folder, django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        try:
            migrate("0003_read_documents")
            keys = write_as_it_was()
            before = files(folder)
            with pytest.MonkeyPatch.context() as down:
                down.setattr(FileSystemStorage, "_save", refuse)
                with pytest.raises(OSError, match="No space"):
                    migrate()
            refused, is_noted = files(folder), FileToDelete.objects.exists()
        finally:
            migrate()
        migrated = files(folder)
        put_in_place()
        yield Journey(keys, before, refused, migrated, files(folder), is_noted)
        for model in (CustomImage, CustomDocument, RemovedOriginal, FileToDelete):
            model.objects.all().delete()


def migrate(name=""):
    """By the command: after it the triggers of the content's version are made again.

    Forward with all apps: those that build on this one went back with it.
    """
    call_command("migrate", *(["media", name] if name else []), verbosity=0)


def write_as_it_was():
    state = MigrationExecutor(connection).loader.project_state([("media", "0003_read_documents")])
    keys = {name: picture(state.apps, name) for name in (*PICTURES, "lost")}
    PUBLIC.delete("images/lost/access.jpg")
    for name, content in HALF_MOVED.items():
        PRIVATE.save(f"images/{name}/access.jpg", ContentFile(content))
    document = state.apps.get_model("media", "CustomDocument").objects.create(
        title="Report",
        file=PRIVATE.save("documents/one/report.txt", ContentFile(b"Words.")),
        original=PRIVATE.save("originals/report.txt", ContentFile(b"Words.")),
    )
    return keys | {"document": document.pk}


def picture(apps, name):
    """As it was uploaded then, with a size that Wagtail had made."""
    image = apps.get_model("media", "CustomImage").objects.create(
        title=name,
        width=64,
        height=48,
        file=PUBLIC.save(f"images/{name}/access.jpg", ContentFile(COPY)),
        original=PRIVATE.save(f"originals/{name}.jpg", ContentFile(ORIGINAL)),
    )
    size = PUBLIC.save(f"images/{name}/width-32.jpg", ContentFile(b"small"))
    image.renditions.create(file=size, filter_spec="width-32", width=32, height=24)
    return image.pk


def refuse(*_arguments, **_options):
    raise OSError("No space left on device")


def content(file):
    with file.open("rb") as opened:
        return opened.read()


def files(folder):
    return {
        name: {
            str(path.relative_to(folder / name))
            for path in (folder / name).rglob("*")
            if path.is_file()
        }
        for name in ("public", "private")
    }


def test_access_copies_move_and_keep_their_names(journey):
    copies = {f"images/{name}/access.jpg" for name in PICTURES}
    assert journey.migrated["private"] == journey.before["private"] | copies
    assert journey.in_place["private"] == journey.migrated["private"]
    image = CustomImage.objects.get(pk=journey.keys["river"])
    assert (image.file.name, content(image.file)) == ("images/river/access.jpg", COPY)
    assert content(image.original) == ORIGINAL
    document = CustomDocument.objects.get(pk=journey.keys["document"])
    assert content(document.file) == content(document.original) == b"Words."


def test_the_public_storage_is_emptied_once_all_is_certain(journey):
    assert journey.migrated["public"] == journey.before["public"]
    assert journey.in_place["public"] == set()


def test_nothing_old_is_public_by_itself_and_a_size_is_made_anew(journey, folder):
    image = CustomImage.objects.get(pk=journey.keys["river"])
    assert not image.renditions.exists()
    assert not image.is_public_by_itself
    assert public_rendition(image, "width-32") is None
    image.is_public_by_itself, image.review = True, "nobody"
    image.save()
    rendition = public_rendition(image, "width-32")
    assert files(folder)["public"] == {rendition.file.name}
    assert rendition.file.name != "images/river/width-32.jpg"
    assert image.get_rendition("width-16").file.storage.alias == PRIVATE.alias


@pytest.mark.parametrize("name", HALF_MOVED)
def test_a_move_that_was_killed_is_done_again(journey, name):
    assert content(CustomImage.objects.get(pk=journey.keys[name]).file) == COPY


def test_what_was_lost_before_stops_no_move(journey):
    assert not PRIVATE.exists(CustomImage.objects.get(pk=journey.keys["lost"]).file.name)


def test_a_storage_that_is_down_leaves_all_as_it_was(journey):
    assert journey.refused == journey.before
    assert not journey.is_deletion_noted_though_refused
