"""Which elements of a Word file are read, and the messages for those that are not."""

from __future__ import annotations

from media.cleaning.refused import Refused

# Elements replaced by their content.
OPENED = {
    *("w:ins", "w:moveTo", "w:hyperlink", "w:smartTag", "w:sdt", "w:sdtContent", "w:customXml"),
    *("w:fldSimple", "w:dir", "w:bdo"),
}
# Invisible elements.
PASSED_OVER = {
    *(
        "w:del",
        "w:moveFrom",
        "w:delText",
        "w:delInstrText",
        "w:proofErr",
        "w:lastRenderedPageBreak",
    ),
    *("w:bookmarkStart", "w:bookmarkEnd", "w:permStart", "w:permEnd", "w:commentReference"),
    *("w:commentRangeStart", "w:commentRangeEnd", "w:moveFromRangeStart", "w:moveFromRangeEnd"),
    *("w:moveToRangeStart", "w:moveToRangeEnd", "w:customXmlInsRangeStart"),
    *("w:customXmlInsRangeEnd", "w:customXmlDelRangeStart", "w:customXmlDelRangeEnd"),
    *("w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:smartTagPr", "w:customXmlPr", "w:rubyPr"),
    *("w:tblPr", "w:tblGrid", "w:trPr", "w:tcPr", "w:tblPrEx", "w:sectPr", "w:annotationRef"),
    *("w:footnoteRef", "w:endnoteRef", "w:separator", "w:continuationSeparator"),
}
CHARACTERS = {
    "w:tab": "\t",
    "w:ptab": "\t",
    "w:cr": "\n",
    "w:noBreakHyphen": "\u2011",
    "w:softHyphen": "\u00ad",
    "w:sym": "\u25a1",  # of a symbol font
}
DRAWN = {"w:pict", "w:object", "w:framePr", "w:altChunk"}


def pass_over(name: str) -> None:
    """Raise Refused for an element that may be visible, or is unknown."""
    if name in DRAWN or name.startswith("{http://schemas.openxmlformats.org/markup-compat"):
        raise drawn()
    if name not in PASSED_OVER:
        raise Refused(
            "This file holds something that cannot be cleaned, a formula or a form for example "
            "(“%(name)s”). Take it out, or save the file as a PDF.",
            name=name.rpartition("}")[2],
        )


def drawn() -> Refused:
    return Refused(
        "This file holds shapes, text boxes, charts, embedded files or pictures in front of text, "
        "which cannot be cleaned. Delete them, or save the file as a PDF."
    )
