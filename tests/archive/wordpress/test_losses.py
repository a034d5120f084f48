"""Everything in a post arrives, or is reported."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive.markup import convert
from archive.wordpress.counting import arrived_counts, losses, source_counts

WORD = st.sampled_from(
    ["rice", "Namyang", "難民", "두만강", "a&amp;b", "3.5", "&nbsp;", " ", "don’t"]
)
HREF = st.sampled_from(
    ["/a/", "http://x.org/?p=1&amp;b=2", "javascript:x", "mailto:a@b.org", "#top"]
)
SOURCE = st.sampled_from(["/uploads/a.jpg", "/uploads/b-300x200.jpg", "//x.org/c.png"])
VIDEO = st.sampled_from(
    ["https://vimeo.com/148751763", "//www.youtube.com/embed/dQw4w9WgXcQ", "http://x.org/film"]
)
PAIR = "<{0}>{1}</{0}>".format


def sequence(strategy):
    return st.lists(strategy, max_size=4).map("".join)


def pairs(names, inner):
    return st.builds(PAIR, st.sampled_from(names.split()), inner)


image = st.builds('<img src="{}" alt="{}">'.format, SOURCE, WORD)
late = st.builds('<img data-original="{}" alt="{}">'.format, SOURCE, WORD)
no_address = st.builds('<img alt="{}">'.format, WORD)
frame = st.builds('<iframe src="{}"></iframe>'.format, VIDEO)
leaf = WORD | image | late | no_address | frame | st.sampled_from(["<br>", "<br><br>", " word "])
inline = st.recursive(
    leaf,
    lambda inner: (
        pairs("b i em u span sup code", sequence(inner))
        | st.builds('<a href="{}">{}</a>'.format, HREF, sequence(inner))
    ),
    max_leaves=6,
)
phrase = sequence(inline)


def cells(inner):
    row = st.lists(pairs("td th", inner), max_size=3).map("".join)
    return sequence(row.map("<tr>{}</tr>".format)).map("<table>{}</table>".format)


def blocks(inner):
    entries = sequence(pairs("li", inner) | pairs("ul ol", pairs("li", inner)))
    captioned = st.builds("<figure>{}<figcaption>{}</figcaption></figure>".format, inner, phrase)
    embed = st.builds('<iframe src="{}"></iframe>'.format, VIDEO)
    gallery = st.builds('<figure data-wp="gallery">{}</figure>'.format, sequence(image))
    group = pairs("div blockquote details section", inner)
    return pairs("ul ol", entries) | cells(inner) | captioned | embed | gallery | group


block = st.recursive(
    pairs("p h1 h3 pre dt dd", phrase) | phrase,
    lambda inner: blocks(sequence(inner)),
    max_leaves=5,
)
junk = st.sampled_from(
    [
        *(
            "<",
            "</",
            "</p>",
            "<p>",
            "<!--",
            "<td>",
            "<li>",
            "</b>",
            "<b>",
            "</td>",
            "<tr>",
            "</table>",
        ),
        *(
            "<a href='",
            "<ul>",
            "</ul>",
            "<dd>",
            "<h2>",
            "<pre>",
            "&#0;",
            "&lt;p&gt;",
            "\x00",
            "\ud800",
        ),
    ]
)


def lost(html):
    converted = convert(html)
    arrived = arrived_counts([], converted.parts)
    return losses(source_counts(html), arrived, converted.notes)


@given(sequence(block))
@example('<p>rice<img alt="&nbsp;">rice</p>')  # a picture of nothing divides no word
def test_nothing_of_a_well_formed_post_is_lost(html):
    # A list in a cell or a caption becomes lines; that it was one is named as lost.
    assert [note for note in lost(html) if note.code != "lists-lost"] == []


@given(st.lists(junk | inline | block, max_size=8).map("".join))
def test_no_word_picture_or_link_of_a_broken_post_is_lost(html):
    structure = {"lists-lost", "tables-lost", "embeds-lost"}
    assert [note for note in lost(html) if note.code not in structure] == []


@pytest.mark.parametrize(
    ("html", "code"),
    [
        ('<ol type="a"><li>rice</li></ol>', "list-start"),
        ('<ol><li value="7">rice</li></ol>', "list-start"),
        ('<ol style="list-style-type:lower-alpha"><li>rice</li></ol>', "list-start"),
        ("<ol reversed><li>rice</li></ol>", "list-start"),
        ('<abbr title="Universal Declaration">UDHR</abbr>', "abbreviation"),
        ('<video poster="/still.jpg"></video>', "video-poster"),
    ],
)
def test_what_a_reader_saw_beside_the_words_is_named(html, code):
    assert [note.code for note in convert(html).notes] == [code]


def test_a_plain_list_is_not_named():
    assert convert('<ol start="1" type="1"><li>rice</li></ol>').notes == []
