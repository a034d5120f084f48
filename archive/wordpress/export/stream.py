"""Pure: an XML file as a stream of its elements; refuses broken or hostile files clearly.

It opens nothing else, and holds no more than one element's text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html import unescape
from html.entities import html5
from itertools import groupby
from typing import BinaryIO, NamedTuple
from xml.parsers import expat

from archive.markup.parts import Note
from archive.markup.sentences import message

from .repairs import Repairs

CHUNK = 64 * 1024
TEXT_LIMIT = 20_000_000  # characters of one element
TOKEN_LIMIT = 1_000_000  # bytes of one tag or comment: expat buffers these completely
DEPTH_LIMIT = 100

_BLANKS = b" \t\r\n"
# XML 1.0, section 2.2: characters that no document may contain, not even as a reference.
_CONTROLS = bytes(byte for byte in range(32) if byte not in _BLANKS)
_TO_SPACES = bytes.maketrans(_CONTROLS, b" " * len(_CONTROLS))
_DECLARED = re.compile(rb"<\?xml[^>]{0,100}?encoding\s{0,9}=\s{0,9}[\"']([\w.:-]{1,40})[\"']")
_UTF_8 = {"utf-8", "utf8", "us-ascii", "ascii"}
_OTHER_FILES = {
    b"PK\x03\x04": "a zip archive. Unpack it, and take the .xml file in it",
    b"\x1f\x8b": "packed with gzip. Unpack it first",
    b"\xff\xfe": "in UTF-16. Save it as UTF-8",
    b"\xfe\xff": "in UTF-16. Save it as UTF-8",
    b"<\x00": "in UTF-16. Save it as UTF-8",
    b"\x00<": "in UTF-16. Save it as UTF-8",
}
# What may stand before the root, and the root itself.
_PROLOG = re.compile(rb"<\?.{0,1000}?\?>|<!--.{0,1000}?-->|<rss(?=[\s>])", re.DOTALL)
_SHOWN_BYTE = re.compile(rb"[^ \t\r\n]")
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1f]")  # no warning or editor writes these
_BEFORE_THE_START = message("What stands before <rss> was not read: %(words)s")
_BEHIND_THE_END = message("Line %(line)s: what is behind </rss> was not read.")
_UNKNOWN_ENTITY = message("%(entity)s was read as it stands: nobody knows what it means.")
_HTML = "an HTML page, perhaps the one that asks for a password"


class Broken(Exception):
    """The file cannot be read beyond this byte."""

    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message, offset)
        self.message = message
        self.offset = offset

    def __str__(self) -> str:
        return f"{self.message} (byte {self.offset})"


class Text:
    """The text of an element, with the parts that were in CDATA marked."""

    def __init__(self) -> None:
        self._pieces: list[tuple[bool, str]] = []
        self.size = 0  # in characters; even a short piece costs memory

    def add(self, piece: str, *, is_cdata: bool) -> None:
        self._pieces.append((is_cdata, piece))
        self.size += len(piece) + 50

    def as_written(self) -> str:
        """The text, without whitespace that only formats the XML around CDATA."""
        return "".join(text for _is_cdata, text in self._runs())

    def as_read(self) -> str:
        """The text with HTML entities decoded:

        XML decoded those outside of CDATA, and only those.
        """
        return "".join(_unescaped(text) if is_cdata else text for is_cdata, text in self._runs())

    def _runs(self) -> Iterator[tuple[bool, str]]:
        if len(self._pieces) < 2:
            yield from self._pieces
            return
        has_cdata = any(is_cdata for is_cdata, _piece in self._pieces)
        for is_cdata, pieces in groupby(self._pieces, key=lambda piece: piece[0]):
            text = "".join(piece for _is_cdata, piece in pieces)
            if is_cdata or not has_cdata or not text.isspace():
                yield is_cdata, text


def _unescaped(text: str) -> str:
    try:
        return unescape(text)
    except ValueError:  # a reference of over 4,300 digits, which Python refuses to parse
        return text


class Start(NamedTuple):
    """An element begins at this byte; the root has depth 1."""

    depth: int
    name: str
    attributes: dict[str, str]
    offset: int


class End(NamedTuple):
    """An element ends; its text is that after its last child."""

    depth: int
    name: str
    text: Text


def events(file: BinaryIO, repairs: Repairs | None = None) -> Iterator[Start | End]:
    """Each element's start and end; raises Broken when the file cannot or must not be read on."""
    head = file.read(CHUNK)
    if repairs:
        head = _bared(head, repairs)
    blanks = _opening(head)
    parser = _Parser(blanks, repairs)
    chunks = _cleaned(file, head[blanks:], blanks, "surrogateescape" if repairs else "strict")
    for chunk in repairs.text(chunks) if repairs else chunks:
        yield from parser.feed(chunk)
        if parser.is_done:
            return
    parser.finish()


def _bared(head: bytes, repairs: Repairs) -> bytes:
    """The head with blanks for what a warning or an editor has put around its declaration."""
    pieces: list[bytes] = []
    words, position = b"", 0
    for match in _PROLOG.finditer(head):
        if match[0].startswith(b"<?xml "):  # before which nothing may stand
            pieces, words, position = [], b"", 0
        before = head[position : match.start()]
        pieces += [_SHOWN_BYTE.sub(b" ", before), match[0]]
        words, position = words + before, match.end()
        if match[0] == b"<rss":
            break
    else:
        return head
    words = words.removeprefix(codecs.BOM_UTF8).strip(_BLANKS)
    if not words or b"<!doctype" in words.lower() or _NO_TEXT.search(words):
        return head
    values = {"words": words[:100].decode("utf-8", "replace")}
    repairs.add(Note("repaired", _BEFORE_THE_START, values))
    return b"".join([*pieces, head[position:]])


def _opening(head: bytes) -> int:
    """How many bytes of byte-order mark and whitespace precede the XML."""
    for magic, kind in _OTHER_FILES.items():
        if head.startswith(magic):
            raise Broken(f"This is no export of WordPress: it is {kind}.", 0)
    start = head.removeprefix(codecs.BOM_UTF8).lstrip(_BLANKS)
    if not start:
        raise Broken("This is no export of WordPress: it is empty.", 0)
    if start[:14].lower().startswith((b"<!doctype html", b"<html")):
        raise Broken(f"This is no export of WordPress: it is {_HTML}.", 0)
    if not start.startswith(b"<"):
        words = start[:20].decode("utf-8", "replace")
        raise Broken(f"This is no export of WordPress: it is not XML, it begins with {words!r}.", 0)
    declaration = _DECLARED.match(start)
    if declaration and declaration[1].decode().lower() not in _UTF_8:
        raise Broken(f"The file is in {declaration[1].decode()}. Save it as UTF-8.", 0)
    return len(head) - len(start)


def _cleaned(file: BinaryIO, chunk: bytes, offset: int, errors: str) -> Iterator[str]:
    """The rest of the file as text that XML allows, with the same length in bytes."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors)
    while chunk:
        incomplete_bytes = len(decoder.getstate()[0])
        try:
            text = decoder.decode(chunk.translate(_TO_SPACES))
        except UnicodeDecodeError as error:
            yield error.object[: error.start].decode()
            raise Broken(
                "The file is not UTF-8 here.", offset - incomplete_bytes + error.start
            ) from None
        yield text.replace("\ufffe", "   ").replace("\uffff", "   ")
        offset += len(chunk)
        chunk = file.read(CHUNK)
    if decoder.getstate()[0]:
        raise Broken("The file is cut off.", offset)


class _Parser:
    """Expat with limits, and with HTML's entities, which old exports use undeclared."""

    def __init__(self, offset: int, repairs: Repairs | None) -> None:
        self._repairs = repairs
        self.is_done = False  # the root has ended, whatever follows
        self._skipped = offset
        self._fed = 0
        self._depth = 0
        self._text = Text()
        self._is_cdata = False
        self._start = offset
        self._ready: list[Start | End] = []
        self._expat = self._prepared()

    def _prepared(self) -> expat.XMLParserType:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        # An undeclared entity is an error, unless an external DTD might declare it.
        parser.UseForeignDTD(True)
        parser.SkippedEntityHandler = self._entity
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._started
        parser.EndElementHandler = self._ended
        parser.CharacterDataHandler = self._characters
        parser.StartCdataSectionHandler = lambda: self._set_cdata(True)
        parser.EndCdataSectionHandler = lambda: self._set_cdata(False)
        return parser

    def feed(self, text: str) -> Iterator[Start | End]:
        """What is complete so far, even if the file is broken after it."""
        error = self._broken_by(text)
        self._fed += len(text.encode())
        yield from self._taken()
        if error:
            raise error
        if self._fed - self._expat.CurrentByteIndex > TOKEN_LIMIT:
            raise Broken(f"A tag or comment is longer than {TOKEN_LIMIT:,} bytes.", self._offset())

    def finish(self) -> None:
        try:
            self._expat.Parse("", True)
        except expat.ExpatError:
            raise Broken("The file is cut off.", self._skipped + self._fed) from None

    def _broken_by(self, text: str) -> Broken | None:
        try:
            self._expat.Parse(text, False)
        except expat.ExpatError as error:
            message = expat.errors.messages[error.code]
            if self._repairs and message == expat.errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
                values = {"line": f"{error.lineno:,}"}
                self._repairs.add(Note("repaired", _BEHIND_THE_END, values))
                self.is_done = True
                return None
            return Broken(
                f"The file is not well-formed XML: {message}.",
                self._skipped + self._expat.ErrorByteIndex,
            )
        except Broken as broken:
            return broken
        return None

    def _taken(self) -> list[Start | End]:
        ready, self._ready = self._ready, []
        return ready

    def _offset(self) -> int:
        return self._skipped + self._expat.CurrentByteIndex

    def _doctype(self, name: str, system: str | None, public: str | None, has_subset: int) -> None:
        if name.lower() == "html":
            raise Broken(f"This is no export of WordPress: it is {_HTML}.", self._offset())
        if has_subset or system or public:
            raise Broken(
                "The file declares entities or a DTD, which no export does: it may be an attack.",
                self._offset(),
            )

    def _entity(self, name: str, is_parameter: bool) -> None:
        if f"{name};" not in html5 and self._repairs:
            self._repairs.add(Note("repaired", _UNKNOWN_ENTITY, {"entity": f"&{name};"}))
            self._characters(f"&{name};")
            return
        if f"{name};" not in html5:
            raise Broken(f"The file is not well-formed XML: what is &{name};?", self._offset())
        self._characters(html5[f"{name};"])

    def _set_cdata(self, is_cdata: bool) -> None:
        self._is_cdata = is_cdata

    def _started(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._start = self._offset()
        if self._depth > DEPTH_LIMIT:
            raise Broken(f"Elements stand more than {DEPTH_LIMIT} deep.", self._start)
        self._text = Text()
        self._ready.append(Start(self._depth, name, attributes, self._start))

    def _characters(self, text: str) -> None:
        self._text.add(text, is_cdata=self._is_cdata)
        if self._text.size > TEXT_LIMIT:
            raise Broken(f"An element is longer than {TEXT_LIMIT:,} characters.", self._start)

    def _ended(self, name: str) -> None:
        self._ready.append(End(self._depth, name, self._text))
        self._depth -= 1
        self._text = Text()
