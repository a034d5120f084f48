"""One tokenizer, and the rules by which broken HTML is read as stored and as shown."""

import pytest

from archive.markup.tokens import shown_tokens
from archive.wordpress.rendering.stored import tokens


def stored(html):
    return [(token.kind, token.raw) for token in tokens(html)]


def shown(html):
    return [
        (token.kind, token.text if token.kind == "text" else token.name)
        for token in shown_tokens(html)
    ]


def test_a_broken_quote_ends_with_its_tag_as_wordpress_stores_it():
    assert stored('<a href="x>y</a> <b class="z">') == [
        ("start", '<a href="x>'),
        ("text", "y"),
        ("end", "</a>"),
        ("text", " "),
        ("start", '<b class="z">'),
    ]


def test_a_broken_quote_goes_on_to_the_next_quote_as_browsers_show_it():
    (token,) = shown_tokens('<a href="x>y</a> <b class="z">')
    assert token.attributes == {"href": "x>y</a> <b class=", 'z"': ""}


@pytest.mark.parametrize("html", ["1 < 2", "<3", "a <b", "<!-- no end"])
def test_what_is_no_tag_is_text_by_both_rules(html):
    assert "".join(raw for kind, raw in stored(html) if kind == "text") == html
    assert shown(html) == [("text", html)]


def test_scripts_are_one_token_by_both_rules():
    script = "<script>if (a < b) document.write('<p>')</script>"
    assert stored(script) == [("whole", script)]
    assert shown(script) == [("whole", "script")]


def test_authors_cannot_write_the_attributes_of_the_import():
    assert stored('<p data-wp="more">') == [("start", '<p data-source-wp="more">')]
    (token,) = shown_tokens('<p data-wp="more">')
    assert token.attributes == {"data-wp": "more"}


def test_attributes_are_read_as_browsers_read_them():
    (token,) = shown_tokens("<A HREF = 'x?a=1&amp;b=2' href=y checked class=c/>")
    assert token.attributes == {"href": "x?a=1&b=2", "checked": "", "class": "c/"}
    assert token.is_closed
