"""Clipboard content of word processors becomes the blocks that were meant."""

from pathlib import Path

import pytest
from django.urls import reverse

from archive.pasting.blocks import pasted

COPIED = Path(__file__).parent / "copied"
LISTS = (
    "<ul><li>Rice<ul><li>from the south</li></ul></li><li>Maize</li></ul>"
    "<ol><li>First</li><li>Second</li></ol>"
)
LINK = '<a href="https://www.example.org/report?a=1&amp;b=2">the report</a>'
TABLE = {
    "type": "table",
    "value": {
        "caption": "",
        "table": {
            "columns": [
                {"type": "text", "heading": "Ware"},
                {"type": "text", "heading": "Won per kg"},
            ],
            "rows": [{"values": ["Rice", "900–950"]}],
            "caption": "",
        },
        "header_column": False,
    },
}
FOOTNOTE = "<p><sup>1</sup> From the <i>Chinese</i> side.</p>"
NOTE = {"type": "note", "value": {"kind": "editorial", "text": FOOTNOTE, "date": None}}
PICTURE = "1 picture was left out: upload it and add it as a picture."
ENDS = ["1 comment was left out.", "1 passage is underlined no more."]


def heading(text, level):
    return {"type": "heading", "value": {"text": text, "level": level}}


def paragraph(text):
    return {"type": "paragraph", "value": {"text": text}}


def test_a_paste_from_word_keeps_what_the_document_had_and_says_what_it_dropped():
    result = pasted((COPIED / "word.html").read_text())
    assert result.parts == [
        heading("Food Situation in the North", "2"),
        heading("Prices at the market", "2"),
        paragraph(
            "<p>The Tumen River was <b>completely frozen</b>, we saw <i>lookout posts</i> on "
            f"19<sup>th</sup> October and drank H<sub>2</sub>O.<sup>1</sup> See {LINK} and below. "
            f"Nobody asks. They wait.</p>{LISTS}"
        ),
        heading("In numbers", "3"),
        TABLE,
        {
            "type": "quote",
            "value": {
                "quote": "Nobody asks where they come from.",
                "attribution": "",
                "source": "",
            },
        },
        NOTE,
    ]
    box, deletion = "text box was left out with its words.", "passage that somebody had deleted"
    assert result.said == [
        "1 footnote stands at the end.",
        PICTURE,
        f"1 {box}",
        ENDS[0],
        f"1 {deletion} was left out.",
        ENDS[1],
    ]


def test_a_paste_from_google_docs_does_the_same_and_leads_nobody_through_google():
    result = pasted((COPIED / "google.html").read_text())
    assert result.parts == [
        heading("Prices at the market", "2"),
        paragraph(
            "<p>The Tumen River was <b>completely frozen</b><i> on 19</i><sup>th</sup>"
            f"<s> October</s>, H<sub>2</sub>O. See {LINK}.<sup>1</sup></p>{LISTS}"
        ),
        heading("In numbers", "3"),
        TABLE,
        paragraph("<p>Nobody asks.</p>"),
        NOTE,
    ]
    assert result.said == ["1 footnote stands at the end.", PICTURE, *ENDS]


ELSEWHERE = {
    "a bold line is no heading": ("<p><b>Bold</b></p><p>a</p>", "<p><b>Bold</b></p><p>a</p>"),
    "a footnote of LibreOffice": (
        """<p>a<a class="sdfootnoteanc" href="#sdfootnote1sym"><sup>1</sup></a></p>
        <div id="sdfootnote1"><p><a class="sdfootnotesym" href="#sdfootnote1anc">1</a>b</p>
        <p>c</p></div>""",
        "<p>a<sup>1</sup></p><p><sup>1</sup> b</p><p>c</p>",
    ),
    "a footnote that says where": (
        """<p>a<a href="#_ftn1">[1]</a></p><div style='mso-element:footnote-list'><hr>
        <div style='mso-element:footnote'><p><a href="#_ftnref1">[1]</a>
        <a href="https://www.google.com/url?q=https://x.example/">b</a></p><p>c</p></div></div>""",
        '<p>a<sup>1</sup></p><p><sup>1</sup> <a href="https://x.example/">b</a></p><p>c</p>',
    ),
    "a heading with a number": (
        "<h2 style='mso-list:l0 level1'><span style='mso-list:Ignore'>2.1<b> </b></span>Rice</h2>",
        "<p><b>2.1 Rice</b></p>",
    ),
    "lists one below the other": (
        """<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>iv)</span>Rice</p>
        <p style='mso-list:l1 level1'><span style='mso-list:Ignore'>-</span>Maize</p>""",
        "<ol><li>Rice</li></ol><ul><li>Maize</li></ul>",
    ),
    "a list with numbers of several levels": (
        """<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>1.</span>Rice</p>
        <p style='mso-list:l0 level2'><span style='mso-list:Ignore'>1.1.</span>Short</p>
        <p style='mso-list:l0 level2'><span style='mso-list:Ignore'>1.2.</span>Long</p>""",
        "<ol><li>Rice<ol><li>Short</li><li>Long</li></ol></li></ol>",
    ),
    "articles of a law": (
        """<p style='mso-list:l0 level1'><span style='mso-list:Ignore'>第1条</span>自由</p>
        <p style='mso-list:l0 level2'><span style='mso-list:Ignore'>(1)</span>移動</p>""",
        "<p>第1条 自由</p><ol><li>移動</li></ol>",
    ),
    "what Word on the web shows as struck out": (
        """<p class="Paragraph SCXW1">a <span class="TrackChangeTextDeletion TrackedChange SCXW1">
        <span class="TextRun">Kim Secret</span></span><span
        class="TrackChangeTextInsertion TrackedChange SCXW1">b</span></p>""",
        "<p>a b</p>",
    ),
    "a heading and lists of Word on the web": (
        """<p class="Paragraph SCXW1" role="heading" aria-level="2"><span>Rice</span></p>
        <div class="ListContainerWrapper SCXW1"><ul role="list"><li data-aria-level="1"><p>South</p>
        </li></ul></div><div class="ListContainerWrapper SCXW1"><ol role="list" start="1">
        <li data-aria-level="2"><p>One</p></li></ol></div>
        <div class="ListContainerWrapper SCXW1"><ul role="list"><li data-aria-level="1"><p>North</p>
        </li></ul></div>""",
        "<p><b>Rice</b></p><ul><li>South<ol><li>One</li></ol></li><li>North</li></ul>",
    ),
    "lists within and after one of Word on the web": (
        """<ul role="list"><li data-aria-level="1"><p>South</p></li>
        <ul><li data-aria-level="2">One</li></ul></ul>
        <ul><li>North</li></ul>""",
        "<ul><li>South</li></ul><ul><li><ul><li>One</li></ul></li></ul><ul><li>North</li></ul>",
    ),
    "a file of another site": (
        '<p><a href="https://x.example/uploads/a.pdf">The list</a></p>',
        '<p><a href="https://x.example/uploads/a.pdf">The list</a></p>',
    ),
    "what only WordPress means": (
        '<div class="wp-block-gallery" data-wp="embed" data-url="https://x.example">a</div>',
        "<p>a</p>",
    ),
    "what was struck out": ("<p>a <del>Kim Secret</del><ins>b</ins></p>", "<p>a b</p>"),
    "nothing that shows": ("<p style='mso-hide:all'>a</p><style>b</style>", ""),
}


@pytest.mark.parametrize(("html", "text"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_what_else_is_pasted_is_understood(html, text):
    assert pasted(html).text == text


def test_footnotes_are_numbered_after_those_that_there_are():
    html, _text = ELSEWHERE["a footnote of LibreOffice"]
    assert pasted(html, 4).text == "<p>a<sup>5</sup></p><p><sup>5</sup> b</p><p>c</p>"


def test_what_is_changed_is_said_once_for_each_kind():
    cells = '<tr><td colspan=2>a</td></tr><tr><td>b</td><td><a href="file:///C:/b">c</a></td></tr>'
    result = pasted(f"<table>{cells}</table><ol start=4><li>d</li></ol><ol start=9><li>e</li></ol>")
    assert result.said == [
        "A link that readers could not follow is words only.",
        "A table has merged cells: their words stand in the first one.",
        "A numbered list did not begin at 1; here it does.",
    ]


@pytest.mark.django_db
def test_an_editor_gets_blocks_as_the_form_holds_them_and_nobody_else_does(admin_client, client):
    address = reverse("archive_paste")
    answer = admin_client.post(address, {"html": "<h1>Rice</h1><p>words</p>"}).json()
    assert [block["type"] for block in answer["blocks"]] == ["heading", "paragraph"]
    assert answer["blocks"][0]["value"]["text"] == "Rice"
    assert answer["said"] == []
    [sentence] = answer["saidOfText"]
    assert sentence.startswith("Headings, tables and quotations became paragraphs")
    assert admin_client.get(address).status_code == 405
    client.logout()
    assert client.post(address, {"html": ""}).status_code == 302


def test_one_space_stands_between_a_footnote_and_its_mark():
    copied = (
        '<p>Fourteen<sup><a href="#ftnt1">[1]</a></sup></p><hr>'
        '<div><p><a href="#ftnt_ref1">[1]</a><span>&nbsp;Counted <i>by hand</i>.</span></p></div>'
    )
    note = pasted(copied).parts[-1]
    assert note["value"]["text"] == "<p><sup>1</sup> Counted <i>by hand</i>.</p>"
