"""Stored rich text into HTML, plain text and Portable Text."""

from html import escape

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from archive.blocks import BodyBlock
from archive.derived.summary import cut, summary_of
from cms import richtext
from cms.blocks import leaves, running_text

BODY = BodyBlock()
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


def test_a_list_within_a_list_keeps_its_words_apart():
    source = "<ul><li>kimchi<ul><li>bulgogi</li></ul>rice</li></ul>"
    assert richtext.text(source) == "kimchi\nbulgogi\nrice"


TAGS = [*richtext.LINES, *richtext.LISTS, *richtext.MARKS, "a", "span", "unknown"]
MARKUP = st.recursive(
    st.text(alphabet=st.characters(categories=["L", "N", "P", "Z", "Cc"])).map(escape),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=3)).map(
        lambda pair: f"<{pair[0]}>{'<br/>'.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=12,
).map("<p>{}</p>".format)


@given(MARKUP)
def test_api_search_and_summary_read_the_same_words(source):
    text = richtext.text(source)
    body = [{"type": "paragraph", "id": "x", "value": {"text": source}}]
    found = [words for leaf in leaves(BODY, body) for words in leaf.words]
    assert richtext.plain("\n".join(found)) == text
    assert summary_of(running_text(BODY, body)) == cut(" ".join(text.split()))


@given(MARKUP)
def test_plain_text_and_portable_text_hold_the_same_words(source):
    blocks = richtext.portable_text(source, {})
    lines = ["".join(s["text"] for s in block.get("children", [])) for block in blocks]
    assert richtext.text(source).split() == richtext.plain("\n".join(lines)).split()
