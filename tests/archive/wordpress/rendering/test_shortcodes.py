import pytest

from archive.wordpress.rendering.shortcodes import expanded, read_attributes
from archive.wordpress.tokens import written

IMAGE = '<img src="street.jpg" alt="[a] > b" />'
LINKED = f'<a href="street.jpg">{IMAGE}</a>'
VIDEO = "https://www.youtube.com/watch?v=dQw4w9WgXcQ"


def show(text, **options):
    notes = []
    return written(expanded(text, notes, **options)), [note.code for note in notes]


def embed(url):
    return f'<div data-wp="embed" data-url="{url}"></div>'


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


def test_a_caption_without_its_end_stays_text_and_the_next_one_is_a_figure():
    html, codes = show(f"[caption]{IMAGE} one [caption]{IMAGE} two[/caption]")
    assert html.startswith(f"[caption]{IMAGE} one <figure")
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
def test_what_names_no_media_stays_text_and_is_named(text):
    assert show(text) == (text, ["unknown-shortcode"])


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
        '[contact-form-7 id="5"]',
        "[contact-form]",
        "[table id=3 /]",
        "[my_plugin]",
        "[column]x[/column]",
        '[x y="z"]',
        "[playlist]",
    ],
)
def test_an_unknown_shortcode_stays_text_and_is_named_once(text):
    assert show(f"{text} and {text}") == (f"{text} and {text}", ["unknown-shortcode"])


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


def test_attributes_are_read_in_whatever_quotes():
    named, bare = read_attributes(""" a="1 2" B='3' c=4 d=“5 6” e=”7″ f=‘8’ word "two words" """)
    assert named == {"a": "1 2", "b": "3", "c": "4", "d": "5 6", "e": "7", "f": "8"}
    assert bare == ["word", "two words"]
