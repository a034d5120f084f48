"""Files of the uploads folder are found in any spelling, and never outside of it."""

import os
import unicodedata
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.wordpress.files.uploads import Uploads
from media.cleaning.refused import Refused

SECRET = b"DB_PASSWORD"
YANJI = "2006/01/yanji-winter.jpg"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of a site, with what must stay unread beside its uploads."""
    (tmp_path / "wp-config.php").write_bytes(SECRET)
    for name in (YANJI, "2006/02/yanji-winter.jpg", "2006/02/Maisai.JPG"):
        put(tmp_path, name)
    return tmp_path


def put(site: Path, name: str) -> Path:
    """Write a file that says where it is."""
    file = site / "wp-content/uploads" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(os.fsencode(name))
    return file


def found(site: Path, *paths: str) -> bytes | None:
    """What the file says."""
    uploads = Uploads(site)
    path = uploads.find(*paths)
    return path and uploads.read(path, 1000)


@pytest.mark.parametrize("given", [".", "wp-content", "wp-content/uploads"])
def test_the_folder_is_found_from_the_site_down(site, given):
    assert found(site / given, YANJI) == YANJI.encode()


def test_a_folder_of_uploads_may_hold_one_of_that_name(site):
    put(site, "uploads/a.jpg")
    assert found(site / "wp-content/uploads", YANJI) == YANJI.encode()


def test_nothing_beside_the_uploads_is_found(site):
    assert found(site, "wp-config.php") is None


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(NotADirectoryError, match="nowhere"):
        Uploads(tmp_path / "nowhere")


def test_two_files_of_one_name_stay_two(site):
    assert found(site, YANJI) != found(site, "2006/02/yanji-winter.jpg")


def test_the_first_candidate_wins(site):
    assert found(site, "2006/03/none.jpg", "2006/02/Maisai.JPG", YANJI) == b"2006/02/Maisai.JPG"


def test_a_folder_is_no_file(site):
    assert found(site, "2006/01") is None
    assert found(site, "") is None


@pytest.mark.parametrize("stored", ["NFC", "NFD"])
@pytest.mark.parametrize("asked", ["NFC", "NFD"])
@pytest.mark.parametrize("name", ["2007/ガザ.jpg", "2007/탈북자 수기.pdf", "2007/café.jpg"])
def test_unicode_is_found_in_either_form(site, name, stored, asked):
    put(site, unicodedata.normalize(stored, name))
    asked_name = unicodedata.normalize(asked, name)
    assert found(site, asked_name)
    assert found(site, quote(asked_name))


def test_names_that_only_look_alike_stay_two(site):
    put(site, "2007/1.jpg")
    assert found(site, "2007/①.jpg") is None


def test_a_name_that_holds_a_percent_sign_is_found_as_written(site):
    put(site, "2007/100%25.jpg")
    put(site, "2007/100%.jpg")
    assert found(site, "2007/100%25.jpg") == b"2007/100%25.jpg"


def test_a_name_older_than_utf_8_is_found(site):
    put(site, os.fsdecode("2003/報告.jpg".encode("shift_jis")))
    assert found(site, quote("2003/報告.jpg".encode("shift_jis")))


def test_case_is_overlooked_as_a_last_resort(site):
    assert found(site, "2006/02/maisai.jpg") == b"2006/02/Maisai.JPG"
    put(site, "2006/02/maisai.jpg")
    assert found(site, "2006/02/maisai.jpg") == b"2006/02/maisai.jpg"


def test_an_exact_name_of_a_later_candidate_comes_before_another_case(site):
    assert found(site, "2006/02/maisai.jpg", YANJI) == YANJI.encode()


def test_of_two_names_that_differ_in_case_neither_is_guessed(site):
    put(site, "2006/02/MAISAI.jpg")
    assert found(site, "2006/02/maisai.jpg") is None


@pytest.mark.parametrize(
    "path",
    [
        "../../wp-config.php",
        "2006/../../../wp-config.php",
        "%2e%2e/%2e%2e/wp-config.php",
        "2006/..",
        "/etc/passwd",
        "%2Fetc/passwd",
        "2006/a\0.jpg",
        "2006/\ud800.jpg",
        f"2006/{'x' * 5000}.jpg",
    ],
)
def test_a_path_that_leads_elsewhere_is_no_file_of_the_folder(site, path):
    assert found(site, path) is None


def test_links_and_pipes_are_no_files_of_the_folder(site):
    uploads = site / "wp-content/uploads"
    (uploads / "link.jpg").symlink_to(site / "wp-config.php")
    (uploads / "old").symlink_to(site)
    (uploads / "round.jpg").symlink_to("round.jpg")
    os.mkfifo(uploads / "pipe.jpg")
    paths = ("link.jpg", "old/wp-config.php", "OLD/wp-config.php", "round.jpg", "pipe.jpg")
    assert found(site, *paths) is None


def test_a_large_file_is_not_read_whole(site):
    file = put(site, "2006/large.tif")
    os.truncate(file, 2_000_000_000_000)  # a hole in the disk, which no memory could hold
    uploads = Uploads(site)
    with pytest.raises(Refused, match=r"large\.tif.* is larger than 20 MB"):
        uploads.read(uploads.find("2006/large.tif"), 20_000_000)


def test_a_file_may_be_just_as_large_as_the_limit(site):
    uploads = Uploads(site)
    file = uploads.find(YANJI)
    assert uploads.read(file, len(YANJI)) == YANJI.encode()
    with pytest.raises(Refused):
        uploads.read(file, len(YANJI) - 1)


@given(st.lists(st.sampled_from(["..", ".", "", "%2e%2e", "2006", "%2F", "\\", "wp-config.php"])))
def test_no_path_leads_out(tmp_path_factory, parts):
    site = tmp_path_factory.mktemp("site")
    (site / "wp-config.php").write_bytes(SECRET)
    put(site, YANJI)
    assert found(site, "/".join(parts)) is None
