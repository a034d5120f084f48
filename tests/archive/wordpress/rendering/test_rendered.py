import re
import sys
from html.parser import HTMLParser
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.markup import convert
from archive.wordpress.rendering import rendered
from archive.wordpress.rendering.stored import tokens

MORE = '<div data-wp="more"></div>'
PAGE_BREAK = '<div data-wp="page-break"></div>'
VIDEO = "https://vimeo.com/148751763"
EMBED = f'<iframe src="{VIDEO}"></iframe>'


def show(text):
    return rendered(text, {}.get).html.replace("\n", "")


def arrived(text):
    return convert(rendered(text, {}.get).html)


@pytest.mark.parametrize(
    ("comment", "marker"),
    [("<!--more-->", MORE), ("<!--more Read on-->", MORE), ("<!--nextpage-->", PAGE_BREAK)],
)
@pytest.mark.parametrize("newlines", ["", "\n", "\n\n"])
def test_a_marker_splits_its_paragraph(comment, marker, newlines):
    text = f"One{newlines}{comment}{newlines}two"
    assert arrived(text).parts == convert(f"<p>One</p>{marker}<p>two</p>").parts


@pytest.mark.parametrize(
    ("text", "summary", "body"),
    [
        ("<div><p><i>One<!--more-->2</i></p></div>", "One", "<p><i>One</i></p><p><i>2</i></p>"),
        (
            "<ul><li>One<!--more--></li><li>2</li></ul>3",
            "One 2",
            "<ul><li>One</li><li>2</li></ul><p>3</p>",
        ),
        (
            "<!-- wp:group --><div><p>One</p><!-- wp:more --><!--more--><!-- /wp:more --><p>2</p>",
            "One",
            "<p>One</p><p>2</p>",
        ),
        ("One<!--more-->2<!--more-->3", "One", "<p>One</p><p>2</p><p>3</p>"),
        ("<table><td>One<!--more-->2", "One", "<p>One</p><p>2</p>"),
    ],
)
def test_the_summary_ends_wherever_more_stands(text, summary, body):
    converted = arrived(text)
    assert converted.summary == summary
    assert [part["value"]["text"] for part in converted.parts] == [body]


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("<b>One\n\nTwo</b> three", "<p><b>One</b></p><p><b>Two</b> three</p>"),
        ("<i>1<s>2</i>3</s>", "<p><i>1</i><i><s>2</s></i><s>3</s></p>"),
        ('<a href="1">1<a href="2">2</a>', '<p><a href="1">1</a><a href="2">2</a></p>'),
        ("<span style='font-style:italic'>1\n\n2</span>", "<p><i>1</i></p><p>2</p>"),
        ("One</b> two", "<p>One two</p>"),
    ],
)
def test_formatting_goes_on_as_in_a_browser(text, body):
    assert [part["value"]["text"] for part in arrived(text).parts] == [body]


def test_no_formatting_leaves_its_cell():
    (part,) = arrived("<table><td><i>1</td></table>Two").parts
    assert part["value"]["text"] == "<p><i>1</i></p><p>Two</p>"


def test_a_block_may_end_right_behind_its_name():
    assert arrived("One<!-- wp:more/-->two").parts == convert(f"<p>One</p>{MORE}<p>two</p>").parts


def test_noteaser_vanishes():
    assert arrived("<!--noteaser-->One").parts == convert("<p>One</p>").parts


@pytest.mark.parametrize("text", ["One\n{}\ntwo", "One\n\n  {}  \n\ntwo", "<p>One</p>\n{}\n<p>two"])
def test_the_address_of_a_video_alone_on_a_line_is_an_embed(text):
    assert arrived(text.format(VIDEO)).parts == convert(f"<p>One</p>{EMBED}<p>two</p>").parts


def test_the_address_of_a_video_alone_in_a_paragraph_block_is_an_embed():
    assert EMBED in show(f"<!-- wp:paragraph --><p>{VIDEO}</p><!-- /wp:paragraph -->")


@pytest.mark.parametrize(
    "line",
    [
        *(f"See {VIDEO}", f"{VIDEO} there", f"<b>{VIDEO}</b>", f"{VIDEO} <b>there</b>"),
        *(f"<b>See</b> {VIDEO}", "See https://example.org/x", f"ftp{VIDEO}"),
    ],
)
def test_an_address_in_a_line_of_words_stays_text(line):
    assert arrived(line).parts == convert(f"<p>{line}</p>").parts


def test_any_other_address_alone_on_a_line_is_a_link():
    url = "https://example.org/x?a=1&amp;b=2"
    shown = f'<p>One<br /><a href="{url}">{url}</a><br />two</p>'
    assert arrived(f"One\n{url}\ntwo").parts == convert(shown).parts


@pytest.mark.parametrize(
    "code", ["<pre>{}</pre>", "<code>{}</code>", "<pre><code>x</code>{}</pre>"]
)
def test_an_address_in_code_stays_text(code):
    assert EMBED not in show(code.format(f"\n{VIDEO}\n"))


def test_an_address_is_written_with_entities_once():
    assert f'src="{VIDEO}?a=1&amp;b=2"' in show(f"{VIDEO}?a=1&amp;b=2")


def test_old_line_ends_are_line_ends():
    assert arrived("One\r\rtwo").parts == convert("<p>One</p><p>two</p>").parts


def test_a_figure_splits_the_paragraph_of_a_block():
    text = '<!-- wp:paragraph --><p>One [gallery ids="1"] two</p><!-- /wp:paragraph -->'
    kinds = [part["type"] for part in arrived(text).parts]
    assert kinds == ["paragraph", "gallery", "paragraph"]


def test_no_source_can_write_our_vocabulary():
    html = show('<div data-wp="embed" DATA-WP=more data-attachment="1" data-id="2">One</div>')
    assert (
        '<div data-source-wp="embed" data-source-WP=more data-source-attachment="1" '
        'data-id="2">One</div>'
    ) in html


def test_notes_are_named_once():
    assert len(rendered('[x y="1"]<!-- wp:a/b /-->[x y="1"]', {}.get).notes) == 2


# What a post may be made of, each with the words that a reader must still find.
WORD = st.text(st.sampled_from("QXZ豆満江두만강"), min_size=1, max_size=8)
SPACE = st.sampled_from([" ", "\n", "\n\n", "\r\n", "<br>", "<br />\n", "<!-- x -->"])
TAGS = [
    *("p", "div", "b", "i", "span", "ul", "li", "h2", "h3", "blockquote"),
    *("td", "table", "pre", "code", "a", "figure", "em", "q", "strong"),
]
TAG = st.sampled_from([*(f"<{tag}>" for tag in TAGS), *(f"</{tag}>" for tag in TAGS)])
MARKUP = st.sampled_from(
    [
        *("<!--more-->", "<!--nextpage-->", '<a href="/x">', "<img src='x'>", "<hr>", "<", "&amp;"),
        *("[gallery]", '[gallery ids="1"]', "[[gallery]]", "[sic]", '[x y="1"]', "[caption]"),
        *("[caption id='attachment_5']<img src='y'>", "[/caption]", "[/gallery]", "[video"),
        *(
            "<!-- wp:paragraph -->",
            "<!-- /wp:paragraph -->",
            "<!-- wp:group -->",
            "<!-- wp:html -->",
        ),
        *('<!-- wp:image {"id":5} -->', "<!-- /wp:image -->", "<!-- wp:gallery -->"),
        *(
            "<!-- /wp:gallery -->",
            "<!-- /wp:group -->",
            "<!-- wp:freeform -->",
            "<!-- wp:bad { -->",
        ),
        *(
            "<!-- /wp:freeform -->",
            "<!-- wp:rss /-->",
            '<!-- wp:block {"ref":1} /-->',
            "\n\n",
        ),
    ]
)
POST = st.lists(st.one_of(WORD, SPACE, TAG, MARKUP), max_size=40)
_SAID = "[QXZ豆満江두만강]+"


class _Words(HTMLParser):
    """Collects text, a space in place of each tag."""

    def __init__(self):
        super().__init__()
        self.text = []
        self.handle_data = self.text.append

    def handle_starttag(self, tag, attrs):
        self.text.append(" ")

    def handle_endtag(self, tag):
        self.text.append(" ")


def words_of(html):
    parser = _Words()
    parser.feed(html)
    parser.close()
    return re.sub(r"\s", "", "".join(parser.text))


@given(POST)
def test_no_word_is_lost_or_moved(pieces):
    shown = words_of(rendered("".join(pieces), {}.get).html)
    said = [piece for piece in pieces if re.fullmatch(_SAID, piece)]
    assert "".join(re.findall(_SAID, shown)) == "".join(said)


@given(POST)
def test_no_comment_of_wordpress_is_left(pieces):
    html = rendered("".join(pieces), {}.get).html
    comments = [token.raw for token in tokens(html) if token.kind == "comment"]
    assert not [raw for raw in comments if re.match(r"<!--\s*/?(?:wp:|more|nextpage)", raw)]


@given(st.text(st.sampled_from("<>[]/!-\"'= \nabp&{}:"), max_size=60))
def test_no_text_is_too_broken(text):
    rendered(text, {}.get)


@given(st.lists(st.lists(WORD, min_size=1, max_size=4), max_size=5))
def test_paragraphs_stay_as_they_are(paragraphs):
    once = rendered("\n\n".join("\n".join(lines) for lines in paragraphs), {}.get).html
    assert arrived(once).parts == convert(once).parts


HOSTILE = [
    "<!--",
    *(
        "<",
        "<a ",
        "<b>",
        "<b>x",
        "<b><i>x</b>",
        '<a ="',
        "<a ='\"",
        "<div><b>x",
        "\n",
        "a\n",
        "<br>",
    ),
    *(
        "<script>",
        "</script",
        "<object>",
        "<object><object></object>",
        "<iframe>",
        "<p><b>x",
    ),
    *("[", "[caption ", "[caption]", "[gallery]", "[[caption]", '[a="', "[b][/b]", "[/gallery]"),
    *(
        "<!-- wp:group -->x",
        "<!-- wp:gallery -->",
        "<!-- /wp:group -->",
        "<!-- wp:a {",
        "<!-- wp:a",
    ),
    *(
        "<div><!--nextpage-->x",
        "<b>x<!--nextpage-->",
        "<p>[gallery]x",
        f"{VIDEO}\n",
        "<li>x",
        "</p>",
    ),
]


@pytest.mark.parametrize("fragment", HOSTILE)
def test_steps_grow_no_faster_than_the_text(fragment):
    assert steps(fragment, 40_000) < 1_000 + 12 * steps(fragment, 5_000)  # 64 were quadratic


def steps(fragment, length):
    """How many functions are called for a text of this length, whatever else the machine does."""
    text, calls = fragment * (length // len(fragment)), count()
    sys.setprofile(lambda _frame, event, _argument: "call" in event and next(calls))
    try:
        rendered(text, {}.get)
    finally:
        sys.setprofile(None)
    return next(calls)
