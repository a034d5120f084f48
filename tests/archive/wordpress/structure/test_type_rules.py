import pytest

from archive.wordpress.profile import ADDRESSEE, INTERVIEW_TURNS, REPORT
from archive.wordpress.profile.lfnkr import RULES
from archive.wordpress.structure.type_rules import NOTHING_FITS, Evidence, choose


def chosen(title="Untitled", **evidence):
    kind = choose(Evidence("post", title, **evidence), RULES)
    return kind.kind or kind.model.removeprefix("archive.")


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Film “Seoul Train” Screened", "FilmEventPage"),
        ("LFNKR Activity Report – FY 2005-2006", "ActivityReportPage"),
        ("Open Letter to Ban Ki-moon", "LetterPage"),
        ("Border Report – January 2006", "border_report"),
        ("Interview with NK Border Shelter Staff Members", "interview"),
        ("International Fact-finding Mission to Thailand", "fact_finding"),
        ("International Fact‐Finding Mission", "fact_finding"),
        ("Joint Statement on Repatriation", "statement"),
        ("Field Report: Yanji", "field_report"),
        ("Press Release", "news"),
        ("Speech at the Diet", "speech"),
        ("Abandoned Children in China", "article"),
        ("潘基文氏への公開書簡", "LetterPage"),
        ("2005年度活動報告", "ActivityReportPage"),
        ("シェルターの職員へのインタビュー", "interview"),
        ("映画「ソウル・トレイン」上映会", "FilmEventPage"),
        ("国境報告　2006年1月", "border_report"),
        ("タイへの国際調査団", "fact_finding"),
        ("国連での講演", "speech"),
        ("강제송환에 대한 성명", "statement"),
        ("반기문 장관께 드리는 공개서한", "LetterPage"),
        ("2005년도 활동보고", "ActivityReportPage"),
        ("쉼터 활동가 인터뷰", "interview"),
        ("영화 〈서울 트레인〉 상영회", "FilmEventPage"),
        ("국경 보고 2006년 1월", "border_report"),
        ("태국 진상조사", "fact_finding"),
    ],
)
def test_a_title_tells_the_type(title, kind):
    assert chosen(title) == kind


@pytest.mark.parametrize(
    "title",
    [
        "Newsletter to Members",
        "Refugee Screening in Bangkok",
        "Interviewing",
        "Refugee Rescue Activities",
    ],
)
def test_words_are_looked_for_whole(title):
    assert chosen(title) == "article"


@pytest.mark.parametrize(
    "opening",
    [
        "Here is the script of the speech I presented at",
        "国際会議での講演の原稿です。",
        "다음은 연설문이다.",
    ],
)
def test_an_opening_tells_a_speech(opening):
    assert chosen("Refugee Rescue Activities – 2005", opening=opening) == "speech"


def test_structure_tells_a_letter_and_an_interview():
    assert chosen(structure=[ADDRESSEE]) == "LetterPage"
    assert chosen(structure=[INTERVIEW_TURNS]) == "interview"


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        ("film-screenings", "FilmEventPage"),
        ("Letters", "LetterPage"),
        ("現地報告", "field_report"),
        ("활동보고", "ActivityReportPage"),
        ("letters-about-films", "article"),
    ],
)
def test_a_category_tells_the_type_by_slug_or_name(category, kind):
    assert chosen(categories=[category]) == kind


def test_a_post_format_tells_the_kind():
    assert chosen(post_format="post-format-chat") == "interview"
    assert chosen(post_format="post-format-aside") == "news"


def test_a_page_stays_a_page_whatever_it_is_called():
    assert choose(Evidence("page", "Open Letter"), RULES).model == "home.StandardPage"


def test_the_title_goes_before_the_category():
    assert chosen("Border Report", categories=["news"]) == "border_report"


def test_the_reason_names_the_words_that_decided():
    assert (
        str(choose(Evidence("post", "An OPEN letter"), RULES).why)
        == "The title says “open letter”."
    )
    screened = choose(Evidence("post", "Film “X” is Screened"), RULES)
    assert str(screened.why) == "The title says “film “…” … screened”."
    assert str(choose(Evidence("post", "Untitled"), RULES).why) == "Nothing else fits."


def test_every_kind_of_report_has_a_rule():
    from archive.models import ReportPage

    ruled = {rule.kind for rule in RULES if rule.model == REPORT} | {NOTHING_FITS.kind}
    assert ruled == set(ReportPage.Kind.values)
