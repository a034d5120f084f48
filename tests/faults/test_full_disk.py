"""The disk of `var/` is full: nothing is cut short, it is said, and all goes on once there is room.

The disk is a small one of its own, which root may mount.
"""

import json
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from PIL import Image

from cms.metrics import counting
from media.models import CustomDocument, CustomImage
from media.renditions import public_rendition
from media.storage.environment import storages_for
from tests.archive.wordpress.load.edits import first
from tests.archive.wordpress.load.runs import OldSite
from tests.archive.wordpress.wxr import attachment
from tests.factories import (
    ArchiveSectionPageFactory,
    ImageFactory,
    ReportPageFactory,
    front_page,
)
from tests.forked import exit_code, in_a_process

from .disk import mounted
from .editor import Editor
from .load import ask
from .server import answers, free_port, own_database, started, wait_until
from .test_database import READ

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = json.dumps(
    {
        "query": '{ page(path: "/reports/river/") { ... on Report'
        " { leadImage { image { rendition(width: 400) { url } } } } } }"
    }
)
SIZE = "width-320"  # that three pictures have, so that others get it ahead
FORM = {"title": "Noise", "collection": "1"}


def noise():
    """A picture that takes some hundred kilobytes in any size."""
    file = BytesIO()
    Image.effect_noise((640, 480), 90).save(file, "PNG")
    return file.getvalue()


def picture():
    return ImageFactory(file=ContentFile(noise(), name="noise.png"))


@pytest.fixture
def disk(tmp_path, settings):
    with mounted(tmp_path / "var") as disk:
        settings.MEDIA_ROOT = disk.folder / "media"
        settings.STORAGES = settings.STORAGES | storages_for({}, disk.folder / "private")
        yield disk


@pytest.fixture
def port(disk, tmp_path):
    section, number = ArchiveSectionPageFactory(slug="reports", parent=front_page()), free_port()
    for _ in range(3):
        public_rendition(picture(), SIZE)
    ReportPageFactory(parent=section, slug="river", lead_image=picture(), lead_image_alt="Noise")
    own = {"DJANGO_SETTINGS_MODULE": "tests.faults.settings", "FILES": str(disk.folder)}
    with started(number, tmp_path, DATABASE_URL=own_database(), **own) as process:
        wait_until(process, lambda: answers(number))
        yield number


def test_nothing_is_cut_short_and_all_goes_on_once_there_is_room(disk, port, tmp_path):
    editor, asked = Editor(port), address_of_a_size(port)
    assert has_room(port)
    disk.fill()
    before = files(disk)

    assert not has_room(port)
    assert answers(port)
    assert ask(port, *READ)[0] == 200
    assert is_told_later(ask(port, "GET", asked, None))
    assert is_told_later(editor.upload("wagtailimages:add", FORM | {"file": noise_file()}))
    assert is_told_later(editor.upload("wagtaildocs:add", FORM | {"file": long_text()}))
    for command in (
        ("tick",),
        ("backup", disk.folder / "backups"),
        ("export_site", disk.folder / "site"),
    ):
        with pytest.raises(CommandError, match=r"sizes|No space left"):
            call_command(*command)
    assert files(disk) == before
    assert (CustomImage.objects.count(), CustomDocument.objects.count()) == (4, 0)

    disk.make_room()
    assert has_room(port)
    assert ask(port, "GET", asked, None)[0] == 302
    assert editor.upload("wagtailimages:add", FORM | {"file": noise_file()})[0] == 302
    assert editor.upload("wagtaildocs:add", FORM | {"file": long_text()})[0] == 302
    call_command("tick", verbosity=0)
    call_command("backup", disk.folder / "backups")
    call_command("export_site", disk.folder / "site")


def test_an_import_says_what_did_not_fit_and_a_second_run_brings_it(disk, tmp_path):
    front_page()
    site, items = OldSite(tmp_path), [first()]
    for number in range(3):
        site.upload(f"2006/01/{number}.jpg", number)
        items.append(attachment(90 + number, f"2006/01/{number}.jpg"))
    site.write(*items)
    disk.fill(left=8 * 1024)  # for a file or two
    ran = site.run("--uploads", str(site.uploads))
    summary, stored = ran.report["summary"], files(disk)
    assert (ran.status, summary["pages"]) == (1, {"created": 1})
    assert summary["codes"]["failed"]["items"] == summary["files"]["failed"] > 0
    assert "No space left on device" in ran.printed
    assert CustomImage.objects.count() == summary["files"].get("created", 0)
    assert len(stored) == 2 * CustomImage.objects.count(), "what failed leaves nothing"

    disk.make_room()
    assert site.run("--uploads", str(site.uploads)).status == 0
    assert CustomImage.objects.count() == 3
    assert stored.items() <= files(disk).items()


@pytest.mark.once
def test_where_memory_for_counts_is_full_nothing_is_counted_and_nobody_killed(tmp_path):
    """The files of counts are maps: whoever wrote to one without room was killed by the system."""
    with mounted(tmp_path / "shm") as disk:
        disk.fill(left=0)

        def count():
            counting.start(disk.folder)
            counting.take_place(1)
            counting.busy_answered()
            counting.write()
            assert counting._counts is None

        assert exit_code(in_a_process(count)) == 0


def address_of_a_size(port):
    answer = json.loads(ask(port, "POST", "/graphql/", ASKED)[2])
    url = answer["data"]["page"]["leadImage"]["image"]["rendition"]["url"]
    return url.removeprefix("https://cms.example.org")


def noise_file():
    return SimpleUploadedFile("noise.png", noise())


def long_text():
    return SimpleUploadedFile("long.txt", b"A long text. " * 10_000)


def has_room(port):
    """What a probe is told, which takes no instance out of service."""
    status, _, body = ask(port, "GET", "/readyz", None)
    answer = json.loads(body)
    assert (status, answer["checks"]["database"]) == (200, "ok")
    said = answer["status"], answer["checks"]["storage"]
    assert said in (("ok", "ok"), ("degraded", "failed"))
    return said == ("ok", "ok")


def is_told_later(answer):
    status, headers, body = answer
    assert b"storage for files is full" in body or b"storage is full" in body
    return status == 503 and "Retry-After" in headers


def files(disk):
    """Name and size of each, but for locks."""
    paths = (path for path in disk.folder.rglob("*") if path.is_file() and path.name != ".lock")
    return {path: path.stat().st_size for path in paths if path != disk.filler}
