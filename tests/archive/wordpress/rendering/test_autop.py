import pytest

from archive.markup import convert
from archive.wordpress.rendering import rendered


def paragraphs(text):
    return rendered(text, lambda number: None).html


def parts(html):
    return convert(html, headings_from_bold=False).parts


CASES = {
    "a blank line ends a paragraph": ("One.\n\nTwo.", "<p>One.</p><p>Two.</p>"),
    "many blank lines end one paragraph": ("One.\n \n\t\n\nTwo.", "<p>One.</p><p>Two.</p>"),
    "a newline is a line break": ("One\nTwo", "<p>One<br />Two</p>"),
    "windows newlines are newlines": ("One\r\nTwo\r\n\r\nThree", "<p>One<br />Two</p><p>Three</p>"),
    "a break and a newline are one break": ("One<br>\nTwo", "<p>One<br />Two</p>"),
    "two breaks end a paragraph": ("One<br /><br />Two", "<p>One</p><p>Two</p>"),
    "a misspelt break is a break": ("One</br>Two", "<p>One<br />Two</p>"),
    "inline tags are in paragraphs": ("<b>One</b> <i>two</i>", "<p><b>One</b> <i>two</i></p>"),
    "a link alone has a paragraph": ('<a href="/x">x</a>', '<p><a href="/x">x</a></p>'),
    "a link without words vanishes": ('<a href="/x"></a>', ""),
    "a picture alone has a paragraph": ('<img src="x">', '<p><img src="x"></p>'),
    "a heading has no paragraph": ("<h3>Food</h3>\nRice", "<h3>Food</h3><p>Rice</p>"),
    "a heading keeps its lines": ("<h3>Food\n\nRice</h3>", "<h3>Food<br />Rice</h3>"),
    "text before a block is a paragraph": ("One<div>Two</div>", "<p>One</p><div>Two</div>"),
    "text after a block is a paragraph": ("<div>One</div>Two", "<div>One</div><p>Two</p>"),
    "no break is beside a block": ("<div>\nOne\n</div>\n<hr>", "<div>One</div><hr>"),
    "a rule stands alone": ("One\n<hr />\nTwo", "<p>One</p><hr /><p>Two</p>"),
    "a blank line divides an element": ("<div>One\n\nTwo</div>", "<div>One<p>Two</p></div>"),
    "a blank line first makes paragraphs": (
        "<div>\n\nOne\n\n</div>",
        "<div><p>One</p></div>",
    ),
    "a paragraph is kept": ('<p class="x">One</p>Two', '<p class="x">One</p><p>Two</p>'),
    "a paragraph has line breaks": ("<p>One\nTwo</p>", "<p>One<br />Two</p>"),
    "a blank line divides a paragraph": ("<p>One\n\nTwo</p>", "<p>One</p><p>Two</p>"),
    "an open paragraph ends at the next": ("<p>One<p>Two", "<p>One</p><p>Two</p>"),
    "an empty paragraph vanishes": ("<p> </p>One<p>\n</p>", "<p>One</p>"),
    "a list has no paragraphs": (
        "<ul>\n\t<li>One</li>\n\t<li>Two\nThree</li>\n</ul>\nFour",
        "<ul><li>One</li><li>Two<br />Three</li></ul><p>Four</p>",
    ),
    "a table has no paragraphs": (
        "<table>\n<tr>\n<td>One</td>\n<td>\n\nTwo</td>\n</tr>\n</table>",
        "<table><tr><td>One</td><td><p>Two</p></td></tr></table>",
    ),
    "a quotation has paragraphs": (
        "<blockquote>One\n\nTwo</blockquote>",
        "<blockquote><p>One</p><p>Two</p></blockquote>",
    ),
    "a definition list has none": ("<dl>\n<dt>One</dt>\n</dl>", "<dl><dt>One</dt></dl>"),
    "bold over two paragraphs stays open": (
        "<b>One\n\nTwo</b> three",
        "<p><b>One</p><p>Two</b> three</p>",
    ),
    "a tag without a word opens no paragraph": ("<span><p>One</p></span>", "<p><span>One</p>"),
    "a comment alone has no paragraph": ("<!-- x -->\n\nOne", "<!-- x --><p>One</p>"),
    "a sign of inequality is text": ("1 < 2 > 0", "<p>1 &lt; 2 > 0</p>"),
    "an open comment is text": ("One <!-- two", "<p>One &lt;!-- two</p>"),
    "an open script is text": ("One <script> two", "<p>One &lt;script> two</p>"),
    "an open iframe hides nothing": (
        '<iframe src="x" /> One',
        '<p><iframe src="x" /></iframe> One</p>',
    ),
    "an ideographic space is kept": ("　豆満江", "<p>　豆満江</p>"),
    "a figure has no paragraph": (
        "<figure>\n<img>\n<figcaption>One</figcaption>\n</figure>",
        "<figure><img><figcaption>One</figcaption></figure>",
    ),
    "an attribute may hold a tag's end": (
        '<i title="a > b">c</i>',
        '<p><i title="a > b">c</i></p>',
    ),
    "a missing quote hides no word": (
        '<a href="x>One</a> "two"',
        '<p><a href="x>One</a> "two"</p>',
    ),
    "nothing is nothing": (" \n\n ", ""),
}


@pytest.mark.parametrize(("text", "shown"), CASES.values(), ids=CASES.keys())
def test_paragraphs(text, shown):
    assert parts(paragraphs(text)) == parts(shown)


@pytest.mark.parametrize(
    "element",
    [
        "<pre>One\n\n  two\n<b>x</b></pre>",
        "<script>\nif (a < b)\n\n{}\n</script>",
        "<style>\na\n\nb</style>",
    ],
)
def test_newlines_in_code_are_no_line_breaks(element):
    assert element in paragraphs(f"{element}\n\nThree")


@pytest.mark.parametrize(
    "element",
    [
        "<textarea>\nOne\n\ntwo</textarea>",
        "<select>\n<option>One</option>\n</select>",
        '<object>\n<param name="a">\n<embed src="x">\n</object>',
        "<object>\n<object>\n</object>\n</object>",
        '<video controls>\n<source src="x">\n</video>',
        "<audio>\n\n</audio>",
        '<iframe src="x">\n</iframe>',
    ],
)
def test_newlines_in_a_control_or_player_are_no_line_breaks(element):
    assert paragraphs(f"One\n{element}") == f"<p>One<br />{element}</p>"


def test_newlines_in_a_tag_are_no_line_breaks():
    assert paragraphs('<a\nhref="x"\n\ntitle="y">One</a>') == (
        '<p><a\nhref="x"\n\ntitle="y">One</a></p>'
    )


def test_deep_nesting_neither_recurses_nor_grows():
    text = "<b><div><i>" * 10_000 + "word"
    assert len(paragraphs(text)) < 20 * len(text)
