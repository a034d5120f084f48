"""A file with small faults is read, and each repair is named by place and remedy."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.wordpress.export import Item, read
from archive.wordpress.export.repairs import Repairs
from tests.archive.wordpress import wxr

WHOLE = wxr.export(wxr.post(101, "One", "Words"), wxr.post(102, "Two", "More & more &amp; &x"))


def repaired(data):
    repairs = Repairs()
    items = [record for record in read(BytesIO(data), repairs=repairs) if isinstance(record, Item)]
    return items, [note.text for note in repairs.notes]


def place_of(data, piece):
    before = data[: data.index(piece)].decode(errors="replace")
    return f"Line {before.count(chr(10)) + 1:,}, column {len(before) - before.rfind(chr(10)):,}:"


def test_a_whole_file_is_repaired_nowhere():
    items, notes = repaired(WHOLE)
    assert (items[1].content, notes) == ("More & more &amp; &x", [])


@pytest.mark.parametrize("chunk", [1, 7, 64 * 1024])
def test_the_comment_that_begins_each_export_is_no_fault(chunk, monkeypatch):
    monkeypatch.setattr("archive.wordpress.export.stream.CHUNK", chunk)
    comment = b"<!-- 4. Activate & Run <![CDATA[ -->"
    items, notes = repaired(WHOLE.replace(b"<channel>", comment + b"<channel>"))
    assert ([item.id for item in items], notes) == ([101, 102], [])


@pytest.mark.parametrize("chunk", [1, 7, 64, 64 * 1024])
def test_a_bare_ampersand_in_an_address_is_read_as_it_stands(chunk, monkeypatch):
    monkeypatch.setattr("archive.wordpress.export.stream.CHUNK", chunk)
    url = "http://www.example.org/a.jpg?w=1&h=2&amp;c=3"
    data = WHOLE.replace(b"/?p=102</guid>", f"/{url}</guid>".encode())
    items, notes = repaired(data)
    assert items[1].guid.endswith("?w=1&h=2&c=3")
    assert notes == [f"{place_of(data, b'&h=2')} a bare “&” was read as it stands. Write “&amp;”."]


@pytest.mark.parametrize("chunk", [1, 7, 64 * 1024])
def test_only_bytes_that_are_no_utf_8_are_read_as_windows_1252(chunk, monkeypatch):
    monkeypatch.setattr("archive.wordpress.export.stream.CHUNK", chunk)
    data = WHOLE.replace(b"Words", "日本 ".encode() + b"caf\xe9 \x93noir\x94")
    items, notes = repaired(data)
    assert items[0].content == "日本 café “noir”"
    assert notes == [
        f"{place_of(data, bad)} what is no UTF-8 ({bad.hex().upper()}) was read as “{character}”, "
        "as in Windows-1252."
        for bad, character in ((b"\xe9", "é"), (b"\x93", "“"), (b"\x94", "”"))
    ]


def test_a_byte_that_windows_1252_does_not_have_either_can_be_told_again():
    repairs = Repairs()
    bad = b"\x81\x8d\x8f\x90\x9d"
    text = "".join(repairs.text([f"a{bad.decode(errors='surrogateescape')}b"]))
    assert text.encode("latin-1") == b"a" + bad + b"b"
    assert repairs.unknown_bytes == len(bad)
    assert "(81 8D 8F 90 9D)" in repairs.notes[0].text


@pytest.mark.parametrize("place", [b"<?xml", b"<rss"])
def test_what_is_before_the_start_is_not_read(place):
    words = b"<br />\n<b>Warning</b>: a plugin\n<!-- <rss -->"
    items, notes = repaired(WHOLE.replace(place, words + place))
    assert [item.id for item in items] == [101, 102]
    assert "before <rss> was not read: <br />\n<b>Warning</b>: a plugin" in notes[0]


def test_what_is_behind_the_end_is_not_read():
    items, notes = repaired(WHOLE + b"<br />\n<b>Warning</b>: a plugin")
    assert [item.id for item in items] == [101, 102]
    assert "behind </rss>" in notes[0]


def test_a_file_without_its_version_is_read_by_its_names():
    items, notes = repaired(WHOLE.replace(b"<wp:wxr_version>1.2</wp:wxr_version>", b""))
    assert (len(items), notes) == (2, ["The file does not say its version, and was read as 1.2."])


def test_an_item_without_an_id_is_known_by_its_address():
    data = WHOLE.replace(b"<wp:post_id>101</wp:post_id>", b"")
    (one, two), notes = repaired(data)
    assert (one.title, two.id) == ("One", 102)
    assert repaired(data)[0][0].id == one.id > 10**15
    assert notes == ["“One” has no post ID: it is known by its address."]


@given(st.text(alphabet="&<>![]-CDATA;amp#x1 \n日", max_size=60), st.integers(1, 9))
def test_pieces_of_any_size_are_repaired_alike(text, size):
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    assert "".join(Repairs().text(pieces)) == "".join(Repairs().text([text]))
