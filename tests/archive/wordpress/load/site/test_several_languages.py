"""One post in several languages becomes a page for each, linked as translations."""

import pytest

from archive.models import Category
from tests.archive.wordpress.load.command import run
from tests.archive.wordpress.load.runs import page_of
from tests.archive.wordpress.wxr import export, post
from tests.corpus.site import front_pages

pytestmark = [pytest.mark.django_db, pytest.mark.once]

NEW = ("[:en]Report[:ja]報告[:]", "[:en]English words.[:ja]日本語の本文。[:]")
OLD = (
    "<!--:en-->Report<!--:--><!--:ja-->報告<!--:-->",
    "<!--:en-->English words.<!--:--><!--:ja-->日本語の本文。<!--:-->",
)
JAPANESE = (10 * 27 + 1) * 10**12  # "ja" as letters of the alphabet


@pytest.fixture(autouse=True)
def _fronts():
    front_pages(["en", "ja", "ko"])


BRACES = ("{:en}Report{:}{:ja}報告{:}", "{:en}English words.{:}{:ja}日本語の本文。{:}")


@pytest.mark.parametrize(
    ("title", "content"), [NEW, OLD, BRACES], ids=["brackets", "comments", "braces"]
)
def test_each_language_is_a_page_and_they_are_translations(title, content, reader):
    terms = [("category", "letters", "[:en]Letters[:ja]書簡[:]")]
    ran = run(export(post(1, title, content, slug="report", terms=terms)))
    english, japanese = page_of(1), page_of(JAPANESE + 1)
    assert [page.title for page in (english, japanese)] == ["Report", "報告"]
    assert [page.locale.language_code for page in (english, japanese)] == ["en", "ja"]
    assert english.translation_key == japanese.translation_key
    assert "日本語" not in str(english.body)
    assert "English" not in str(japanese.body)
    assert {*Category.objects.values_list("name", flat=True)} == {"Letters", "書簡"}
    assert ran.status == 0
    assert [reader.title_at(path) for path in ("/report/", "/ja/report/")] == ["Report", "報告"]


def test_what_stands_outside_of_the_marks_is_in_each(reader):
    run(export(post(1, "Report", "[:en]One.[:ja]一。[:] 2006")))
    assert "One. 2006" in str(page_of(1).body)
    assert "一。 2006" in str(page_of(JAPANESE + 1).body)


def test_prose_about_a_mark_keeps_it():
    run(export(post(1, "How we write [:en]", "We write [:en] before English.")))
    assert page_of(1).title == "How we write [:en]"
    assert "We write [:en] before English." in str(page_of(1).body)


def test_the_description_of_a_category_is_words():
    term = ("category", "news", "News", "", "<p>All <b>news</b> &amp; more.</p>")
    run(export(post(1, "One", "Words.", terms=[term[:3]]), terms=[term]))
    assert Category.objects.get().description == "All news & more."


def test_a_second_run_changes_nothing():
    file = export(post(1, *NEW))
    run(file)
    actions = {item["action"] for item in run(file).report["items"]}
    assert actions == {"unchanged"}


def test_a_language_that_only_an_address_tells_is_a_guess():
    japanese = post(2, "書簡", "本文。", link="http://www.example.org/ja/letter/")
    ran = run(export(post(1, "Letter", "Words.", slug="letter"), japanese))
    assert [page_of(id).locale.language_code for id in (1, 2)] == ["en", "ja"]
    assert (ran.codes(1), ran.codes(2)) == (set(), {"language-guessed"})
