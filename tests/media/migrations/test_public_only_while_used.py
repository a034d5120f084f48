"""A database from before pictures were private: access copies move, and renditions are made anew.

There the public storage held the access copy of every picture, and Wagtail's renditions beside it.
"""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from media.models import CustomDocument, CustomImage, FileToDelete
from media.placement import put_in_place
from media.renditions import public_rendition
from media.storage.backends import PRIVATE, PUBLIC
from tests.media.planted import saved, scene

pytestmark = pytest.mark.django_db(transaction=True)
COPY, ORIGINAL = saved(scene(), "JPEG"), b"as it was uploaded"


def migrate(name=""):
    """By the command: after it the triggers of the content's version are made again.

    Forward with all apps: those that build on this one went back with it.
    """
    call_command("migrate", *(["media", name] if name else []), verbosity=0)


@pytest.fixture
def old(transactional_db):
    """A database of that time; at the end it is as new as it was."""
    migrate("0003_read_documents")
    state = MigrationExecutor(connection).loader.project_state([("media", "0003_read_documents")])
    yield state.apps
    migrate()


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


def content(file):
    with file.open("rb") as opened:
        return opened.read()


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def test_access_copies_move_and_keep_their_names(old, folders):
    keys = [picture(old, name) for name in ("river", "street")]
    document = old.get_model("media", "CustomDocument").objects.create(
        title="Report",
        file=PRIVATE.save("documents/one/report.txt", ContentFile(b"Words.")),
        original=PRIVATE.save("originals/report.txt", ContentFile(b"Words.")),
    )
    untouched = files(folders / "private")
    public = files(folders / "public")
    migrate()
    copies = {"images/river/access.jpg", "images/street/access.jpg"}
    assert files(folders / "private") == untouched | copies
    assert files(folders / "public") == public  # until all this is certain
    image = CustomImage.objects.get(pk=keys[0])
    assert (image.file.name, content(image.file)) == ("images/river/access.jpg", COPY)
    assert content(image.original) == ORIGINAL
    assert content(CustomDocument.objects.get(pk=document.pk).file) == b"Words."
    assert not image.renditions.exists()
    put_in_place()
    assert files(folders / "public") == set()
    assert files(folders / "private") == untouched | copies


def test_nothing_old_is_public_by_itself_and_a_size_is_made_anew(old, folders):
    key = picture(old, "river")
    migrate()
    put_in_place()
    image = CustomImage.objects.get(pk=key)
    assert not image.is_public_by_itself
    assert public_rendition(image, "width-32") is None
    image.is_public_by_itself = True
    image.save()
    rendition = public_rendition(image, "width-32")
    assert files(folders / "public") == {rendition.file.name}
    assert rendition.file.name != "images/river/width-32.jpg"
    assert image.get_rendition("width-16").file.storage.alias == PRIVATE.alias


@pytest.mark.parametrize("there", [COPY, COPY[:100], b""])
def test_a_move_that_was_killed_is_done_again(old, folders, there):
    key, lost = (picture(old, name) for name in ("river", "lost"))
    PRIVATE.save("images/river/access.jpg", ContentFile(there))
    PUBLIC.delete("images/lost/access.jpg")
    migrate()
    put_in_place()
    assert content(CustomImage.objects.get(pk=key).file) == COPY
    assert not PRIVATE.exists(CustomImage.objects.get(pk=lost).file.name)
    assert files(folders / "public") == set()


def test_a_storage_that_is_down_leaves_all_as_it_was(old, folders, monkeypatch):
    key = picture(old, "river")
    public, private = files(folders / "public"), files(folders / "private")
    with monkeypatch.context() as down:
        down.setattr(FileSystemStorage, "_save", refuse)
        with pytest.raises(OSError, match="No space"):
            migrate()
    assert (files(folders / "public"), files(folders / "private")) == (public, private)
    assert not FileToDelete.objects.exists()
    migrate()
    assert content(CustomImage.objects.get(pk=key).file) == COPY


def refuse(*_arguments, **_options):
    raise OSError("No space left on device")
