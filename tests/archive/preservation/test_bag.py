"""A bag conforms to RFC 8493, also for another validator, and reveals tampering."""

from io import BytesIO

import bagit
import pytest

from archive.preservation.bag import Bag, BagError, BagWriter

# bagit itself, on Python 3.13
pytestmark = pytest.mark.filterwarnings("ignore:'count' is passed as positional")
ABOUT = {"Bagging-Date": "2026-11-30"}


@pytest.fixture
def bag(tmp_path):
    writer = BagWriter(tmp_path / "bag")
    writer.copy("data/private/手紙.txt", BytesIO(b"A letter"))
    writer.copy("data/one more.txt", BytesIO(b""))
    writer.finish(ABOUT)
    return tmp_path / "bag"


def test_others_find_a_bag_whole(bag):
    theirs = bagit.Bag(str(bag))
    theirs.validate(processes=1)
    assert theirs.info["Payload-Oxum"] == "8.2"
    assert theirs.version_info == (1, 0)
    assert list(Bag(bag).faults()) == []
    assert Bag(bag).about["Bagging-Date"] == "2026-11-30"


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda bag: (bag / "data/one more.txt").unlink(), "data/one more.txt is missing."),
        (lambda bag: (bag / "data/one more.txt").write_text("x"), "data/one more.txt was altered"),
        (lambda bag: (bag / "data/new.txt").touch(), "data/new.txt is not listed"),
        (lambda bag: (bag / "data/link").symlink_to("/etc/passwd"), "data/link is not listed"),
        (lambda bag: (bag / "bag-info.txt").write_text("A: b\n"), "bag-info.txt was altered"),
    ],
)
def test_a_bag_says_what_was_done_to_it(bag, change, sentence):
    change(bag)
    [fault] = Bag(bag).faults()
    assert fault.startswith(sentence)


@pytest.mark.parametrize("path", ["../x", "data/../../x", "/etc/passwd", "data\\..\\x"])
def test_no_path_leaves_a_bag(bag, tmp_path, path):
    with pytest.raises(BagError, match="no path inside a bag"):
        BagWriter(tmp_path / "new").copy(path, BytesIO(b""))
    (bag / "manifest-sha256.txt").write_text(f"{'0' * 64}  {path}\n")
    with pytest.raises(BagError, match="no path inside a bag"):
        Bag(bag)


def test_a_path_with_a_line_end_and_a_percent_sign_is_written_as_the_rfc_says(tmp_path):
    writer = BagWriter(tmp_path / "bag")
    writer.copy("data/50%\n.txt", BytesIO(b""))
    writer.finish(ABOUT)
    assert "data/50%25%0A.txt" in (tmp_path / "bag/manifest-sha256.txt").read_text()
    assert list(Bag(tmp_path / "bag").faults()) == []


def test_what_is_no_bag_is_refused(tmp_path, bag):
    with pytest.raises(BagError, match="no whole bag"):
        Bag(tmp_path)
    (bag / "bagit.txt").write_text("BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n")
    with pytest.raises(BagError, match="another version"):
        Bag(bag)


def test_a_file_of_an_earlier_bag_is_shared_while_it_is_whole(bag, tmp_path):
    writer = BagWriter(tmp_path / "next")
    assert writer.take_over("data/private/手紙.txt", Bag(bag))
    path = bag / "data/private/手紙.txt"
    assert (tmp_path / "next/data/private/手紙.txt").samefile(path)
    (bag / "data/one more.txt").write_text("rotten")
    assert not writer.take_over("data/one more.txt", Bag(bag))
