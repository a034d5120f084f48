import pytest

from archive.markup import convert
from archive.markup.parts import File, Picture
from archive.wordpress.rendering.block_markup import blocks
from archive.wordpress.rendering.stored import written

IMG = '<img src="street.jpg" alt="" class="wp-image-5"/>'
FIGURE = f'<figure class="wp-block-image">{IMG}</figure>'
VIDEO = "https://youtu.be/dQw4w9WgXcQ"


def show(text, reusable=None):
    notes = []
    html = written(blocks(text, (reusable or {}).get, notes))
    return html.strip(), [note.code for note in notes]


def block(name, html="", attributes=""):
    return f"<!-- wp:{name} {attributes} -->{html}<!-- /wp:{name} -->"


def test_a_block_keeps_its_html_and_gets_no_paragraphs():
    assert show(block("core/paragraph", "\n<p>One\n\ntwo</p>\n")) == ("<p>One\n\ntwo</p>", [])


def test_containers_are_wrappers():
    inner = block("column", f"<div>{block('paragraph', '<p>One</p>')}</div>")
    assert show(block("columns", f"<div>{inner}</div>")) == ("<div><div><p>One</p></div></div>", [])


def test_text_outside_of_blocks_is_classic():
    words, gallery = arrived(f"One\ntwo{block('paragraph', '<p>Three</p>')}\n\nFour [gallery]")
    assert words == ("paragraph", {"text": "<p>One<br/>two</p><p>Three</p><p>Four</p>"})
    assert gallery[0] == "gallery"


@pytest.mark.parametrize("name", ["freeform", "core/freeform", "shortcode"])
def test_a_classic_block_is_classic(name):
    words, gallery = arrived(block(name, "\nOne\ntwo\n\n[gallery]\n"))
    assert (words[1], gallery[0]) == ({"text": "<p>One<br/>two</p>"}, "gallery")


def test_an_unknown_shortcode_in_a_block_of_its_own_is_named():
    assert arrived(block("shortcode", "[form]")) == []
    assert show(block("shortcode", "[form]"))[1] == ["unknown-shortcode"]


def test_shortcodes_run_in_blocks_as_wordpress_runs_them():
    html, _ = show(block("paragraph", '<p>[gallery ids="4"]</p>'))
    assert 'data-ids="4"' in html


def arrived(text):
    return [(part["type"], part["value"]) for part in convert(show(text)[0]).parts]


def test_an_image_names_its_attachment_by_its_class():
    ((kind, value),) = arrived(block("image", f'<div class="wp-block-image">{FIGURE}</div>'))
    assert (kind, value["figure"]["image"]) == ("image", Picture("street.jpg", 5))


def test_an_image_and_a_file_without_a_class_name_their_attachment():
    image = block("image", '<figure><img src="/a.jpg"/></figure>', '{"id":7}')
    file = '<div class="wp-block-file"><a href="/r.pdf">Report</a></div>'
    (_, picture), (_, document) = arrived(image + block("file", file, '{"id":3}'))
    assert picture["figure"]["image"] == Picture("/a.jpg", 7)
    assert document["document"] == File("/r.pdf", 3)


def test_a_gallery_of_nested_images_has_them_with_their_captions():
    images = "".join(
        block("image", f"<figure>{IMG.replace('5', n)}<figcaption>{n}</figcaption></figure>")
        for n in "78"
    )
    html = f'<figure class="wp-block-gallery">{images}<figcaption>Winter</figcaption></figure>'
    (kind, value), below = arrived(block("gallery", html))
    shown = [(figure["image"].attachment, figure["caption"]) for figure in value["figures"]]
    assert (kind, shown) == ("gallery", [(7, "7"), (8, "8")])
    assert below == ("paragraph", {"text": "<p>Winter</p>"})


def test_a_gallery_of_old_is_a_list():
    items = f'<ul class="wp-block-gallery"><li><figure>{IMG}</figure></li></ul>'
    assert [kind for kind, _ in arrived(block("gallery", items, '{"ids":[5]}'))] == ["gallery"]


@pytest.mark.parametrize("name", ["embed", "core-embed/youtube"])
def test_an_embed_is_its_address_and_its_caption(name):
    inner = f'<div class="wp-block-embed__wrapper">\n{VIDEO}\n</div>'
    html = f"<figure>{inner}<figcaption>A <b>film</b></figcaption></figure>"
    ((kind, value),) = arrived(block(name, html, f'{{"url":"{VIDEO}"}}'))
    assert (kind, value) == ("embed", {"url": VIDEO, "caption": "A film"})


def test_a_cover_shows_the_picture_that_only_its_attributes_name():
    words = block("paragraph", "<p>One</p>")
    html, _ = show(block("cover", f"<div>{words}</div>", '{"url":"/c.jpg","id":9,"alt":"A & B"}'))
    assert html == (
        '<figure data-wp="caption"><img src="/c.jpg" alt="A &amp; B" class="wp-image-9" />'
        "</figure><div><p>One</p></div>"
    )


def test_a_cover_shows_its_picture_once():
    html, _ = show(block("cover", f"<div>{IMG}</div>", '{"url":"street.jpg"}'))
    assert html == f"<div>{IMG}</div>"


def test_a_reusable_block_is_put_in_its_place():
    assert show('<!-- wp:block {"ref":1} /-->', {1: block("list", "<ul></ul>")}) == (
        "<ul></ul>",
        [],
    )


@pytest.mark.parametrize("attributes", ["", '{"ref":2}', '{"ref":"1"}', '{"ref":true}'])
def test_a_reusable_block_that_is_not_there_is_a_loss(attributes):
    notes = []
    list(blocks(f"<!-- wp:block {attributes} /-->", {1: "One"}.get, notes))
    assert [(note.code, note.is_loss) for note in notes] == [("reusable-block", True)]


def test_a_pattern_of_the_theme_is_a_loss():
    notes = []
    assert written(blocks('<!-- wp:pattern {"slug":"us/donate"} /-->', {}.get, notes)) == ""
    [note] = notes
    assert (note.code, note.is_loss, "us/donate" in note.text) == ("reusable-block", True, True)


def test_reusable_blocks_that_hold_each_other_end():
    each = {1: 'One<!-- wp:block {"ref":2} /-->', 2: 'Two<!-- wp:block {"ref":1} /-->'}
    html, codes = show('<!-- wp:block {"ref":1} /-->', each)
    assert (html.replace("\n", ""), codes) == ("<p>One</p><p>Two</p>", ["reusable-block"])


def test_reusable_blocks_that_double_end():
    each = {n: f'<!-- wp:block {{"ref":{n + 1}}} /-->' * 2 + "word " * 20_000 for n in range(60)}
    html, codes = show('<!-- wp:block {"ref":0} /-->', each)
    assert len(html) < 10_000_000
    assert "reusable-block" in codes


def test_more_and_page_breaks_are_markers():
    html, _ = show(block("more", "<!--more Read on-->") + block("nextpage", "<!--nextpage-->"))
    assert html == '<div data-wp="more"></div><div data-wp="page-break"></div>'


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('<!-- wp:latest-posts {"label":"x"} /-->', "widget"),
        (block("calendar"), "widget"),
        (block("jetpack/contact-form"), "form"),
        (block("gallery"), "dynamic-block"),
    ],
)
def test_a_block_without_content_is_named(text, code):
    assert show(text) == ("", [code])


def test_words_that_only_attributes_hold_are_kept():
    html, codes = show('<!-- wp:x/card {"title":"One","url":"/two"} /-->')
    assert (html, codes) == ('<p><a href="/two">One</a></p>', ["dynamic-block"])


@pytest.mark.parametrize("attributes", ['{"a":}', "[1]", "{" * 5000, "words"])
def test_attributes_that_cannot_be_read_are_named_and_the_html_kept(attributes):
    html, codes = show(block("paragraph", "<p>One</p>", attributes))
    assert (html, codes) == ("<p>One</p>", ["block-attributes"])


@pytest.mark.parametrize(
    "text",
    [
        "<!-- wp:group --><p>One</p>",
        "<p>One</p><!-- /wp:group -->",
        "<!-- wp:quote --><!-- wp:group --><p>One</p><!-- /wp:quote -->",
    ],
)
def test_of_unbalanced_blocks_the_html_is_kept(text):
    assert (arrived(text), show(text)[1]) == ([("paragraph", {"text": "<p>One</p>"})], [])


def test_blocks_within_each_other_end_somewhere():
    each = {n: f'One<!-- wp:block {{"ref":{n + 1}}} /-->' for n in range(5_000)}
    assert "reusable-block" in show('<!-- wp:block {"ref":0} /-->', each)[1]


def test_deep_nesting_does_not_recurse():
    text = "<!-- wp:gallery -->" * 10_000 + IMG + "<!-- /wp:gallery -->" * 10_000
    assert IMG in show(text)[0]


def test_words_in_the_fields_of_a_block_are_kept_and_its_settings_are_not():
    data = '"title":"She crossed","_title":"field_1","style":"dark","link":"https://x.example/a b"'
    html, codes = show(f'<!-- wp:acf/hero {{"name":"acf/hero","data":{{{data},"n":3}}}} /-->')
    assert (html.count("She crossed"), codes) == (1, ["dynamic-block"])
    assert "dark" not in html
