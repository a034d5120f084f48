import pytest

from archive.markup import convert
from archive.wordpress.rendering.block_markup import classic
from archive.wordpress.rendering.shortcodes import expanded, read_attributes
from archive.wordpress.rendering.stored import written

IMAGE = '<img src="street.jpg" alt="[a] > b" />'
LINKED = f'<a href="street.jpg">{IMAGE}</a>'
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def show(text, **options):
    """The HTML without what only parts a builder's elements, and the codes of the notes."""
    notes = []
    html = written(expanded(text, notes, **options)).replace("<div></div>", "")
    return html, [note.code for note in notes]


def embed(url):
    return f'<iframe src="{url}"></iframe>'


@pytest.mark.parametrize("image", [IMAGE, LINKED])
@pytest.mark.parametrize("name", ["caption", "wp_caption"])
def test_a_caption_is_the_text_after_the_image(image, name):
    text = f'[{name} id="attachment_902" width="300"]{image} Winter street[/{name}] After.'
    figure = f'<figure data-wp="caption" data-attachment="902">{image}'
    assert show(text) == (f"{figure}<figcaption>Winter street</figcaption></figure> After.", [])


def test_a_caption_may_be_an_attribute():
    html, _ = show(f'[caption id="attachment_9" caption="Street [1]"]{IMAGE}[/caption]')
    assert html == (
        f'<figure data-wp="caption" data-attachment="9">{IMAGE}'
        "<figcaption>Street [1]</figcaption></figure>"
    )


def test_words_beside_a_caption_in_an_attribute_follow_the_figure():
    html, _ = show(f'[caption caption="Street"]{IMAGE} in winter[/caption]')
    assert html.endswith("<figcaption>Street</figcaption></figure>in winter")


def test_a_caption_may_have_line_breaks_inside():
    html, _ = show(f"[caption]\n{LINKED}\n\nWinter\nstreet\n[/caption]")
    assert f"{LINKED}<figcaption>Winter<br />\nstreet</figcaption>" in html


def test_a_caption_keeps_words_before_the_image_and_all_images():
    html, _ = show(f"[caption]Before {IMAGE} between {LINKED} after[/caption]")
    assert f"{IMAGE}{LINKED}<figcaption>Before   between   after</figcaption>" in html


def test_a_caption_of_no_image_leaves_its_content():
    text = '[caption caption="Words"]<iframe src="x"></iframe> more[/caption]'
    assert show(text) == ('<iframe src="x"></iframe> more Words ', [])


def test_a_caption_without_its_end_keeps_its_words_and_the_next_one_is_a_figure():
    html, codes = show(f"[caption]{IMAGE} one [caption]{IMAGE} two[/caption]")
    assert html.startswith(f"{IMAGE} one <figure")
    assert codes == ["unpaired-shortcode"]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ('[gallery ids="1, 2,3"]', "1,2,3"),
        ("[gallery include='4,5' columns=2]", "4,5"),
        ("[gallery ids=”6,7″ /]", "6,7"),
        ("[gallery]", ""),
        ("[gallery][/gallery]", ""),
    ],
)
def test_a_gallery_lists_its_attachments(text, ids):
    html = f'<figure data-wp="gallery" data-ids="{ids}"></figure>'
    assert show(f"a {text} b") == (f"a {html} b", [])


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ('[gallery id="5"]', 'data-ids="" data-of="5"'),
        ('[gallery exclude="91, 92"]', 'data-ids="" data-exclude="91,92"'),
        ('[gallery id="5" exclude="91" ids="7"]', 'data-ids="7"'),
    ],
)
def test_a_gallery_says_whose_attachments_it_shows(text, data):
    assert show(text) == (f'<figure data-wp="gallery" {data}></figure>', [])


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (f"[embed width=600]{VIDEO}[/embed]", VIDEO),
        (f'[embed]<a href="{VIDEO}">{VIDEO}</a>[/embed]', VIDEO),
        (f'[embed src="{VIDEO}"]', VIDEO),
        (f"[youtube {VIDEO}]", VIDEO),
        (f"[youtube={VIDEO}&amp;w=640]", f"{VIDEO}&amp;w=640"),
        ('[youtube id="dQw4w9WgXcQ"]', VIDEO),
        ("[youtube]dQw4w9WgXcQ[/youtube]", VIDEO),
        ("[vimeo 148751763 w=500]", "https://vimeo.com/148751763"),
        ("[vimeo clip_id=148751763]", "https://vimeo.com/148751763"),
        (f'[video src="{VIDEO}"][/video]', VIDEO),
    ],
)
def test_a_video_of_another_site_is_an_embed(text, url):
    assert show(f"a {text} b") == (f"a {embed(url)} b", [])


def test_a_media_file_is_a_link_to_each_of_its_forms():
    html, _ = show('[video mp4="/a.mp4" webm="/a.webm"]without a player[/video]')
    assert html == (
        '<p><a href="/a.mp4">/a.mp4</a></p><p><a href="/a.webm">/a.webm</a></p>without a player'
    )


def test_the_picture_that_a_video_waits_with_is_named():
    assert show('[video mp4="/a.mp4" poster="/a.jpg"]')[1] == ["video-poster"]


@pytest.mark.parametrize("text", ["[video]", "[embed]no address[/embed]", "[youtube]"])
def test_of_what_names_no_media_the_words_stay_and_it_is_named(text):
    words = "no address" if "no address" in text else ""
    assert show(text) == (words, ["unknown-shortcode"])


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a [[gallery]] b", "a [gallery] b"),
        (f"[[caption]{IMAGE} x[/caption]] y", f"[caption]{IMAGE} x[/caption] y"),
        ("[[1]]", "[[1]]"),
        ("[gallery]]", '<figure data-wp="gallery" data-ids=""></figure>]'),
    ],
)
def test_an_escaped_shortcode_is_shown(text, shown):
    assert show(text) == (shown, [])


@pytest.mark.parametrize(
    "text",
    [
        "<pre>[gallery]</pre>",
        "<code>[gallery]</code>",
        '<a title="[gallery]">x</a>',
        "<!-- [gallery] -->",
    ],
)
def test_in_code_tags_and_comments_is_no_shortcode(text):
    assert show(text) == (text, [])


@pytest.mark.parametrize(
    "text",
    [
        "[table id=3 /]",
        "[my_plugin]",
        "[members-map]x[/members-map]",
        '[x y="z"]',
        "[playlist]",
    ],
)
def test_an_unknown_shortcode_is_not_shown_and_is_named_once(text):
    words = "x" if ">x<" in text.replace("]x[", ">x<") else ""
    assert show(f"{text} and {text}") == (f"{words} and {words}", ["unknown-shortcode"])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[contact-form-7 id="5"]', "form"),
        ("[contact-form][contact-field label='Name' required='1'/][/contact-form]", "form"),
        ("[wpforms id=3]", "form"),
        ("[jetpack-related-posts]", "widget"),
        ("[recent_posts n=5]", "widget"),
    ],
)
def test_a_form_and_what_the_site_filled_are_no_loss_of_a_post(text, code):
    notes = []
    assert written(expanded(f"{text} and {text}", notes)) == " and "
    assert ({note.code for note in notes}, any(note.is_loss for note in notes)) == ({code}, False)


@pytest.mark.parametrize(
    "text",
    [
        "[sic]",
        "[1]",
        "[the shelter]",
        "[fact-finding]",
        "[避難所]",
        '[see <a href="x">it</a>]',
        "[",
        "[]",
    ],
)
def test_prose_in_brackets_is_prose(text):
    assert show(text) == (text, [])


def test_where_a_shortcode_is_certain_every_unknown_one_is_named():
    assert show("[form]", is_certain=True)[1] == ["unknown-shortcode"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[vc_row][vc_column width='1/2']x[/vc_column][/vc_row]", "x"),
        ("[one_half]x[/one_half][one_half_last]y[/one_half_last]", "xy"),
        ("[row]x[/row] y", "x y"),
        ('[vc_custom_heading text="Aid%20now"]', "<h3>Aid now</h3>"),
        ('[et_pb_tab title="Food &amp; rice"]x[/et_pb_tab]', "<h3>Food &amp; rice</h3>x"),
        (
            '[vc_single_image image="7" alt="A"]',
            '<p><img class="wp-image-7" alt="A" /></p>',
        ),
        ('[vc_gallery images="7,8"]', '<figure data-wp="gallery" data-ids="7,8"></figure>'),
        (
            '[et_pb_image src="http://a.example/a.jpg" /]',
            '<p><img src="http://a.example/a.jpg" alt="" /></p>',
        ),
        (
            "[fusion_imageframe]http://a.example/a.jpg[/fusion_imageframe]",
            '<p><img src="http://a.example/a.jpg" /></p>',
        ),
        (
            '[vc_btn title="Help" link="url:http%3A%2F%2Fa.example%2F|title:x"]',
            '<p><a href="http://a.example/">Help</a></p>',
        ),
        ("[vc_raw_html]JTNDcCUzRWhpJTNDJTJGcCUzRQ==[/vc_raw_html]", "<p>hi</p>"),
        ("[code]a [gallery] <b>[/code]", "<pre>a [gallery] &lt;b&gt;</pre>"),
    ],
)
def test_page_builders_are_unwrapped(text, shown):
    assert show(text) == (shown, [])


def test_columns_are_paragraphs_of_their_own():
    html = written(classic("[one_half]x[/one_half][one_half]y[/one_half]", []))
    assert [part["value"]["text"] for part in convert(html).parts] == ["<p>x</p><p>y</p>"]


@pytest.mark.parametrize("text", ["[box]", "[a button]", "[heading north]", "the [row] of huts"])
def test_ordinary_words_in_brackets_are_no_layout(text):
    assert show(text) == (text, [])


def test_attributes_are_read_in_whatever_quotes():
    named, bare = read_attributes(""" a="1 2" B='3' c=4 d=“5 6” e=”7″ f=‘8’ word "two words" """)
    assert named == {"a": "1 2", "b": "3", "c": "4", "d": "5 6", "e": "7", "f": "8"}
    assert bare == ["word", "two words"]


def test_a_shortcode_around_letters_leaves_the_word_whole():
    html, codes = show("[dropcap]T[/dropcap]hey said [highlight]no[/highlight].")
    assert (html, codes) == ("They said no.", [])


@pytest.mark.parametrize(
    "text",
    [
        f'[vc_video link="{VIDEO}"]',
        f'[et_pb_video src="{VIDEO}"][/et_pb_video]',
        '[fusion_youtube id="dQw4w9WgXcQ"]',
        f'[myplayer video="{VIDEO}"]',
    ],
)
def test_a_video_of_a_builder_or_a_plugin_is_an_embed(text):
    assert embed(VIDEO) in show(text)[0]


def test_the_words_of_a_button_are_those_of_its_link():
    html, _codes = show('[button link="https://example.org/give/"]Give[/button]')
    assert html == '<p><a href="https://example.org/give/">Give</a></p>'


def test_who_is_quoted_stands_below_the_quotation():
    html, _codes = show(
        '[et_pb_testimonial author="Ms. Lee" job_title="Witness"]I came.[/et_pb_testimonial]'
    )
    assert all(words in html for words in ("Ms. Lee", "Witness", "I came."))


def test_a_form_of_a_builder_goes_with_its_fields():
    fields = '[et_pb_contact_field field_title="Name"]Your name[/et_pb_contact_field]'
    html, codes = show(
        f'A [et_pb_contact_form title="Write" email="x@example.org"]{fields}[/et_pb_contact_form] b'
    )
    assert (html.replace(" ", ""), codes) == ("Ab", ["form"])


def test_a_list_of_posts_of_a_builder_is_a_widget():
    assert show('[et_pb_blog posts_number="3"][/et_pb_blog]')[1] == ["widget"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('[gview file="{}"]', "report.pdf"),
        ('[download_it url="{}" text="The report"]', "The report"),
    ],
)
def test_a_file_that_an_unknown_shortcode_names_is_a_link(text, words):
    url = "https://example.org/wp-content/uploads/2009/03/report.pdf"
    assert show(text.format(url)) == (f'<a href="{url}">{words}</a>', ["shortcode-link"])


@pytest.mark.parametrize("name", ["footnote", "ref", "efn_note"])
def test_a_footnote_stands_in_parentheses_where_its_number_stood(name):
    text = f"It snowed[{name}]Her <b>letter</b>, p. 4[/{name}] and rained[{name}]So too[/{name}]."
    assert show(text) == ("It snowed (Her <b>letter</b>, p. 4) and rained (So too).", [])
