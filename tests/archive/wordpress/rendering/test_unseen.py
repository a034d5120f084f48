"""What nobody saw of a post on the old site is no part of its page."""

import pytest

from archive.wordpress.rendering import rendered

PICTURE = '<img src="/a.jpg" alt="A">'
LATE = '<img src="data:image/gif;base64,R0lGOD" data-src="/a.jpg" alt="A">'


def show(content):
    html, notes = rendered(content, lambda _id: None)
    return html, [note.text for note in notes if note.code == "hidden-words"]


@pytest.mark.parametrize(
    "element",
    [
        '<div style="color:red; Display : NONE">Call {} <b>now</b></div>',
        "<div hidden>Call {} <b>now</b></div>",
        '<div style="visibility:hidden"><div>Call</div> {} now</div>',
    ],
)
def test_hidden_words_are_left_out_and_kept_in_the_note(element):
    html, texts = show(f"<p>Before</p>{element.format('Ms. Lee')}<p>After</p>")
    assert ("Lee" in html, "Before" in html, "After" in html) == (False, True, True)
    assert len(texts) == 1
    assert "Lee" in texts[0]


def test_what_is_never_closed_hides_nothing():
    html, texts = show('<p>One</p><div style="display:none">Two <p>Three</p>')
    assert ("Two" in html, "Three" in html, texts) == (True, True, [])


def test_hidden_in_the_words_is_no_hiding():
    html, _texts = show("<p>She was hidden, and none knew.</p>")
    assert "<p>She was hidden, and none knew.</p>" in html


def test_what_counts_readers_is_no_picture():
    assert "<img" not in show('One <img style="display:none" src="https://counter.example/x">')[0]


@pytest.mark.parametrize(
    "twice",
    [f"{LATE}<noscript>{PICTURE}</noscript>", f"<noscript>{PICTURE}</noscript>{LATE}"],
)
def test_a_picture_that_is_shown_late_stands_once(twice):
    assert show(f"<p>One</p>{twice}<p>Two</p>")[0].count("<img") == 1


def test_another_picture_for_want_of_scripts_stays():
    html, _texts = show(f'{LATE}<noscript><img src="/b.jpg" alt="B"></noscript>')
    assert html.count("<img") == 2


@pytest.mark.parametrize("end", ["</span>", ""])
def test_what_stands_in_a_line_is_hidden_up_to_the_end_of_its_paragraph(end):
    html, texts = show(f"One <span style='display:none'>Two{end}\n\nThree")
    assert (html.replace("\n", ""), len(texts)) == ("<p>One </p><p>Three</p>", 1)


def test_a_hidden_link_over_two_paragraphs_is_hidden_in_both():
    html, _texts = show('One <a hidden href="/x">Two\n\nThree</a> four')
    assert html == "<p>One  four</p>"


def test_a_hidden_picture_and_a_hidden_link_are_named_by_their_addresses():
    slide = '<div style="display:none"><a href="/x"><img src="/slide.jpg"></a></div>'
    html, texts = show(f"<p>One</p>{slide}")
    assert ("slide" in html, len(texts)) == (False, 1)
    assert "/x /slide.jpg" in texts[0]


def test_hidden_words_without_an_end_are_cut_with_a_mark():
    assert show(f"<div hidden>{'x' * 3000}</div>")[1][0].endswith("xx…”")
