"""Stored rich text into HTML, plain text and Portable Text."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from cms import richtext

TARGETS = {("page", 5): "https://www.example.org/archive/", ("document", 7): "/documents/7/a.pdf"}


def test_a_link_to_a_page_leads_to_the_frontend():
    source = '<p>See <a linktype="page" id="5">the archive</a>.</p>'
    html = richtext.html(source, TARGETS)
    assert html == '<p>See <a href="https://www.example.org/archive/">the archive</a>.</p>'


@pytest.mark.parametrize("outputs", [richtext.html, richtext.portable_text])
def test_a_link_to_a_hidden_page_is_reduced_to_its_text(outputs):
    answer = str(outputs('<p>See <a linktype="page" id="6">the shelter</a>.</p>', TARGETS))
    assert "the shelter" in answer
    assert "href" not in answer
    assert "6" not in answer


@pytest.mark.parametrize(
    "href",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\tscript:alert(1)",
        "&#106;avascript:alert(1)",
        " javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
    ],
)
@pytest.mark.parametrize("outputs", [richtext.html, richtext.portable_text])
def test_a_link_that_must_not_be_followed_is_reduced_to_its_text(href, outputs):
    answer = str(outputs(f'<p><a href="{href}">words</a></p>', {}))
    assert "words" in answer
    assert "href" not in answer


@pytest.mark.parametrize(
    "source",
    [
        "<script>alert(1)</script><p>a</p>",
        '<p onclick="alert(1)">a</p>',
        '<p style="background:url(x)">a</p>',
        "<img src=x onerror=alert(1)><p>a</p>",
        "<svg><style><img src=x onerror=alert(1)></style></svg><p>a</p>",
        "<math><mtext><p>a</p></mtext></math><p>a</p>",
        "<p>a<!-- secret --></p>",
    ],
)
def test_what_is_not_on_the_list_does_not_go_out(source):
    html = richtext.html(source, {})
    for word in ("script", "onclick", "onerror", "style", "svg", "math", "secret", "alert"):
        assert word not in html
    assert "a" in html


@given(st.text(max_size=200))
def test_no_link_has_a_scheme_off_the_list(junk):
    html = richtext.html(f'<p><a href="{junk}">x</a>{junk}</p>', {})
    for anchor in BeautifulSoup(html, "html.parser").find_all("a"):
        scheme = str(anchor["href"]).partition(":")[0].lower()
        assert ":" not in str(anchor["href"]).split("/")[0] or scheme in richtext.SCHEMES
    assert all(
        not attribute.startswith("on")
        for tag in BeautifulSoup(html, "html.parser").find_all()
        for attribute in tag.attrs
    )


def test_portable_text_keeps_marks_links_and_lists():
    source = (
        '<p>One <b>bold <i>both</i></b> <a href="https://example.org/">there</a></p>'
        "<ul><li>first<ol><li>inner</li></ol></li><li>second</li></ul><hr/>"
    )
    paragraph, first, inner, second, rule = richtext.portable_text(source, {})
    assert [(span["text"], span["marks"]) for span in paragraph["children"]] == [
        ("One ", []),
        ("bold ", ["strong"]),
        ("both", ["strong", "em"]),
        (" ", []),
        ("there", ["b0l0"]),
    ]
    assert paragraph["markDefs"] == [
        {"_type": "link", "_key": "b0l0", "href": "https://example.org/"}
    ]
    assert [(item["listItem"], item["level"]) for item in (first, inner, second)] == [
        ("bullet", 1),
        ("number", 2),
        ("bullet", 1),
    ]
    assert rule["_type"] == "break"


def test_text_is_the_words_a_line_to_a_paragraph():
    assert richtext.text("<p>One<br/>two</p><ul><li>three</li></ul>") == "One\ntwo\nthree"


@given(st.lists(st.text(alphabet=st.characters(categories=["L", "N"]), min_size=1), max_size=5))
def test_no_word_is_lost_on_any_way_out(words):
    source = "".join(f"<p>{word}</p>" for word in words)
    blocks = richtext.portable_text(source, {})
    assert ["".join(s["text"] for s in block["children"]) for block in blocks] == words
    assert richtext.text(source).split("\n") == (words or [""])
