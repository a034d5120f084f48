import re

from hypothesis import given
from hypothesis import strategies as st

from archive.wordpress.structure.passages import (
    Passage,
    is_bold,
    join,
    match_opening,
    paragraph,
    plain,
    split,
)

from .posts import picture, text

LABEL = re.compile(r"\s*(\w+):\s*")
fragments = st.sampled_from(
    [
        *("<p>", "</p>", "<ul>", "<li>", "</li>", "</ul>", "<b>", "</b>", "<br/>", "<hr/>"),
        *("a &amp; b", "<", ">", "&", " ", "\n", "Q: ", "</", "<p", "名前："),
    ]
)
markup = st.lists(fragments, max_size=30).map("".join)


@given(st.lists(markup, max_size=4))
def test_passages_put_together_are_the_body_again(texts):
    sources = [{"type": "paragraph", "value": {"text": source}} for source in texts]
    again = "".join(part["value"]["text"] for part in join(split(sources)))
    assert "".join(again.split()) == "".join("".join(texts).split())


def test_words_of_two_parts_do_not_run_together():
    parts = [{"type": "paragraph", "value": {"text": word}} for word in ("One", "two")]
    assert join(split(parts)) == [{"type": "paragraph", "value": {"text": "One\ntwo\n"}}]


def test_a_paragraph_of_monstrous_length_has_no_lines():
    assert Passage(f"<p>{'One<br/>' * 1001}</p>").lines == []
    assert Passage(f"<p>{'x' * 200_000}</p>").lines == []


@given(markup)
def test_lines_hold_every_word_of_a_paragraph(source):
    lines = Passage(f"<p>{source}</p>").lines
    assert not lines or plain(" ".join(lines)).split() == plain(source).split()


def test_paragraphs_and_lists_are_passages():
    parts = [text("One", "<ul><li><p>Two</p></li></ul>", "Three"), picture()]
    passages = split(parts)
    assert [passage.text for passage in passages] == ["One", "Two", "Three", ""]
    assert join(passages) == parts


def test_words_that_no_tag_holds_are_a_passage_of_their_own():
    passages = split([{"type": "paragraph", "value": {"text": "Stray <hr/><p>One</p>"}}])
    assert [passage.lines for passage in passages] == [[], ["One"]]


def test_formatting_that_runs_over_a_line_is_kept_on_both():
    assert Passage("<p><b>One<br/>two</b> three</p>").lines == ["<b>One</b>", "<b>two</b> three"]


def test_a_list_has_no_lines():
    assert Passage("<ul><li>One</li></ul>").lines == []


def test_lines_make_a_paragraph():
    assert paragraph(["One", "<b>two</b>"]) == Passage("<p>One<br/><b>two</b></p>")


def test_plain_words_stand_on_one_line():
    assert plain("One &amp;<br>\n <b>two</b><br/>three") == "One & two three"


def test_bold_is_what_has_no_other_word():
    assert is_bold("<p><strong>One</strong> <em><b>two</b></em></p>")
    assert not is_bold("<p><strong>One</strong> two</p>")
    assert not is_bold("<p> </p>")


def test_opening_words_are_taken_off_with_the_markup_that_held_them():
    match, rest = match_opening(LABEL, "<strong>A&#38;B: </strong>no")
    assert match is None
    match, rest = match_opening(LABEL, "<strong>Kim:</strong> <em>Yes &amp; no</em>")
    assert (match[1], rest) == ("Kim", "<em>Yes &amp; no</em>")


def test_markup_that_goes_on_after_the_opening_stays():
    _match, rest = match_opening(LABEL, "<b>Q: Why?</b>")
    assert rest == "<b>Why?</b>"
