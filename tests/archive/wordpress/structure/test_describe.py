"""The eight posts of an archive page of 2005 to 2007, and what holds for every post."""

import unicodedata
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from hypothesis import given
from hypothesis import strategies as st

from archive.markup.rich_text import Converted
from archive.wordpress.profile import REPORT
from archive.wordpress.profile.lfnkr import PROFILE
from archive.wordpress.structure.describe import describe
from archive.wordpress.structure.draft import moved_words
from archive.wordpress.structure.passages import plain
from archive.wordpress.structure.type_rules import Kind

from .posts import codes, passages, picture, text

ADDRESS = (
    "His Excellency Ban Ki-moon<br/>United Nations Secretary General-Designate and<br/>"
    "Minister of Foreign Affairs and Trade<br/>Republic of Korea<br/>"
    "c/o The Permanent Mission of the Republic of Korea to the United Nations<br/>"
    "335 East 45th Street<br/>New York, New York 10017"
)
SPOKEN = (
    "Here is the script of the speech I presented at the second International Conference on NK "
    "Human Rights “The Seoul Summit, Promoting Human Rights in North Korea,” held on Dec. 8-10, "
    "2005 at the Shilla Hotel in Seoul, Korea."
)
WE = "We, the undersigned, are gravely concerned."


def on(*numbers):
    return datetime(*numbers)  # noqa: DTZ001 (local, as exported)


POSTED = on(2007, 3, 20, 18)


@dataclass(frozen=True)
class Term:
    domain: str
    slug: str
    name: str


@dataclass(frozen=True)
class Post:
    title: str = "Abandoned Children in China"
    id: int = 101
    kind: str = "post"
    excerpt: str = ""
    posted: datetime | None = POSTED
    modified_gmt: datetime | None = None
    terms: tuple[Term, ...] = (Term("category", "defectors", "Defectors"),)


def draft(post, *parts, summary="", language="en", **options):
    converted, today = Converted(passages(*parts), summary), date(2026, 3, 2)
    return describe(post, converted, language=language, today=today, profile=PROFILE, **options)


def letter(*paragraphs, title="Open Letter to Ban Ki-moon", **options):
    return draft(Post(title, posted=on(2006, 10, 20)), text(*paragraphs), **options)


def test_the_film_event():
    bold = "<strong>Jim Butterworth’s Documentary of Conscience</strong>"
    spoken = "<i>Film maker Jim Butterworth speaks about North Korean refugees</i>"
    page = draft(
        Post("Film “Seoul Train” Screened", posted=on(2005, 8, 1)), text(bold, spoken, "Thank you.")
    )
    assert (page.model, page.fields) == (
        "archive.FilmEventPage",
        {
            "subtitle": "Jim Butterworth’s Documentary of Conscience",
            "date": "2005-08-01",
            "film_title": "Seoul Train",
        },
    )
    speaker = {"name": "Jim Butterworth", "role": "Film maker", "affiliation": ""}
    assert (page.rows, page.parts) == ({"speakers": [speaker]}, [text(spoken, "Thank you.")])


def test_the_speech():
    bold = "<strong>Report Submitted by By Kato Hiroshi, Secretary-General, LFNKR</strong>"
    page = draft(
        Post("Refugee Rescue Activities – 2005", posted=on(2005, 12, 20)), text(bold, SPOKEN)
    )
    fields = page.fields
    assert (page.model, fields["kind"]) == ("archive.ReportPage", "speech")
    assert fields["date"] == "2005-12-08/2005-12-10"  # more exact than the title's 2005
    assert fields["subtitle"] == plain(bold)
    assert (fields["occasion_venue"], fields["occasion_city"]) == ("Shilla Hotel", "Seoul")
    assert fields["occasion_date"] == "2005-12-08/2005-12-10"
    author = {"name": "Kato Hiroshi", "role": "Author", "affiliation": "Secretary-General, LFNKR"}
    assert (page.rows, page.parts) == ({"contributors": [author]}, [text(SPOKEN)])


def test_the_border_report():
    bold, body = "<strong>Women Sold, Babies often Abandoned</strong>", "The following report"
    post = Post("Border Report – January 2006", posted=on(2006, 1, 31))
    page = draft(post, text(bold), picture("Winter street"), text(body))
    assert page.fields == {
        "kind": "border_report",
        "date": "2006-01",
        "subtitle": "Women Sold, Babies often Abandoned",
    }
    assert page.parts == [picture("Winter street"), text(body)]


def test_a_headline_may_stand_below_a_video():
    film = {"type": "embed", "value": {"url": "https://vimeo.com/148751763", "caption": ""}}
    page = draft(Post(), film, text("<strong>Women Sold</strong>", "It was cold."))
    assert (page.fields["subtitle"], page.parts) == ("Women Sold", [film, text("It was cold.")])


def test_a_byline_may_be_the_third_paragraph():
    page = draft(Post(), text("It was cold.", "We waited.", "By Kato Hiroshi"))
    assert [row["name"] for row in page.rows["contributors"]] == ["Kato Hiroshi"]


def test_the_interview():
    bold, opening = (
        "<strong>Human Trafficking and Starvation</strong>",
        "Recently a staff member visited.",
    )
    post = Post("Interview with NK Border Shelter Staff Members", posted=on(2006, 2, 10))
    page = draft(
        post, text(bold, opening, "In it, “LFNKR” asks."), summary=f"{plain(bold)} {opening}"
    )
    assert page.fields["kind"] == "interview"
    assert page.fields["summary"] == opening
    assert page.parts == [text(opening, "In it, “LFNKR” asks.")]


def test_the_activity_report():
    heading = {"type": "heading", "value": {"text": "Fiscal Year 2005-2006", "level": "3"}}
    post = Post("LFNKR Activity Report – FY 2005-2006", posted=on(2006, 9, 30))
    page = draft(post, text("<strong>Annual Report 2006</strong>"), heading, text("Pressure"))
    assert page.model == "archive.ActivityReportPage"
    assert page.fields == {
        "subtitle": "Annual Report 2006",
        "date": "2006-09-30",
        "fiscal_year_label": "FY 2005-2006",
        "fiscal_year_starts_on": date(2005, 4, 1),
        "fiscal_year_ends_on": date(2006, 3, 31),
    }
    assert (page.parts, codes(page.notes)) == ([heading, text("Pressure")], ["fiscal-year-days"])


def test_the_open_letter():
    sent = "<strong>Faxed to ROK Permanent Mission at United Nations</strong>"
    page = letter(sent, "October 19, 2006", ADDRESS, "Dear Foreign Minister Ban:", WE)
    assert page.model == "archive.LetterPage"
    assert page.fields == {
        "date": "2006-10-19",
        "transmission": plain(sent),
        "salutation": "Dear Foreign Minister Ban:",
    }
    (recipient,) = page.rows["recipients"]
    assert (recipient["name"], recipient["country"]) == (
        "His Excellency Ban Ki-moon",
        "Republic of Korea",
    )
    assert (page.parts, page.notes) == ([text(WE)], [])


def test_the_fact_finding_mission():
    body = "From February 25 to March 1 of this year, we were part of a mission to Thailand."
    page = draft(
        Post("International Fact-finding Mission to Thailand"), picture("Memorial shot"), text(body)
    )
    assert page.fields == {
        "kind": "fact_finding",
        "date": "2007-03-20",
        "period": "2007-02-25/2007-03-01",
    }
    assert page.parts == [picture("Memorial shot"), text(body)]


def test_the_article():
    page = draft(Post(), text("<strong>Many Problems</strong>", "The community"))
    assert (page.fields["kind"], page.fields["subtitle"]) == ("article", "Many Problems")
    assert str(page.why) == "Nothing else fits."


def test_a_bold_line_further_down_is_no_subtitle():
    page = draft(Post(), text("The community", "<strong>Many Problems</strong>"))
    assert "subtitle" not in page.fields


def test_a_bold_line_that_is_long_or_leads_somewhere_stays():
    for bold in (f"<b>{'x' * 256}</b>", '<a href="https://x.example"><b>Many</b></a>'):
        assert draft(Post(), text(bold)).parts == [text(bold)]


def test_a_page_of_wordpress_keeps_its_body_as_it_is():
    parts = [text("<b>About us</b>", "We help.")]
    page = draft(
        Post("Open Letter", kind="page", excerpt="<p>Who we are</p>"), *parts, authors=["Kato"]
    )
    assert (page.model, page.fields) == ("home.StandardPage", {"search_description": "Who we are"})
    assert (page.rows, page.parts) == ({}, parts)


def test_a_date_line_that_says_more_than_the_date_stays():
    page = letter("Thursday, October 19, 2006", ADDRESS, "Dear Foreign Minister Ban:", WE)
    assert (page.fields["date"], page.parts) == (
        "2006-10-19",
        [text("Thursday, October 19, 2006", WE)],
    )


def test_a_date_line_of_an_unlikely_day_stays_and_is_not_taken():
    page = letter("October 19, 1906", ADDRESS, "Dear Foreign Minister Ban:", WE)
    assert (page.fields["date"], page.parts) == ("2006-10-20", [text("October 19, 1906", WE)])


def test_a_letter_without_recipient_stays_a_letter_and_is_named():
    page = letter(WE)
    assert (page.model, codes(page.notes)) == ("archive.LetterPage", ["letter-without-recipient"])


def test_a_letter_is_told_by_its_structure():
    page = letter(ADDRESS, "Dear Foreign Minister Ban:", WE, title="To the United Nations")
    assert (page.model, page.parts) == ("archive.LetterPage", [text(WE)])


def test_an_interview_is_told_by_its_turns():
    page = draft(Post(), text("Interviewer: Who?", "A: I.", "Interviewer: Why?", "A: So."))
    assert (page.fields["kind"], page.parts[0]["type"]) == ("interview", "dialogue")


def test_a_kind_that_was_set_goes_before_the_rules():
    page = letter(WE, kind=Kind(REPORT, "speech", "Somebody says so."))
    assert (page.model, page.fields["kind"], str(page.why)) == (
        REPORT,
        "speech",
        "Somebody says so.",
    )


def test_the_categories_and_the_format_of_a_post_are_looked_at():
    assert draft(Post(terms=(Term("category", "news", "News"),))).fields["kind"] == "news"
    assert draft(Post(terms=(Term("post_tag", "news", "News"),))).fields["kind"] == "article"
    status = Term("post_format", "post-format-status", "Status")
    assert draft(Post(terms=(status,))).fields["kind"] == "news"


def test_who_posted_is_the_author_of_what_nobody_else_signed():
    assert draft(Post(), authors=["Jane Doe"]).rows["contributors"][0]["role"] == "Author"
    rows = draft(Post(), text("By Kato Hiroshi"), authors=["Jane Doe"]).rows["contributors"]
    assert [(row["name"], row["role"]) for row in rows] == [
        ("Kato Hiroshi", "Author"),
        ("Jane Doe", ""),
    ]
    assert len(draft(Post(), text("By Jane Doe"), authors=["Jane Doe"]).rows["contributors"]) == 1
    assert draft(Post()).rows == {}


def test_the_excerpt_is_the_summary():
    page = draft(Post(excerpt="<p>In &amp; out</p>"), summary="What stood before the fold")
    assert page.fields["summary"] == "In & out"


def test_a_fiscal_year_may_be_the_year_of_the_title():
    assert draft(Post("Annual Report 2006")).fields["fiscal_year_label"] == "2006"
    assert codes(draft(Post("Annual Report")).notes) == ["fiscal-year-unknown"]


def test_a_film_without_a_title_has_that_of_its_post_and_is_named():
    page = draft(Post("Film Screening in Tokyo"))
    assert codes(page.notes) == ["film-title"]
    assert page.fields["film_title"] == "Film Screening in Tokyo"


LINES = st.sampled_from(
    [
        *(
            "<strong>Faxed to Seoul</strong>",
            "October 19, 2006",
            "2006年10月19日（木）",
            ADDRESS,
            WE,
        ),
        *(
            "Dear Sir:",
            "拝啓",
            "Sincerely yours,",
            "Kato Hiroshi<br/>Director",
            "Kim, LFNKR",
            "敬具",
        ),
        *("Q: Why?<br/>A: So", "<b>Q</b>: Who?", "A: I.", "<ul><li>One</li></ul>", "<b>Bold</b>"),
        *(
            "By Kato Hiroshi",
            "A &amp; B<br/><br/>C",
            "<a href='x'>Mr. Kim</a><br/>Seoul 1",
            "――「",
            "",
        ),
    ]
)
PARTS = st.lists(
    st.one_of(
        st.lists(LINES, max_size=8).map(lambda lines: text(*lines)),
        st.text(max_size=40).map(lambda source: {"type": "paragraph", "value": {"text": source}}),
        st.sampled_from([picture("A street"), {"type": "paragraph", "value": {}}]),
    ),
    max_size=4,
)
TITLES = st.sampled_from(
    ["Open Letter", "Interview", "Film “X” Screened", "Report 2006", "活動報告"]
)


def words(*texts):
    marks = unicodedata.normalize("NFKC", " ".join(texts)).casefold()
    return Counter("".join(mark if mark.isalnum() else " " for mark in marks).split())


def body_words(parts):
    for part in parts:
        yield plain(part["value"].get("text", ""))
        for turn in part["value"].get("turns", []):
            yield from (turn["speaker"], plain(turn["text"]))


@given(TITLES, PARTS, st.sampled_from(["en", "ja", "ko"]))
def test_no_word_of_a_body_is_lost(title, parts, language):
    page = draft(Post(title), *parts, language=language)
    arrived = words(*moved_words(page, language), *body_words(page.parts))
    assert words(*body_words(parts)) <= arrived


@given(st.text(), st.lists(st.text(), max_size=5), st.booleans())
def test_no_post_is_too_strange(title, paragraphs, is_dated):
    page = draft(
        Post(title, excerpt=title, posted=on(2006, 1, 1) if is_dated else None), text(*paragraphs)
    )
    assert page.fields["date"]
