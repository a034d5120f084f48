import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.columns import MAX_TOKEN_BYTES, columns, distinct_tokens, lines_by_field
from archive.search.folding import LONGEST_WORD, fold, fold_with_sources, tokens


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("Refugees", "refugee’s"),
        ("crossing", "CROSSED"),
        ("Café", "cafe"),
        ("Cafe\u0301", "café"),
        ("Ch'ongjin", "Chongjin"),
        ("Ｌｆｎｋｒ２００６", "LFNKR2006"),
        ("ﾄﾝﾈﾙ", "トンネル"),
        ("ガ", "カ\u3099"),
        ("탈북", "\u1110\u1161\u11af\u1107\u116e\u11a8"),
        ("kot-jebi", "kot jebi"),
        ("LF-L-2006-001", "lf l 2006 001"),
        ("U.N.’s report, e.g. of the D.P.R.K.", "UN report EG of the DPRK"),
        ("J. K. Rowling", "J.K. Rowling"),
        ("U.N.HCR", "un hcr"),
        ("U.S.-led", "US led"),
        ("É.D.F", "edf"),
        ("1,200,300kg", "1200300㎏"),
        ("1,2,300", "1 2300"),
        ("12345,678 and 1,20 and 1.200", "12345 678 and 1 20 and 1 200"),
        ("㈱サンケイ", "（株）サンケイ"),
        ("㍻18年", "平成18年"),
        ("Brand™", "brand"),
        ("葛\U000e0100城", "葛城"),
        ("アンネ＝マリー", "アンネマリー"),
        ("서울·평양", "서울평양"),
    ],
)
def test_what_is_the_same_word_folds_alike(written, same):
    assert fold(written) == fold(same) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("が", "か"),
        ("ハナ", "パナ"),
        ("2006", "2007"),
        ("이 사람", "이사람"),
        ("col·legi", "collegi"),
    ],
)
def test_what_is_another_word_folds_apart(one, other):
    assert fold(one) != fold(other)


def test_scripts_are_divided_where_they_meet():
    assert fold("2006年10月の報告（LFNKR）") == " 2006 年 10 月の報告 lfnkr "
    assert fold("豆満江、北朝鮮") == " 豆満江 北朝鮮 "


def test_a_run_of_characters_is_indexed_by_ones_and_twos():
    assert list(tokens(["北朝鮮"])) == ["北", "朝", "鮮", "北朝", "朝鮮"]


def test_a_line_without_words_folds_to_nothing():
    assert fold("…\x00 \ud800 -- ・ 。") == ""


@given(st.text())
def test_a_token_holds_no_character_that_a_database_could_read(text):
    for token in tokens(fold(text).split()):
        assert token == token.strip()
        assert not set(token) & set("'\"\\&|!():*<>+-^{}\x00 ")
        assert len(token) <= LONGEST_WORD or not token.isascii()
        token.encode()


# Characters that NFKC joins, parts or takes away, next to others.
MIXED = st.text(
    st.sampled_from("a.,' 12가\u1100\u1161\u11a8カｶﾞ・･ㆍ㈱ﾡￂé\u0301\u0323\u00ad\u200d\ufe0f½")
)


@given(st.text() | MIXED)
def test_every_character_of_a_folded_line_stands_for_a_part_of_it_in_order(text):
    folded, sources = fold_with_sources(text)
    assert folded == fold(text)
    assert len(sources) == max(1, len(folded))
    spans = [span for span, character in zip(sources, folded, strict=False) if character != " "]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)


def test_an_endless_document_is_indexed_as_far_as_the_databases_go():
    kept = distinct_tokens(" ".join(f"{number:0>60}" for number in range(20_000)))
    assert sum(len(token) + 1 for token in kept) <= MAX_TOKEN_BYTES


def test_each_field_has_its_column_and_all_words_are_in_the_text():
    plain = {"0title": "Letter", "1film_title": "Seoul Train", "4body": "Rice\nMaize"}
    row = columns(plain)
    assert row["title"] == " letter "
    assert row["subtitle"] == " seoul train "
    assert row["names"] == row["summary"] == ""
    assert row["text"] == " letter \n seoul train \n rice \n maiz \n~"
    assert row["tokens"] == ["letter", "seoul", "train", "rice", "maiz"]
    lines = dict(lines_by_field(plain, row["text"]))
    assert lines["body"] == [("Rice", " rice "), ("Maize", " maiz ")]
