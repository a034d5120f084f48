"""Broken or hostile input is refused clearly, with the byte offset, in bounded memory."""

import gzip
import subprocess
import sys
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.wordpress.export import Broken, Item, read
from tests.archive.wordpress import wxr

WHOLE = wxr.export(wxr.post(101, "One", "Words"), wxr.post(102, "“Two”", "More"))


def refusal(data):
    with pytest.raises(Broken) as caught:
        list(read(BytesIO(data)))
    return caught.value


def with_prolog(prolog, entity=""):
    declaration, rest = WHOLE.split(b"\n", 1)
    return declaration + prolog.encode() + rest.replace(b"Words]]>", b"]]>" + entity.encode())


BILLION_LAUGHS = (
    '<!DOCTYPE rss [<!ENTITY a "haha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
QUADRATIC = f'<!DOCTYPE rss [<!ENTITY a "{"a" * 50_000}">]>'


@pytest.mark.parametrize(
    ("prolog", "entity"),
    [
        (BILLION_LAUGHS, "&i;"),
        (QUADRATIC, "&a;" * 50_000),
        ('<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;"),
        ('<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://127.0.0.1:9/"> %a;]>', ""),
        ('<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/x.dtd">', ""),
        ('<!DOCTYPE rss PUBLIC "x" "file:///etc/passwd">', "&a;"),
    ],
    ids=["billion laughs", "quadratic", "external", "parameter", "system", "public"],
)
def test_a_file_that_declares_entities_is_refused(prolog, entity):
    data = with_prolog(prolog, entity)
    refused = refusal(data)
    assert "declares entities or a DTD" in refused.message
    assert data.index(b"<!DOCTYPE") <= refused.offset <= data.index(b"<rss")


def test_an_external_entity_opens_no_file_and_no_socket(tmp_path):
    source = tmp_path / "export.xml"
    source.write_bytes(
        with_prolog('<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;")
    )
    watched = (
        "import sys\nfrom archive.wordpress.export import Broken, read\n"
        "file, seen = open(sys.argv[1], 'rb'), []\n"
        "sys.addaudithook(lambda name, _: seen.append(name))\n"
        "try:\n    list(read(file))\nexcept Broken as broken:\n    print('refused')\n"
        "print([name for name in seen if name == 'open' or name.startswith('socket')])\n"
    )
    assert run(watched, source) == ["refused", "[]"]


def test_a_bare_doctype_is_let_pass():
    *_, last = read(BytesIO(with_prolog("<!DOCTYPE rss>")))
    assert last.id == 102


def test_an_unknown_entity_is_refused_where_it_stands():
    data = wxr.export(wxr.post(1, "a TITLE", title_in_cdata=False)).replace(b"TITLE", b"&nonsense;")
    refused = refusal(data)
    assert "&nonsense;" in refused.message
    assert refused.offset == data.index(b"&nonsense;")


def test_broken_xml_is_refused_where_it_breaks():
    data = WHOLE.replace(b"</item>\n</channel>", b"</itm>\n</channel>")
    refused = refusal(data)
    assert "not well-formed" in refused.message
    assert "Whole items before: 1, the last 101 “One”." in refused.message
    assert data[refused.offset - 2 :].startswith(b"</itm>")


def test_what_is_whole_before_the_break_is_read():
    reader, kept = read(BytesIO(WHOLE.replace(b"<title><![CDATA[\xe2\x80\x9cTwo", b"<<"))), []
    with pytest.raises(Broken):
        kept.extend(reader)
    assert [one.id for one in kept if isinstance(one, Item)] == [101]


@given(st.integers(0, len(WHOLE.rstrip()) - 1))
@example(WHOLE.index(b"\x80\x9cTwo"))
def test_a_file_cut_anywhere_is_refused(end):
    data = WHOLE[:end]
    refused = refusal(data)
    if end:
        assert "cut off" in refused.message
        assert refused.offset == end
    if b"<item>" in data:
        assert f"Whole items before: {data.count(b'</item>')}" in refused.message


@given(st.binary(max_size=40), st.integers(0, len(WHOLE)))
def test_any_bytes_anywhere_are_read_or_refused(junk, place):
    with suppress(Broken):
        list(read(BytesIO(WHOLE[:place] + junk + WHOLE[place:])))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"PK\x03\x04" + b"x" * 50, "zip"),
        (gzip.compress(WHOLE), "gzip"),
        (b"<!DOCTYPE html>\n<html><body>Log in</body></html>", "an HTML page"),
        (b"\n<HTML lang=en>", "an HTML page"),
        (b'<?xml version="1.0"?>\n<!DOCTYPE html PUBLIC "x" "y">\n<html/>', "an HTML page"),
        (b'<?xml version="1.0"?><feed></feed>', "<feed>"),
        (b"-- phpMyAdmin SQL Dump", "phpMyAdmin"),
        (b"<rss><channel><title>News</title><item/></channel></rss>", "a feed"),
        (b"<rss><channel><title>News</title></channel></rss>", "a feed"),
        (b"<rss/>", "a feed"),
        (WHOLE.replace(b"wxr_version>1.2", b"wxr_version>2.0"), "version 2.0"),
        (WHOLE.decode().encode("utf-16"), "UTF-16"),
        (WHOLE.decode().encode("utf-16-le"), "UTF-16"),
        (WHOLE.replace(b"UTF-8", b"ISO-8859-1"), "ISO-8859-1"),
        (WHOLE.replace(b'encoding="UTF-8"', b"encoding = 'Shift_JIS'"), "Shift_JIS"),
    ],
)
def test_a_wrong_file_is_named_for_what_it_is(data, words):
    assert words in refusal(data).message


def test_what_is_not_utf_8_is_refused_where_it_stands():
    data = WHOLE.replace(b"More", b"caf\xe9 noir")
    refused = refusal(data)
    assert "not UTF-8" in refused.message
    assert "the last 101" in refused.message
    assert refused.offset == data.index(b"\xe9 noir")


def test_half_a_character_is_refused_where_it_begins_in_any_pieces(monkeypatch):
    monkeypatch.setattr("archive.wordpress.export.stream.CHUNK", 1)
    data = WHOLE.replace(b"More", b"\xe6\x97 more")
    assert refusal(data).offset == data.index(b"\xe6\x97 ")


def test_elements_may_stand_a_hundred_deep_and_no_deeper():
    deep = wxr.post(1).replace("</item>", "<x>" * 97 + "</x>" * 97 + "</item>")
    assert list(read(BytesIO(wxr.export(deep))))[-1].id == 1
    deeper = wxr.export(wxr.post(1).replace("</item>", "<x>" * 10_000))
    refused = refusal(deeper)
    assert "100 deep" in refused.message
    assert refused.offset == deeper.index(b"<x>") + 97 * 3


def run(code, *arguments):
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


# The peak that Linux counts for this program alone; getrusage's begins with that of its parent.
MEMORY = (
    "import re, sys\nfrom pathlib import Path\nfrom archive.wordpress.export import Broken, read\n"
    "def peak():\n"
    "    return int(re.search(r'VmHWM:\\s*(\\d+)', Path('/proc/self/status').read_text())[1])\n"
    "with open(sys.argv[1], 'rb') as file:\n"
    "    before = peak()\n"
    "    try:\n        print(sum(1 for _ in read(file)))\n"
    "    except Broken as broken:\n        print(broken)\n"
    "    print((peak() - before) // 1024)\n"
)
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")


def refused_in(tmp_path, opening, piece, times):
    source = tmp_path / "export.xml"
    with source.open("wb") as file:
        file.write((wxr.opening() + "<item>" + opening).encode())
        for _ in range(times):
            file.write(piece * (1_000_000 // len(piece)))
    message, megabytes = run(MEMORY, source)
    return message, int(megabytes)


@on_linux
@pytest.mark.parametrize(
    ("opening", "piece", "words"),
    [
        ("<content:encoded><![CDATA[", b"word ", "An element is longer"),
        ("<wp:post_password>", b"word ", "An element is longer"),
        ("<title>", b"<![CDATA[x]]>", "An element is longer"),
        ("<title>", b"&nbsp;", "An element is longer"),
        ("", b"<category>x</category>", "An item is longer"),
        ("<!-- ", b"word ", "A tag or comment"),
        ("<x y='", b"word ", "A tag or comment"),
    ],
)
def test_a_huge_element_is_refused_in_bounded_memory(opening, piece, words, tmp_path):
    message, megabytes = refused_in(tmp_path, opening, piece, 50)
    assert words in message
    assert megabytes < 60


@on_linux
def test_memory_does_not_grow_with_the_file(tmp_path):
    source = tmp_path / "export.xml"
    one = wxr.post(1, "Title", "Words of the archive. " * 4_000, comments=3).encode()
    with source.open("wb") as file:
        file.write(wxr.opening().encode())
        for _ in range(400):
            file.write(one)
        file.write(wxr.CLOSING.encode())
    records, megabytes = run(MEMORY, source)
    assert records == "401"
    assert int(megabytes) < 10
