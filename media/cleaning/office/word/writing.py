"""Writes a new Word file from a `Text`.

It is built only from the text and from constants.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape

from media.cleaning.office.markup import NAMESPACES
from media.cleaning.office.packages import packed

from .numbers import HANGING
from .texts import (
    BOLD,
    CAPITALS,
    ITALIC,
    LOWERED,
    RAISED,
    SMALL_CAPITALS,
    STRUCK,
    UNDERLINED,
    Block,
    Cell,
    Note,
    PageNumber,
    Paragraph,
    Picture,
    Run,
    Table,
    Text,
)

_SIZE = "size"
_MARKS = {  # in the order of the specification
    BOLD: "<w:b/>",
    ITALIC: "<w:i/>",
    CAPITALS: "<w:caps/>",
    SMALL_CAPITALS: "<w:smallCaps/>",
    STRUCK: "<w:strike/>",
    _SIZE: '<w:sz w:val="{size}"/>',
    UNDERLINED: '<w:u w:val="single"/>',
    RAISED: '<w:vertAlign w:val="superscript"/>',
    LOWERED: '<w:vertAlign w:val="subscript"/>',
}
_BREAKS = {"\t": "<w:tab/>", "\n": "<w:br/>", "\f": '<w:br w:type="page"/>'}


@dataclass
class _Part:
    """A file of the package: its XML, and the pictures that it shows."""

    name: str
    body: str = ""
    relations: list[tuple[str, str]] = field(default_factory=list)  # type and target

    def relate(self, kind: str, target: str) -> str:
        if (kind, target) not in self.relations:
            self.relations.append((kind, target))
        return f"rId{self.relations.index((kind, target)) + 1}"


class _Writer:
    def __init__(self) -> None:
        self.pictures: dict[str, bytes] = {}
        self.notes = _Part("footnotes")
        self._notes: list[str] = []
        self._shown = 0

    def note(self, note: Note) -> int:
        number = len(self._notes) + 1
        self._notes.append("")  # reserve its place before nested notes
        blocks = self.blocks(note.blocks, self.notes)
        self._notes[number - 1] = f'<w:footnote w:id="{number}">{blocks}</w:footnote>'
        return number

    def notes_part(self) -> _Part | None:
        self.notes.body = "".join(self._notes)
        return self.notes if self._notes else None

    def blocks(self, blocks: Iterable[Block], part: _Part) -> str:
        markup = [
            self.paragraph(block, part) if isinstance(block, Paragraph) else self.table(block, part)
            for block in blocks
        ]
        if not markup or markup[-1].endswith("</w:tbl>"):  # a cell must end with a paragraph
            markup.append(self.paragraph(Paragraph(), part))
        return "".join(markup)

    def paragraph(self, paragraph: Paragraph, part: _Part) -> str:
        properties = "".join(_paragraph_properties(paragraph))
        label = [Run(f"{paragraph.label}\t")] if paragraph.label else []
        content = "".join(self.inline(inline, part) for inline in [*label, *paragraph.content])
        return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"

    def inline(self, content: Run | PageNumber | Picture | Note, part: _Part) -> str:
        if isinstance(content, Run):
            named = content.marks | ({_SIZE} if content.size else set())
            marks = "".join(tag for mark, tag in _MARKS.items() if mark in named)
            properties = marks.format(size=content.size)
            return f"<w:r><w:rPr>{properties}</w:rPr>{_written(content.text)}</w:r>"
        if isinstance(content, PageNumber):
            return '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        if isinstance(content, Note):
            raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            return f'<w:r>{raised}<w:footnoteReference w:id="{self.note(content)}"/></w:r>'
        return f"<w:r>{self.drawing(content, part)}</w:r>"

    def drawing(self, picture: Picture, part: _Part) -> str:
        same = [name for name, content in self.pictures.items() if content == picture.content]
        name = same[0] if same else f"media/{len(self.pictures) + 1}.{picture.extension}"
        self.pictures[name] = picture.content
        self._shown += 1
        return _DRAWING.format(
            relation=part.relate("image", name),
            number=self._shown,
            width=picture.width,
            height=picture.height,
        )

    def table(self, table: Table, part: _Part) -> str:
        columns = max((sum(cell.columns for cell in row) for row in table.rows), default=0)
        grid = "<w:gridCol/>" * columns
        rows = "".join(
            f"<w:tr>{''.join(self.cell(cell, part) for cell in row)}</w:tr>" for row in table.rows
        )
        return f"<w:tbl>{_TABLE}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"

    def cell(self, cell: Cell, part: _Part) -> str:
        span = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
        merge = f'<w:vMerge w:val="{cell.merge}"/>' if cell.merge else ""
        return f"<w:tc><w:tcPr>{span}{merge}</w:tcPr>{self.blocks(cell.blocks, part)}</w:tc>"


def written(text: Text) -> bytes:
    """The bytes of a Word file (.docx) with this text; the same bytes each time."""
    writer, document = _Writer(), _Part("document")
    body = writer.blocks(text.blocks, document)
    parts, references = [document], ""
    for kind, blocks in (("header", text.header), ("footer", text.footer)):
        if blocks:
            part = _Part(kind)
            part.body = writer.blocks(blocks, part)
            parts.append(part)
            relation = document.relate(kind, f"{kind}.xml")
            references += f'<w:{kind}Reference w:type="default" r:id="{relation}"/>'
    if notes := writer.notes_part():
        parts.append(notes)
        document.relate("footnotes", "footnotes.xml")
    for constant in ("styles", "settings"):
        document.relate(constant, f"{constant}.xml")
    page = f'<w:pgSz w:w="{text.page.width}" w:h="{text.page.height}"/>'
    document.body = f"<w:body>{body}<w:sectPr>{references}{page}{_MARGINS}</w:sectPr></w:body>"
    return packed(dict(_files(parts, writer.pictures)))


def _files(parts: Sequence[_Part], pictures: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    names = [*(part.name for part in parts), "styles", "settings"]
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE.format(kind)}"/>'
        for name, kind in ((name, _KINDS.get(name, name)) for name in names)
    )
    extensions = sorted({name.rpartition(".")[2] for name in pictures})
    kinds = "".join(
        f'<Default Extension="{extension}" ContentType="image/{_IMAGES[extension]}"/>'
        for extension in extensions
    )
    yield "[Content_Types].xml", f"{_XML}<Types {_TYPES}>{_DEFAULTS}{kinds}{types}</Types>".encode()
    yield "_rels/.rels", _relations([("officeDocument", "word/document.xml")])
    for part in parts:
        root = _ROOTS.get(part.name, part.name)
        yield (
            f"word/{part.name}.xml",
            f"{_XML}<w:{root} {_SPACES}>{part.body}</w:{root}>".encode(),
        )
        if part.relations:
            yield f"word/_rels/{part.name}.xml.rels", _relations(part.relations)
    yield "word/styles.xml", f"{_XML}<w:styles {_SPACES}>{_STYLES}</w:styles>".encode()
    yield "word/settings.xml", f"{_XML}<w:settings {_SPACES}>{_SETTINGS}</w:settings>".encode()
    for name, content in pictures.items():
        yield f"word/{name}", content


def _relations(relations: Iterable[tuple[str, str]]) -> bytes:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{NAMESPACES["r"]}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, start=1)
    )
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'{_XML}<Relationships xmlns="{space}">{entries}</Relationships>'.encode()


def _paragraph_properties(paragraph: Paragraph) -> Iterator[str]:
    if paragraph.heading:
        yield f'<w:pStyle w:val="Heading{paragraph.heading}"/>'
    if paragraph.label:
        yield f'<w:ind w:left="{paragraph.indent + HANGING}" w:hanging="{HANGING}"/>'
    elif paragraph.indent:
        yield f'<w:ind w:left="{paragraph.indent}"/>'
    if paragraph.alignment:
        yield f'<w:jc w:val="{paragraph.alignment}"/>'


def _written(text: str) -> str:
    pieces, words = [], ""
    for character in [*text, ""]:
        if character and character not in _BREAKS:
            words += character
            continue
        if words:
            pieces.append(f'<w:t xml:space="preserve">{escape(words)}</w:t>')
        pieces.append(_BREAKS.get(character, ""))
        words = ""
    return "".join(pieces)


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_SPACES = " ".join(
    f'xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in ("w", "r", "a", "wp", "pic")
)
_TYPES = 'xmlns="http://schemas.openxmlformats.org/package/2006/content-types"'
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}+xml"
_KINDS = {"document": "document.main"}
_ROOTS = {"header": "hdr", "footer": "ftr"}
_IMAGES = {"jpg": "jpeg", "png": "png"}
_DEFAULTS = (
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
)
_MARGINS = (
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" '
    'w:footer="567" w:gutter="0"/>'
)
_SETTINGS = (
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_TABLE = (
    f"<w:tblPr><w:tblW w:w='0' w:type='auto'/><w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr>"
)
_STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '<w:pPr><w:spacing w:after="120"/></w:pPr></w:style>'
) + "".join(
    f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
    '<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:pPr><w:keepNext/>'
    f'<w:spacing w:before="240"/><w:outlineLvl w:val="{level - 1}"/></w:pPr>'
    f'<w:rPr><w:b/><w:sz w:val="{max(34 - 2 * level, 22)}"/></w:rPr></w:style>'
    for level in range(1, 10)
)
_DRAWING = (
    '<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
    '<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="{number}" name="{number}"/>'
    '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">'
    '<pic:pic><pic:nvPicPr><pic:cNvPr id="{number}" name="{number}"/><pic:cNvPicPr/></pic:nvPicPr>'
    '<pic:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch>'
    "</pic:blipFill>"
    '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
    '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData>'
    "</a:graphic></wp:inline></w:drawing>"
)
