"""Each rule by which a post's HTML becomes blocks."""

import pytest

from archive.blocks import BodyBlock
from archive.markup import convert
from archive.markup.parts import File, Picture, figure_value
from archive.richtext import sanitised
from archive.wordpress.counting import arrived_counts, losses, source_counts
from tests.factories import ImageFactory

WINTER = "http://x.org/wp-content/uploads/2006/01/winter"


def parts(html):
    return [(part["type"], part["value"]) for part in convert(html).parts]


def texts(html):
    return [value["text"] for _, value in parts(html)]


def figures(html):
    return [value["figure"] for kind, value in parts(html) if kind == "image"]


def codes(html):
    return [note.code for note in convert(html).notes]


def test_paragraphs_and_lists_in_a_row_are_one_part():
    html = "<p>a</p><ul><li>b<ol><li>c</ol><li>d</ul>\n<p>e</p>"
    assert texts(html) == ["<p>a</p><ul><li>b<ol><li>c</li></ol></li><li>d</li></ul><p>e</p>"]


def test_an_empty_paragraph_vanishes():
    assert parts("<p>&nbsp;</p><p><b> </b><br></p><div></div>") == []


def test_two_breaks_begin_another_paragraph():
    assert texts("<p>a<br>b<br /><br/>c</p>") == ["<p>a<br/>b</p><p>c</p>"]


def test_marks_are_those_of_the_editor():
    html = (
        "<strong>a</strong><em>b</em><u>c</u><del>d</del><span style='font-weight: bold'>e</span>"
    )
    assert texts(f"<p>{html} f</p>") == ["<p><b>a</b><i>b</i>c<s>d</s><b>e</b> f</p>"]


def test_marks_may_overlap_and_enclose_blocks():
    assert texts("<b><p>a<i>b</p><p>c</b>d</p>") == [
        "<p><b>a</b><b><i>b</i></b></p><p><b><i>c</i></b><i>d</i></p>"
    ]


def test_a_google_document_is_not_bold():
    assert texts('<b style="font-weight:normal"><p>a</p></b>') == ["<p>a</p>"]


def test_entities_are_decoded_once():
    assert texts("<p>&amp;lt;b&amp;gt; &#8211; &#0;\x00x</p>") == [
        "<p>&amp;lt;b&amp;gt; – \N{REPLACEMENT CHARACTER}x</p>"
    ]


def test_an_address_is_kept_as_written():
    assert texts('<a href="?p=1&copy=2&amp;b=%20">x</a>') == [
        '<p><a href="?p=1&amp;copy=2&amp;b=%20">x</a></p>'
    ]


@pytest.mark.parametrize(
    "href", ["javascript:1", "JaVa\nscript:1", " &#106;avascript:1", "data:a", "vbscript:1"]
)
def test_an_unsafe_link_keeps_its_words(href):
    assert texts(f'<a href="{href}">words</a>') == ["<p>words</p>"]
    assert codes(f'<a href="{href}">words</a>') == ["unsafe-link"]


def test_an_anchor_is_only_its_words():
    assert texts('<a name="more-1"></a><a id="x">words</a>') == ["<p>words</p>"]


@pytest.mark.parametrize(("tag", "level"), [("h1", "2"), ("h2", "2"), ("h3", "3"), ("h6", "4")])
def test_a_heading_has_one_of_three_levels(tag, level):
    assert parts(f"<{tag}>a<br><i>b</i></{tag}>") == [("heading", {"text": "a b", "level": level})]


def test_a_link_in_a_heading_stands_below_it():
    html = '<h2><a href="/x/">a</a> b</h2>'
    assert codes(html) == ["link-in-heading"]
    heading, below = parts(html)
    assert heading == ("heading", {"text": "a b", "level": "2"})
    assert below == ("paragraph", {"text": '<p><a href="/x/">a</a></p>'})


def test_a_long_heading_is_a_bold_paragraph():
    assert parts(f"<h2>{'word ' * 60}</h2>x")[0][0] == "paragraph"
    assert codes(f"<h2>{'word ' * 60}</h2>x") == ["long-heading"]


def test_a_bold_line_before_text_is_a_heading():
    html = "<p>a</p><p><strong>Food Situation</strong></p><p>b</p>"
    assert parts(html)[1] == ("heading", {"text": "Food Situation", "level": "2"})
    assert codes(html) == ["heading-from-bold"]


@pytest.mark.parametrize(
    "html",
    [
        "<p><b>Headline</b></p><p>a</p>",
        '<img src="/a.jpg" alt="a"><p><b>Headline</b></p><p>By a member</p>',
        "<p>a</p><p><b>LFNKR:</b></p><p>b</p>",
        "<p>a</p><p><b>They crossed at night.</b></p><p>b</p>",
        "<p>a</p><p><b>Line</b><br><b>Line</b></p><p>b</p>",
        "<p>a</p><p><b>The end</b></p>",
    ],
)
def test_another_bold_line_stays_a_paragraph(html):
    assert "heading" not in [kind for kind, _ in parts(html)]


def test_a_caption_arrives_once():
    html = (
        f'<figure data-wp="caption" data-attachment="902"><a href="{WINTER}.jpg"><img '
        f'src="{WINTER}-300x200.jpg" alt="A street"></a><figcaption>Yanji</figcaption></figure>'
    )
    picture = Picture(f"{WINTER}-300x200.jpg", 902)
    figure = figure_value(picture, "A street", "Yanji")
    assert parts(html) == [("image", {"figure": figure})]
    assert codes(html) == []


@pytest.mark.parametrize("class_", ["wp-caption alignleft", "wp-caption"])
def test_a_caption_of_a_rendered_page_is_one(class_):
    html = f'<div class="{class_}"><img src="/a.jpg"><p class="wp-caption-text">Yanji</p></div>'
    assert figures(html)[0]["caption"] == "Yanji"


def test_a_long_caption_goes_on_in_the_text():
    html = f'<figure><img src="/a.jpg"><figcaption>{"word " * 120}</figcaption></figure>'
    (_, image), (kind, _) = parts(html)
    assert len(image["figure"]["caption"]) <= 500
    assert (kind, codes(html)) == ("paragraph", ["long-caption"])


def test_a_picture_splits_the_paragraph_around_it():
    kinds = [kind for kind, _ in parts('<p>a <img class="wp-image-7" src="/a.jpg"> b</p>')]
    assert kinds == ["paragraph", "image", "paragraph"]
    assert figures('<img class="wp-image-7" src="/a.jpg">')[0]["image"] == Picture("/a.jpg", 7)


@pytest.mark.parametrize(
    "html",
    ["<ul><li>a<img src=i>b</ul>", "<blockquote>a<img src=i></blockquote>", "<h2>a<img src=i>"],
)
def test_a_picture_stands_below_what_cannot_hold_it(html):
    assert [kind for kind, _ in parts(html)][1:] == ["image"]


def test_a_lazy_picture_has_its_address():
    assert figures('<img src="data:image/gif;base64,R0" data-src="/a.jpg">')[0]["image"].source == (
        "/a.jpg"
    )


def test_a_link_around_a_picture_to_elsewhere_is_kept():
    html = '<a href="/petition/"><img src="/a.jpg" alt="Sign"></a>'
    assert parts(html)[1] == ("paragraph", {"text": '<p><a href="/petition/">Sign</a></p>'})
    assert codes(html) == ["picture-link"]


def test_a_gallery_has_its_pictures_and_those_it_only_names():
    html = (
        '<figure data-wp="gallery" data-ids="3, 4"><figure><img class="wp-image-3" src="/c.jpg">'
        "<figcaption>Three</figcaption></figure></figure>"
    )
    (kind, value), *_ = parts(html)
    shown = [(figure["image"], figure["caption"]) for figure in value["figures"]]
    assert kind == "gallery"
    assert shown == [(Picture("/c.jpg", 3), "Three"), (Picture("", 4), "")]


def test_a_gallery_of_all_attachments_keeps_its_place():
    html = '<figure data-wp="gallery" data-ids=""></figure>'
    assert parts(html) == [("gallery", {"figures": []})]
    assert codes(html) == ["gallery-of-attachments"]


@pytest.mark.parametrize(
    "html",
    [
        '<iframe src="//player.vimeo.com/video/148751763"></iframe>',
        '<object><param name="movie" value="http://www.youtube.com/v/dQw4w9WgXcQ&amp;hl=en">',
        '<object data="http://vimeo.com/moogaloop.swf?clip_id=1"><embed src="//vimeo.com/1">',
    ],
)
def test_a_known_video_is_an_embed_once(html):
    assert [kind for kind, _ in parts(html)] == ["embed"]


def test_a_video_keeps_its_caption():
    url = "https://vimeo.com/148751763"
    html = f'<figure><iframe src="{url}"></iframe><figcaption>Talk</figcaption></figure>'
    assert parts(html) == [("embed", {"url": url, "caption": "Talk"})]


def test_an_unknown_embed_is_a_link_beside_its_text():
    html = '<p>a <iframe src="https://maps.example.org/"></iframe> b</p>'
    link = '<p><a href="https://maps.example.org/">https://maps.example.org/</a></p>'
    assert texts(html) == [f"<p>a</p>{link}<p>b</p>"]
    assert codes(html) == ["unknown-embed"]


def test_a_media_file_is_a_link():
    assert codes('<audio src="/a.mp3"></audio>') == ["media-file"]
    assert 'href="/a.mp3"' in texts('<audio src="/a.mp3"></audio>')[0]


def test_more_ends_the_summary():
    html = '<p><b>Headline</b></p><p>One.</p><p>Two.</p><div data-wp="more"></div><p>Three.</p>'
    assert convert(html).summary == "One. Two."
    assert len(convert(html).parts) == 1


def test_a_long_summary_ends_with_a_sentence():
    html = "<p>" + "A sentence of some words. " * 40 + '</p><div data-wp="more"></div>'
    summary = convert(html).summary
    assert 300 < len(summary) <= 600
    assert summary.endswith("words.")


def test_a_page_break_is_only_noted():
    html = '<p>a</p><div data-wp="page-break"></div><p>b</p>'
    assert texts(html) == ["<p>a</p><p>b</p>"]
    assert codes(html) == ["page-break"]


@pytest.mark.parametrize(
    "end", ["<cite>A worker</cite>", "<p>— A worker</p>", "<footer>– A worker</footer>"]
)
def test_a_quotation_names_who_spoke(end):
    quote = {"quote": "Nobody asks.\n\nNobody.", "attribution": "A worker", "source": ""}
    html = f"<blockquote><p>Nobody asks.</p><p>Nobody.</p>{end}</blockquote>"
    assert parts(html) == [("quote", quote)]


def test_turns_with_dashes_name_nobody():
    html = "<blockquote>— Where?<br>— There.</blockquote>"
    assert parts(html)[0][1]["attribution"] == ""


def test_a_list_in_a_quotation_stands_between_its_words():
    html = "<blockquote><p>a</p><ul><li>b</ul><p>c <a href='/d/'>d</a></p></blockquote>"
    assert [kind for kind, _ in parts(html)] == ["quote", "paragraph", "quote", "paragraph"]
    assert codes(html) == ["link-in-quote"]


def test_definitions_are_paragraphs_with_bold_terms():
    assert texts("<dl><dt>a<dd>b<dt>c<dd>d</dl>") == [
        "<p><b>a</b></p><p>b</p><p><b>c</b></p><p>d</p>"
    ]
    assert codes("<dl><dt>a<dd>b</dl>") == ["definition-list"]


def test_preformatted_text_keeps_its_lines():
    assert texts("<pre>a\n  b</pre>") == ["<p>a<br/>\xa0\xa0b</p>"]
    assert codes("<pre>a</pre>") == ["preformatted"]


def test_a_rule_stays_in_the_text():
    assert texts("<p>a</p><hr><p>b</p>") == ["<p>a</p><hr/><p>b</p>"]


def test_code_and_forms_are_named():
    html = "<script>if (a < b) {}</script><form>Name <input></form><svg></svg>"
    assert texts(html) == ["<p>Name</p>"]
    assert codes(html) == ["script", "form", "form", "drawing"]


def test_a_script_that_never_ends_swallows_nothing():
    assert "words" in texts("<script>x<p>words</p>")[0]


def test_a_file_block_is_a_document():
    html = (
        '<div class="wp-block-file"><a href="/r.pdf">Report</a>'
        '<a href="/r.pdf" class="wp-block-file__button" download>Download</a></div>'
    )
    value = {"document": File("/r.pdf"), "description": "Report"}
    assert parts(html) == [("document", value)]


def test_a_paragraph_that_is_only_a_link_to_an_upload_is_a_document():
    link = '<a href="/wp-content/uploads/r.pdf">Report</a>'
    value = {"document": File("/wp-content/uploads/r.pdf"), "description": "Report"}
    assert parts(f"<p>{link}</p>") == [("document", value)]
    assert parts(f"<p>{link} (in Japanese)</p>")[0][0] == "paragraph"


def test_a_list_of_pictures_is_named():
    html = "<ul><li><figure><img src=a><figcaption>b</figcaption></figure></ul>"
    assert (len(figures(html)), codes(html)) == (1, ["list-of-blocks"])


def test_a_stray_end_tag_parts_words():
    assert texts("a</table>b") == ["<p>a</p><p>b</p>"]


def test_a_numbered_list_that_begins_later_is_noted():
    assert codes("<ol start=5><li>a</ol>") == ["list-start"]


def stored(html, image):
    """Parts as a page stores them, without those whose file would have to be there."""
    for kind, value in parts(html):
        for figure in [value.get("figure"), *value.get("figures", [])]:
            if isinstance(figure, dict):
                figure["image"] = image.pk
        if kind != "document":
            yield {"type": kind, "value": value}


@pytest.mark.django_db
def test_every_part_is_one_of_a_body():
    html = (
        "<h2>a</h2><p>b <a href='/x/'>c</a></p><ul><li>d</ul><hr><blockquote>e</blockquote>"
        "<img src=f alt=f><figure data-wp=gallery><img src=g alt=g></figure>"
        "<iframe src='https://vimeo.com/148751763'></iframe><table><tr><th>h<th>i<tr><td>j</table>"
    )
    raw = list(stored(html, ImageFactory()))
    block = BodyBlock()
    cleaned = block.get_prep_value(block.clean(block.to_python(raw)))
    assert [part["type"] for part in cleaned] == [part["type"] for part in raw]
    for part, given in zip(cleaned, raw, strict=True):
        if given["type"] == "paragraph":
            assert part["value"]["text"] == sanitised(given["value"]["text"])
        elif given["type"] in ("table", "quote", "embed", "heading"):
            assert part["value"] | given["value"] == part["value"]  # a block may have defaults


@pytest.mark.parametrize(
    ("html", "language", "words"),
    [
        ("She said: <q>They <q>took</q> him</q>.", "en", "She said: “They ‘took’ him”."),
        ("<q>弟を<q>連れ</q>た</q>", "ja", "「弟を『連れ』た」"),
        ('<q lang="fr">Non</q>', "en", "«Non»"),
        ("<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>を", "ja", "漢（かん）字（じ）を"),
        ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>", "ja", "漢(かん)"),
        ("<ruby>漢<rt>かん<rt>字</ruby>", "ja", "漢（かん）（字）"),
        ("</q>x</ruby>", "en", "x"),
    ],
)
def test_marks_that_browsers_draw_are_written(html, language, words):
    (part,) = convert(f"<p>{html}</p>", language=language).parts
    assert part["value"]["text"] == f"<p>{words}</p>"


def test_links_within_the_post_are_words_and_named_once():
    source = (
        '<p><a href="#_ftn1" name="_ftnref1">[1]</a> <a href="#">top</a> <a href="#a">A</a></p>'
    )
    converted = convert(source)
    assert converted.parts[0]["value"]["text"] == "<p>[1] top A</p>"
    assert [note.code for note in converted.notes] == ["anchor-link"]
    assert "(2)" in converted.notes[0].text
    assert losses(source_counts(source), arrived_counts([], converted.parts), converted.notes) == []


def test_a_link_below_a_table_says_of_which_row_it_is():
    rows = "".join(
        f'<tr><td>{year}</td><td><a href="/{year}.pdf">Full</a></td></tr>' for year in (2008, 2009)
    )
    parts = convert(f"<table><tr><th>Year</th><th>Report</th></tr>{rows}</table>").parts
    assert "2008, <a" in parts[1]["value"]["text"]
    assert "2009, <a" in parts[1]["value"]["text"]


def test_the_links_of_an_image_map_stand_below_its_picture():
    source = (
        '<p><img src="/camps.gif" usemap="#camps" alt=""><map name="camps">'
        '<area href="/yodok/" alt="Yodok"><area href="/a.php?b=1&amp;c"><area nohref>'
        '<area href="javascript:1" alt="Legend"></map></p><p>After</p>'
    )
    converted = convert(source)
    assert [part["type"] for part in converted.parts] == ["image", "paragraph"]
    assert converted.parts[1]["value"]["text"] == (
        '<p><a href="/yodok/">Yodok</a></p><p><a href="/a.php?b=1&amp;c">/a.php?b=1&amp;c</a></p>'
        "<p>Legend</p><p>After</p>"
    )
    assert [note.code for note in converted.notes] == ["unsafe-link", "picture-link"]
    assert losses(source_counts(source), arrived_counts([], converted.parts), converted.notes) == []


def test_a_lost_link_of_an_image_map_is_a_loss():
    source = source_counts('<map><area href="/yodok/" alt="Yodok"></map>')
    assert {note.code for note in losses(source, arrived_counts([], []))} == {
        "link-lost",
        "words-lost",
    }
