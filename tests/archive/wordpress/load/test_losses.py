"""No word that a reader of the old site saw is missing from what the API serves.

The words of a post are read off its stored source here, by other means than the importer's.
"""

import re
import unicodedata
from collections import Counter
from html.parser import HTMLParser

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.wordpress.load import Import, Options
from tests.archive.wordpress.wxr import attachment, post
from tests.factories import front_page

from .command import review_all
from .runs import OldSite
from .watcher import Silent

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SERVED = """{ entries(first: 20) { nodes {
  slug title subtitle date { display }
  contributors { name role affiliation }
  ... on Letter {
    transmission salutation closing
    recipients { name title organisation address } signatories { name title organisation address }
  }
  body {
    ... on HeadingBlock { headline }
    ... on ParagraphBlock { text { text } }
    ... on ImageBlock { figure { alt caption credit } }
    ... on GalleryBlock { images { alt caption credit } }
    ... on QuoteBlock { quote attribution source }
    ... on DialogueBlock { turns { speaker text { text } } }
    ... on TableBlock { caption header rows }
    ... on DocumentBlock { description }
    ... on EmbedBlock { caption }
    ... on NoteBlock { text { text } }
  }
} } }"""
# What of a source no reader saw: comments, shortcodes of WordPress, addresses of videos.
UNSEEN = re.compile(
    r"<!--.*?-->|(?<!\[)\[/?(?:caption|gallery|contact-form-7)\b[^\]]*\]|\[embed\][^\[]*\[/embed\]"
    r"|^https://\S+$",
    re.MULTILINE,
)
CAPTION = '[caption id="attachment_90" width="300"]{} {}[/caption] {}'
QUOTE = "<blockquote><p>{}</p><cite>{}</cite></blockquote>"
CAPTIONED = "<figure>{}<figcaption>{}</figcaption></figure>"
DETAILS = "<details><summary>{}</summary>{}</details>"
FILES = ["2006/01/river.jpg", "2006/01/lost.jpg"]


class Seen(HTMLParser):
    """The text of HTML, each tag as a space."""

    def __init__(self, source):
        super().__init__()
        self.text = ""
        self.feed(UNSEEN.sub(" ", source))
        self.close()

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attributes):
        self.text += " "

    handle_endtag = lambda self, tag: self.handle_starttag(tag, [])  # noqa: E731


def words(text):
    return Counter(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def strings(value):
    """All that is said in an answer."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


PROSE = [
    "rice",
    "the river",
    "Namyang",
    "難民",
    "두만강",
    "R&amp;D",
    "don’t",
    "3.5",
    "2006",
    "- no",
]
TRICKY = ["[sic]", "&lt;b&gt;", "[[gallery]]", '[contact-form-7 id="5"]', "Note:"]
word = st.sampled_from([*PROSE, *TRICKY])
links = st.sampled_from(
    ["/post-2/", "http://example.org/?p=3", "https://elsewhere.example/a", "/gone/", "#top"]
    + [f"/wp-content/uploads/{path}" for path in FILES]
)
image = st.builds(
    '<img src="http://www.example.org/wp-content/uploads/{}" class="wp-image-{}" alt="" />'.format,
    st.sampled_from(FILES),
    st.sampled_from([90, 91, 5]),
)
video = st.just("https://www.youtube.com/watch?v=dQw4w9WgXcQ")


def pair(names, inner):
    return st.builds("<{0}>{1}</{0}>".format, st.sampled_from(names.split()), inner)


def several(part, by=" ", least=1):
    return st.lists(part, min_size=least, max_size=3).map(by.join)


inline = st.recursive(
    word,
    lambda inner: (
        pair("b strong i em u code span sup", inner)
        | st.builds('<a href="{}">{}</a>'.format, links, inner)
        | several(inner, "<br />")
    ),
    max_leaves=4,
)
phrase = several(inline)
rows = several(several(pair("td th", phrase), "").map("<tr>{}</tr>".format), "")
table = st.builds("<table>{}</table>".format, rows)
entries = several(pair("li", phrase), "\n")
lists = st.builds("<{0}>{1}<li>{2}<{0}>{1}</{0}></li></{0}>".format, st.just("ul"), entries, phrase)
plain = phrase | pair("p h2 h3 h4 pre blockquote div address", phrase) | pair("ul ol", entries)
classic = (
    plain
    | table
    | lists
    | image
    | st.builds(
        '[caption id="attachment_90" width="300"]{} {}[/caption] {}'.format, image, phrase, phrase
    )
    | st.builds("<dl><dt>{}</dt><dd>{}</dd></dl>".format, phrase, phrase)
    | st.builds("{} {} {}".format, phrase, image, phrase)
    | st.builds("\n{}\n".format, video)
    | st.builds("[embed]{}[/embed]".format, video)
    | st.sampled_from(['[gallery ids="90,91"]', "[gallery]", "<!--more-->", "<!--nextpage-->"])
)
classic = st.recursive(
    classic, lambda inner: pair("div blockquote", several(inner, "\n\n")), max_leaves=3
)


def block(name, inner, attributes=""):
    shape = f"<!-- wp:{name} {attributes}-->\n{{}}\n<!-- /wp:{name} -->"
    return inner.map(lambda html: shape.replace("{}", html))


figure = st.builds(
    '<figure class="wp-block-image">{}<figcaption>{}</figcaption></figure>'.format, image, phrase
)
gutenberg = (
    block("paragraph", pair("p", phrase))
    | block("heading", pair("h2 h3", phrase))
    | block("list", pair("ul ol", entries))
    | block(
        "quote",
        st.builds(QUOTE.format, phrase, phrase),
    )
    | block("image", figure, '{"id":90} ')
    | block("table", st.builds(CAPTIONED.format, table, phrase))
    | block("gallery", several(block("image", figure), "\n").map("<figure>{}</figure>".format))
    | block("details", st.builds(DETAILS.format, phrase, phrase))
    | block("html", classic)
)
gutenberg = st.recursive(
    gutenberg,
    lambda inner: block("group", several(inner, "\n\n").map("<div>{}</div>".format)),
    max_leaves=3,
)
turn = st.builds("<b>{}:</b> {}".format, st.sampled_from(["LFNKR", "Local staffers", "Q"]), phrase)
letter = st.builds(
    "{}\n\nBan Ki-moon\nMinister of Foreign Affairs\n335 East 45th St.\n\nDear Minister,\n\n{}"
    "\n\nSincerely,\n\nKato Hiroshi\n{}".format,
    st.sampled_from(["October 19, 2006", "By fax", "VIA FAX: +82 2 555\n\nOctober 19, 2006"]),
    several(phrase, "\n\n"),
    phrase,
)
headline = st.builds("<strong>{}</strong>".format, phrase)
content = several(
    several(classic | gutenberg, "\n\n") | several(turn, "\n\n", 2) | headline | letter, "\n\n"
)
TITLES = ["Open Letter to Ban Ki-moon", "Interview with staffers", "Activity Report 2006", "2006"]
posts = st.lists(st.tuples(st.sampled_from(TITLES), content), min_size=1, max_size=2)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = OldSite(tmp_path_factory.mktemp("old"))
    site.upload(FILES[0])
    return site


def imported(site, sources):
    """What the API serves of the posts, by slug; nothing of it stays."""
    items = [post(at, title, body) for at, (title, body) in enumerate(sources, 1)]
    files = [attachment(90 + at, path) for at, path in enumerate(FILES)]
    site.write(*items, *files)
    with transaction.atomic():
        front_page()
        Import(Options((site.file,), uploads=site.uploads), Silent()).run()
        review_all()
        answer = Client().post("/graphql/", {"query": SERVED}, content_type="application/json")
        transaction.set_rollback(True)
    return {node["slug"]: node for node in answer.json()["data"]["entries"]["nodes"]}


@settings(max_examples=30)
@given(sources=posts)
def test_no_visible_word_is_lost_on_the_way_to_the_api(site, sources):
    served = imported(site, sources)
    for number, (title, body) in enumerate(sources, 1):
        said = words("\n".join(strings(served[f"post-{number}"])))
        lost = words(f"{title} {Seen(body).text}") - said
        assert not lost, body
