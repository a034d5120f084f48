import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.columns import columns, key_of
from archive.search.folding import fold
from archive.search.highlight import LENGTH, highlights
from archive.search.query import parse

from .written import FORMS

RANKS = {"title": 0, "tags": 2, "summary": 3}


def marked(text, **fields):
    plain = {key_of(name, RANKS.get(name, 4)): words for name, words in fields.items()}
    return highlights(parse(text), plain, columns(plain)["text"])


def test_every_form_of_a_word_is_marked():
    assert marked("refugee", title="Refugees: a refugee’s story") == [
        ("title", "<mark>Refugees</mark>: a <mark>refugee’s</mark> story")
    ]


def test_a_part_of_a_japanese_sentence_is_marked():
    assert marked("難民", body="多くの難民が川を渡った。") == [
        ("body", "多くの<mark>難民</mark>が川を渡った。")
    ]


def test_a_part_of_a_korean_word_is_marked():
    assert marked("인권", body="북한인권에 관한 보고서") == [
        ("body", "북한<mark>인권</mark>에 관한 보고서")
    ]


def test_a_phrase_is_one_mark_and_its_words_elsewhere_are_none():
    assert marked('"human rights"', body="Human rights, and the rights of a human.") == [
        ("body", "<mark>Human rights</mark>, and the rights of a human.")
    ]


def test_everything_but_the_mark_is_escaped():
    plain = "<script>('rice')</script> & rice"
    assert marked("rice", body=plain) == [
        (
            "body",
            "&lt;script&gt;(&#x27;<mark>rice</mark>&#x27;)&lt;/script&gt; &amp; <mark>rice</mark>",
        )
    ]


def test_fields_come_best_first_and_those_without_a_match_are_left_out():
    found = marked("rice", body="rice", summary="maize", tags="Rice", title="rice")
    assert [field for field, _ in found] == ["title", "tags", "body"]


def test_the_line_that_matches_most_terms_is_shown():
    body = "Rice was dear.\nRice and maize were dear.\nMaize."
    assert marked("maize rice", body=body) == [
        ("body", "<mark>Rice</mark> and <mark>maize</mark> were dear.")
    ]


def test_a_long_line_is_cut_around_its_marks_between_words():
    line = "The river was frozen. " * 30 + "Rice was dear. " + "The river was frozen. " * 30
    ((_, html),) = marked("rice", body=line)
    assert (html[0], html[-1]) == ("…", "…")
    words = set(html.strip("…").split())
    assert words <= {"The", "river", "was", "frozen.", "<mark>Rice</mark>", "dear."}
    assert len(html) <= LENGTH + 20


def test_nothing_is_marked_for_what_is_excluded():
    assert marked("rice -maize", body="rice, maize") == [("body", "<mark>rice</mark>, maize")]


def test_a_part_of_a_run_is_marked_whatever_its_width():
    assert marked("ガ", body="ｶﾞｽ, ガス") == [("body", "<mark>ｶﾞ</mark>ｽ, <mark>ガ</mark>ス")]
    assert marked("会社", body="㍿サンケイ") == [("body", "<mark>㍿</mark>サンケイ")]
    assert marked("ムジョ", body="キム・ジョンイル") == [
        ("body", "キ<mark>ム・ジョ</mark>ンイル"),
    ]


def test_a_row_that_an_earlier_version_folded_marks_nothing_that_is_not_there():
    assert highlights(parse("kr"), {"4body": "D.P.R.K.R. " * 40}, " kr \n~") == []


@given(
    st.sampled_from(FORMS).flatmap(lambda forms: st.tuples(*[st.sampled_from(forms)] * 2)),
    st.tuples(*[st.text(max_size=20).map(lambda text: text.replace("\n", " "))] * 2),
)
def test_a_word_in_a_text_is_marked_in_whatever_form_it_is_typed(forms, around):
    written, typed = forms
    before, after = around
    text = f"{before}; {written}; {after}"
    ((_, html),) = marked(typed, body=text)
    marks = " ".join(re.findall("<mark>(.*?)</mark>", html, re.DOTALL))
    assert fold(written).strip() in fold(unescape(marks))
    assert unescape(re.sub("</?mark>", "", html)) == text


WORDS = st.lists(
    st.sampled_from(["rice", "Refugees", "北朝鮮", "の", "난민", "<b>", "&", "“", "-", "\n", " "]),
    max_size=40,
).map("".join)


@given(st.text() | WORDS, st.sampled_from(["rice", "北朝", "鮮の", "난민", "refugee rice", "b"]))
def test_a_text_that_matches_has_a_highlight_that_says_what_the_text_says(text, asked):
    query = parse(asked)
    held = columns({"body": text})["text"]
    found = highlights(query, {"body": text}, held)
    assert bool(found) == any(term.needle in held for term in query.terms)
    for _, html in found:
        bare = html.replace("<mark>", "").replace("</mark>", "")
        assert not {"<", ">"} & set(bare)
        assert unescape(bare).strip("…") in text
        assert "<mark>" in html


@pytest.mark.parametrize("text", ["rice " * 50_000, "北朝鮮" * 50_000, "あ" * 50_000 + "ああ"])
def test_a_long_text_gives_a_short_highlight(text):
    for _, html in marked("rice 北朝鮮 ああ", body=text):
        assert len(html) < 40 * LENGTH
