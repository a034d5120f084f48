import sys
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.search.query import MAX_LENGTH, MAX_TERMS, SearchQuery, parse


def needles(terms):
    return [term.needle for term in terms]


def test_words_are_terms():
    assert needles(parse("Open letters").terms) == [" open ", " letter "]


def test_a_phrase_is_one_term():
    assert needles(parse('"human rights" Seoul').terms) == [" human right ", " seoul "]
    assert needles(parse("“human rights”").terms) == [" human right "]


def test_a_quote_that_is_not_closed_reaches_to_the_end():
    assert needles(parse('Seoul "human rights').terms) == [" seoul ", " human right "]


def test_what_a_reader_excludes():
    query = parse('border -river -"two women" −雪')
    assert needles(query.terms) == [" border "]
    assert needles(query.excluded) == [" river ", " two women ", "雪"]


def test_a_word_with_marks_in_it_is_a_phrase():
    assert needles(parse("kot-jebi").terms) == [" kot jebi "]
    assert needles(parse("LF-L-2006-001").terms) == [" lf l 2006 001 "]
    assert needles(parse("title:rice OR maize*").terms) == [" titl rice ", " or ", " maiz "]


def test_characters_and_words_may_touch():
    assert needles(parse("2006年10月").terms) == [" 2006 年 10 月"]


def test_the_index_is_asked_for_pairs_of_characters():
    (term,) = parse("北朝鮮").terms
    assert term.tokens == ("北朝", "朝鮮")
    assert not term.is_one_token
    assert all(term.is_one_token for term in parse("難民 雪 rice").terms)


def test_a_term_counts_once():
    assert len(parse("rice Rice “rice”").terms) == 1


def test_many_words_are_also_sought_together():
    assert parse("open letter").together.needle == " open letter "
    assert parse("letter").together is None
    assert parse("キム ジョンイル").together.needle == "キムジョンイル"


def test_the_initials_of_a_name_are_one_term():
    assert needles(parse("-j. K. A. Smith").excluded) == [" jka "]
    assert needles(parse("J. K. Rowling").terms) == [" jk ", " rowl "]


@pytest.mark.parametrize(
    "text", ["", "  ", '"', '""', "-", "- - -", "…", "\x00", "\ud800", "-rice"]
)
def test_a_query_without_a_word_to_find_asks_for_nothing(text):
    assert not parse(text)


def test_a_query_that_is_too_long_is_refused_in_a_sentence():
    assert parse("a" * MAX_LENGTH)
    with pytest.raises(ValueError, match="at most 200 characters; this one has 201"):
        parse("a" * (MAX_LENGTH + 1))


def test_a_query_of_too_many_terms_is_refused_in_a_sentence():
    words = [f"word{number}" for number in range(MAX_TERMS + 1)]
    assert len(parse(" ".join(words[:MAX_TERMS])).terms) == MAX_TERMS
    with pytest.raises(ValueError, match="at most 10 words and phrases; this one has 11"):
        parse(" -".join(words))


HOSTILE = ['"', "a:", '"a', '-"', "a'", "e\u0301", "北", "-"]


@pytest.mark.parametrize("text", HOSTILE)
def test_an_endless_query_is_refused_unread(text, monkeypatch):
    monkeypatch.delattr("archive.search.query._TERM")
    with pytest.raises(ValueError, match="at most"):
        parse(text * 100_000)


@pytest.mark.parametrize("text", HOSTILE)
def test_reading_takes_steps_linear_in_the_length(text, monkeypatch):
    monkeypatch.setattr("archive.search.query.MAX_LENGTH", 10**6)
    monkeypatch.setattr("archive.search.query.MAX_TERMS", 10**6)
    assert calls(parse, text * 400) < 2.1 * calls(parse, text * 200)


def calls(function, *arguments):
    """How many functions of Python and C are called until this one returns."""
    events = Counter()
    sys.setprofile(lambda frame, event, argument: events.update([event]))
    try:
        function(*arguments)
    finally:
        sys.setprofile(None)
    return events["call"] + events["c_call"]


@given(st.text(max_size=MAX_LENGTH))
def test_any_text_is_a_query_or_a_refusal(text):
    try:
        query = parse(text)
    except ValueError as error:
        refusal = str(error)
    else:
        refusal = "A search has at most"
        assert isinstance(query, SearchQuery)
        assert all(term.tokens and term.needle for term in query.terms)
    assert refusal.startswith("A search has at most")
