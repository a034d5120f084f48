"""Word files with a canary in every place besides the visible text."""

from __future__ import annotations

from html import escape

from media.cleaning.office.markup import NAMESPACES
from media.cleaning.office.packages import packed
from tests.media.planted import CANARY, PICTURES

MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
SPACES = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
SPACES += f' xmlns:mc="{MC}" xmlns:x="urn:x"'
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


def run(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs, look=""):
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(runs)}</w:p>"


def field(code, result):
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in
             ("begin", "separate", "end")]  # fmt: skip
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{result}{marks[2]}"


def picture(relation="rIdPicture", crop="", name=CANARY, extra="<wp:inline>", end="</wp:inline>"):
    return (
        f'<w:r><w:drawing>{extra}<wp:extent cx="640000" cy="480000"/>'
        f'<wp:docPr id="1" name="{name}" descr="{name}"/><a:graphic><a:graphicData uri="x">'
        f'<pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="{name}"/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}" r:link="{name}"/>{crop}</pic:blipFill></pic:pic>'
        f"</a:graphicData></a:graphic>{end}</w:drawing></w:r>"
    )


def relations(**targets):
    entries = "".join(
        f'<Relationship Id="rId{kind.title()}" Type="{NAMESPACES["r"]}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    outside = (
        f'<Relationship Id="rIdOut" Type="x/hyperlink" Target="{CANARY}" TargetMode="External"/>'
    )
    return f'<Relationships xmlns="{PACKAGE}">{entries}{outside}</Relationships>'


def word(body, styles="", numbering="", root="", **parts):
    """A Word file with this body, and further parts by name without folder and suffix."""
    files = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": relations(officeDocument="word/document.xml"),
        "word/_rels/document.xml.rels": relations(
            styles="styles.xml", numbering="numbering.xml", footnotes="footnotes.xml",
            picture="media/kim.jpg", header="header1.xml",
        ),
        "word/document.xml": f"<w:document {SPACES}>{root}<w:body>{body}</w:body></w:document>",
        "word/styles.xml": f"<w:styles {SPACES}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {SPACES}>{numbering}</w:numbering>",
        **{f"word/{name}.xml": content for name, content in parts.items()},
    }  # fmt: skip
    content = {name: part.encode() for name, part in files.items()}
    return packed(content | {"word/media/kim.jpg": PICTURES["jpeg exif"][1]()})


TELLING = word(
    paragraph(
        run("The river was frozen."),
        f'<w:ins w:author="{CANARY}" w:date="2006-10-19T09:41:00Z">{run(" They crossed.")}</w:ins>',
        f'<w:del w:author="{CANARY}"><w:r><w:delText>{CANARY}</w:delText></w:r></w:del>',
        f'<w:moveFrom w:author="x">{run(CANARY)}</w:moveFrom>',
        f'<w:commentRangeStart w:id="{CANARY}"/><w:r><w:commentReference w:id="0"/></w:r>',
        f'<w:bookmarkStart w:id="0" w:name="{CANARY}"/><w:proofErr w:type="{CANARY}"/>',
        f'<w:hyperlink r:id="rIdOut" w:tooltip="{CANARY}">{run(" A link.")}</w:hyperlink>',
        field(f"INCLUDETEXT {CANARY}", run(" A field.")),
        f'<w:sdt><w:sdtPr><w:alias w:val="{CANARY}"/></w:sdtPr>'
        f"<w:sdtContent>{run(' A control.')}</w:sdtContent></w:sdt>",
        run(" Bold.", f'<w:b/><w:rFonts w:ascii="{CANARY}"/><w:lang w:val="{CANARY}"/>'),
        look=f'<w:pStyle w:val="{CANARY}"/><w:rPr><w:ins w:author="{CANARY}"/></w:rPr>',
    )
    + paragraph(picture(), '<w:r><w:footnoteReference w:id="2"/></w:r>')
    + f'<w:tbl><w:tblPr><w:tblCaption w:val="{CANARY}"/></w:tblPr><w:tblGrid/>'
    f'<w:tr w:rsidR="{CANARY}"><w:tc>{paragraph(run("Won"))}</w:tc></w:tr>'
    f"<w:tr><w:trPr><w:del w:id='1'/></w:trPr><w:tc>{paragraph(run(CANARY))}</w:tc></w:tr></w:tbl>"
    '<w:sectPr><w:headerReference w:type="default" r:id="rIdHeader"/>'
    f'<w:printerSettings r:id="{CANARY}"/><w:pgSz w:w="12240" w:h="15840"/></w:sectPr>',
    styles=f'<w:style w:type="paragraph" w:styleId="{CANARY}"><w:name w:val="{CANARY}"/>'
    "<w:rPr><w:i/></w:rPr></w:style>",
    header1=f"<w:hdr {SPACES}>{paragraph(run('Letters '), field('PAGE', run('7')))}</w:hdr>",
    footnotes=f'<w:footnotes {SPACES}><w:footnote w:id="2">{paragraph(run("In 2006."))}'
    f'</w:footnote><w:footnote w:id="3">{paragraph(run(CANARY))}</w:footnote></w:footnotes>',
    comments=f'<w:comments {SPACES}><w:comment w:author="{CANARY}"/></w:comments>',
    **{"../docProps/core": CANARY, "../docProps/custom": CANARY, "vbaProject": CANARY},
    **{"settings": CANARY, "people": CANARY, "../customXml/item1": CANARY, CANARY: CANARY},
)

SECRET = run(CANARY, "<w:vanish/>")
RED = run(CANARY, '<w:color w:val="FF0808"/>')
HIDING = {
    "said to be": paragraph(SECRET),
    "on the web": paragraph(run(CANARY, "<w:webHidden/>")),
    "white": paragraph(run(CANARY, '<w:color w:val="FEFEFE"/>')),
    "white by the theme": paragraph(
        run(CANARY, '<w:color w:val="000000" w:themeColor="background1"/>')
    ),
    "black on black": paragraph(run(CANARY, '<w:highlight w:val="black"/>')),
    "black in a black box": paragraph(
        run(CANARY, '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>')
    ),
    "in a box of one colour": paragraph(
        run(CANARY, '<w:color w:val="000000"/><w:shd w:val="solid" w:color="auto"/>')
    ),
    "red in a red cell": "<w:tbl><w:tr><w:tc><w:tcPr><w:shd w:val='clear' w:fill='FF0000'/>"
    f"</w:tcPr>{paragraph(RED)}</w:tc></w:tr></w:tbl>",
    "tiny": paragraph(run(CANARY, '<w:sz w:val="2"/>')),
    "narrow": paragraph(run(CANARY, '<w:w w:val="1"/>')),
    "low lines": paragraph(run(CANARY), look='<w:spacing w:line="20" w:lineRule="exact"/>'),
    "off the paper": paragraph(run(CANARY), look='<w:ind w:left="-20000"/>'),
    "by its style": paragraph(run(CANARY), look='<w:pStyle w:val="child"/>'),
    "by the style of letters": paragraph(run(CANARY, '<w:rStyle w:val="hidden"/>')),
    "in a note": paragraph('<w:r><w:footnoteReference w:id="2"/></w:r>'),
}
STYLES = (
    '<w:style w:type="paragraph" w:styleId="parent"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="child"><w:basedOn w:val="parent"/></w:style>'
    '<w:style w:type="character" w:styleId="hidden"><w:rPr><w:vanish/></w:rPr></w:style>'
)
NOTES = f'<w:footnotes {SPACES}><w:footnote w:id="2">{paragraph(SECRET)}</w:footnote></w:footnotes>'
