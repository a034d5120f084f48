import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.markup.rich_text import Paragraph, Run, Style, join
from archive.wordpress.structure.passages import lines, match_opening, paragraph, plain, said, words

from .posts import passages, picture, text

LABEL = re.compile(r"\s*(\w+):\s*")
BOLD, ITALIC = Style(marks=frozenset("b")), Style(marks=frozenset("i"))
fragments = st.sampled_from(
    [
        *("<p>", "</p>", "<ul>", "<li>", "</li>", "</ul>", "<b>", "</b>", "<br/>", "<hr/>"),
        *("a &amp; b", "<", ">", "&", " ", "\n", "Q: ", "</", "<p", "名前："),
    ]
)
markup = st.lists(fragments, max_size=30).map("".join)


def line(html):
    return lines(passages(text(html))[0])[0]


@given(markup)
def test_lines_hold_every_word_of_a_paragraph(source):
    for passage in passages(text(source)):
        found = lines(passage)
        assert not found or " ".join(map(said, found)).split() == words(passage).split()


def test_paragraphs_and_lists_are_passages():
    parts = [text("One", "<ul><li>Two</li></ul>", "Three"), picture()]
    found = passages(*parts)
    assert [words(passage) for passage in found] == ["One", "Two", "Three", ""]
    assert join(found) == parts


def test_code_is_a_part_of_its_own_in_which_nothing_is_looked_for():
    found = passages(text("One", "<code>Q: two</code>", "Three"))
    assert [words(passage) for passage in found] == ["One", "", "Three"]
    assert lines(found[1]) == []
    assert [part["value"]["text"] for part in join(found)] == [
        "<p>One</p>",
        "<p>Q: two</p>",
        "<p>Three</p>",
    ]


@pytest.mark.parametrize("leaves", ["One<br/>" * 1001 + "two", "x" * 200_001])
def test_a_paragraph_of_monstrous_length_has_no_lines(leaves):
    assert lines(passages(text(leaves))[0]) == []


def test_formatting_that_runs_over_a_line_is_kept_on_both():
    one, two = lines(passages(text("<b>One<br/>two</b> three"))[0])
    assert (one, two) == ([Run("One", BOLD)], [Run("two", BOLD), Run(" three")])


def test_a_list_has_no_lines():
    assert lines(passages(text("<ul><li>One</li></ul>"))[0]) == []


def test_lines_make_a_paragraph():
    assert paragraph([[Run("One")], [Run("two", BOLD)]]).html == "<p>One<br/><b>two</b></p>"


def test_plain_words_stand_on_one_line():
    assert plain("One &amp;<br>\n <b>t</b>wo<br/>three") == "One & two three"


def test_bold_is_what_has_no_other_word():
    bold, mixed = passages(text("<strong>1</strong> <em><b>2</b></em>", "<b>1</b> 2"))
    assert (bold.is_bold, mixed.is_bold, Paragraph([]).is_bold) == (True, False, False)


def test_opening_words_are_taken_off_with_the_markup_that_held_them():
    match, rest = match_opening(LABEL, line("<strong>A&#38;B: </strong>no"))
    assert match is None
    match, rest = match_opening(LABEL, line("<strong>Kim:</strong> <em>Yes &amp; no</em>"))
    assert (match[1], rest) == ("Kim", [Run("Yes & no", ITALIC)])


def test_markup_that_goes_on_after_the_opening_stays():
    _match, rest = match_opening(LABEL, line("<b>Q: Why?</b>"))
    assert rest == [Run("Why?", BOLD)]
