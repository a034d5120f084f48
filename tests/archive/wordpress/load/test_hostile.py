"""Hostile and broken input, through the command: a clear line, nothing half-written."""

import gzip
import re
import struct
import zipfile
import zlib
from io import BytesIO

import pytest

from archive.models import ImportedItem
from archive.wordpress.load.media import originals
from media.models import CustomDocument, CustomImage
from tests.archive.wordpress.files.servers import FirstHop
from tests.archive.wordpress.wxr import CLOSING, attachment, export, opening, post

from .command import ended, photograph, run, tables

pytestmark = pytest.mark.django_db

WHOLE = export(*(post(id, f"Post {id}", "Some words.") for id in range(1, 20)))
START = WHOLE.index(b"<rss")
ENTITIES = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
LAUGHS = f'<!DOCTYPE rss [<!ENTITY e0 "ha">{ENTITIES}]>'.encode()
SECRET = b'<!DOCTYPE rss [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'


def with_doctype(doctype, entity):
    return (WHOLE[:START] + doctype + WHOLE[START:]).replace(b"Some words.", entity)


def zipped():
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("export.xml", WHOLE)
    return made.getvalue()


BROKEN = {
    "entities that grow": with_doctype(LAUGHS, b"&e9;"),
    "an external entity": with_doctype(SECRET, b"&secret;"),
    "a file cut in the middle": WHOLE[: len(WHOLE) // 2],
    "a web page": b"<!DOCTYPE html><html><head><title>Log in</title></head></html>",
    "a zip": zipped(),
    "a gzip": gzip.compress(WHOLE),
    "an empty file": b"",
    "another feed": b'<rss version="2.0"><channel><title>News</title></channel></rss>',
    "tags that cross": WHOLE.replace(b"</item>", b"</itme>", 1),
    "a picture": photograph("red"),
}


@pytest.mark.once
@pytest.mark.parametrize("content", BROKEN.values(), ids=BROKEN)
def test_a_broken_file_is_refused_with_its_place_and_nothing_is_written(content):
    before = tables()
    ran = run(content)
    assert ran.status == 2
    assert re.search(r"At byte [\d,]+: .+ Nothing was written\.", ran.printed)
    assert "Traceback" not in ran.printed
    assert ran.report == {}
    assert tables() == before


def test_no_word_of_a_file_of_the_machine_is_told():
    assert "root:" not in run(BROKEN["an external entity"]).printed


@pytest.mark.once
def test_an_element_of_50_megabytes_is_refused(tmp_path):
    before, file = tables(), tmp_path / "export.xml"
    with file.open("w") as out:
        out.write(f"{opening()}<item><title>")
        for _ in range(50):
            out.write("x" * 1_000_000)
        out.write(f"</title></item>{CLOSING}")
    status, printed = ended(file)
    assert (status, printed.startswith("At byte ")) == (2, True)
    assert tables() == before


def test_a_cut_file_tells_the_last_whole_item():
    printed = run(BROKEN["a file cut in the middle"]).printed
    assert re.search(r"Post (9|10)\b", printed)


@pytest.mark.once
@pytest.mark.parametrize("tag", ["div", "b", "blockquote", "ul><li", "table><tr><td", "span"])
def test_a_post_of_10_000_nested_tags_is_imported(reader, tag):
    ran = run(export(post(1, "Deep", f"<{tag}>" * 10_000 + "the bottom")))
    assert ran.item(1)["action"] == "created"
    assert "the bottom" in repr(reader.post(1))


# Files


@pytest.fixture
def fetching(monkeypatch):
    """Fetch from these ports of this machine, and let so many hops pass."""

    def allow(*servers, hops=0):
        def fetcher(most, timeout):
            return FirstHop(*servers, hops=hops, max_bytes=most, timeout=timeout)

        monkeypatch.setattr(originals, "Fetcher", fetcher)

    return allow


def left_out(ran, id=1):
    item = ran.item(id)
    assert (ran.status, item["action"]) == (1, "left_out")
    assert not CustomImage.objects.exists()
    assert not CustomDocument.objects.exists()
    assert not ImportedItem.objects.filter(source_id=id).exists()
    return item["losses"][0]["text"]


@pytest.mark.once
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]", "2130706433"])
def test_a_file_at_a_loopback_address_is_never_asked_for(canary, fetching, host):
    fetching(canary)
    url = f"http://{host}:{canary.port}/x.jpg"
    assert url in left_out(run(export(attachment(1, "x.jpg", url=url)), "--fetch-media"))


@pytest.mark.once
@pytest.mark.parametrize("host", ["10.0.0.1", "192.168.1.1", "169.254.169.254", "[fd00::1]"])
def test_a_file_at_a_private_address_is_never_asked_for(host):
    url = f"http://{host}/latest/meta-data/x.jpg"
    assert url in left_out(run(export(attachment(1, "x.jpg", url=url)), "--fetch-media"))


def test_a_redirect_to_a_loopback_address_is_not_followed(serve, canary, fetching):
    target = f"http://127.0.0.1:{canary.port}/x.jpg"
    moved = f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n"
    server = serve(moved.encode())
    fetching(server, canary, hops=1)
    url = f"http://example.org:{server.port}/x.jpg"
    left_out(run(export(attachment(1, "x.jpg", url=url)), "--fetch-media"))
    assert server.connections == 1


def test_nothing_is_fetched_without_being_asked(canary, fetching):
    fetching(canary, hops=5)
    url = f"http://example.org:{canary.port}/x.jpg"
    assert "No uploads folder" in left_out(run(export(attachment(1, "x.jpg", url=url))))


def test_a_picture_that_would_fill_the_memory_is_refused_by_its_header(tmp_path):
    (tmp_path / "huge.png").write_bytes(huge_png())
    ran = run(export(attachment(1, "huge.png")), uploads=tmp_path)
    assert "pixels" in left_out(ran)


def huge_png():
    """25,000 by 27,000 pixels, which are 2 GB once they are decoded."""
    size = struct.pack(">IIBBBBB", 25_000, 27_000, 8, 2, 0, 0, 0)
    chunks = {b"IHDR": size, b"IDAT": zlib.compress(bytes(100_000)), b"IEND": b""}
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks.items()
    )


@pytest.mark.parametrize(
    "path", ["../secret.jpg", "2006/../../secret.jpg", "..\\secret.jpg", "%2e%2e/secret.jpg"]
)
def test_a_file_whose_name_climbs_out_of_its_folder_is_not_read(tmp_path, path):
    (tmp_path / "secret.jpg").write_bytes(photograph("red"))
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    ran = run(export(attachment(1, path, url="http://www.example.org/x.jpg")), uploads=uploads)
    assert "The file is not in the uploads folder" in left_out(ran)


def test_a_link_out_of_the_folder_is_not_followed(tmp_path):
    (tmp_path / "secret.jpg").write_bytes(photograph("red"))
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    (uploads / "x.jpg").symlink_to(tmp_path / "secret.jpg")
    ran = run(export(attachment(1, "x.jpg")), uploads=uploads)
    assert "The file is not in the uploads folder" in left_out(ran)


def test_a_program_that_calls_itself_a_picture_is_refused(tmp_path):
    (tmp_path / "x.jpg").write_bytes(b"<?php system($_GET['x']); ?>")
    left_out(run(export(attachment(1, "x.jpg")), uploads=tmp_path))


# Arguments


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "export.xml"
    path.write_bytes(WHOLE)
    return path


WRONG = {
    "a section that is not there": ["--under", "/nowhere/"],
    "a page that is no section": ["--under", "/"],
    "a language that is not there": ["--locale", "xx"],
    "a folder of uploads that is not there": ["--uploads", "{here}/nowhere"],
    "a file for a folder of uploads": ["--uploads", "{here}/export.xml"],
    "a type map that is not there": ["--type-map", "{here}/nowhere.csv"],
    "a type map that is none": ["--type-map", "{here}/export.xml"],
    "a folder for a type map": ["--type-map", "{here}"],
    "a report in no folder": ["--report", "{here}/nowhere/report.json"],
    "a folder for a report": ["--report", "{here}"],
    "a report whose name no disk takes": ["--report", f"{{here}}/{'x' * 255}"],
    "nothing to go on with": ["--resume"],
}


@pytest.mark.once
@pytest.mark.parametrize("arguments", WRONG.values(), ids=WRONG)
def test_a_wrong_argument_is_told_in_a_sentence_and_nothing_is_written(file, arguments):
    before, files = tables(), sorted(file.parent.iterdir())
    status, printed = ended(file, *(one.format(here=file.parent) for one in arguments))
    assert status == 2
    assert re.fullmatch(r"\S.*[.!]\n?", printed)
    assert tables() == before
    assert sorted(file.parent.iterdir()) == files


def test_a_language_without_a_front_page_is_told_before_anything_is_written(file, locales):
    file.write_bytes(export(post(1, terms=[("language", "ja", "日本語")])))
    before = tables()
    status, printed = ended(file)
    assert (status, "translate the front page first" in printed) == (2, True)
    assert tables() == before


@pytest.mark.parametrize("name", ["nowhere.xml", ""], ids=["no file", "a folder"])
def test_an_export_that_is_not_there_is_told_in_a_sentence(tmp_path, name):
    before = tables()
    status, printed = ended(tmp_path / name)
    assert status == 2
    assert re.fullmatch(r"\S.*\.\n?", printed)
    assert str(tmp_path) in printed
    assert tables() == before
