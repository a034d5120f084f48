"""What a search finds, and in which order, on either database."""

from uuid import uuid4

import pytest
from django.db.models import Q
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.models import EntryPage, LetterRecipient, SearchEntry
from archive.search.columns import columns
from archive.search.find import matches, score
from archive.search.query import MAX_LENGTH, parse
from tests.factories import (
    ArchiveSectionPageFactory,
    CategoryFactory,
    FilmEventPageFactory,
    LetterPageFactory,
    PlaceFactory,
    ReportPageFactory,
    TagFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def section():
    return ArchiveSectionPageFactory()


def report(section, title="Untold", *headings, **fields):
    body = [("heading", {"text": text}) for text in headings]
    slug = f"report-{uuid4()}"
    return ReportPageFactory(parent=section, title=title, slug=slug, body=body, **fields)


def found(text):
    query = parse(text)
    rows = EntryPage.objects.filter(matches(query), live=True).annotate(score=score(query))
    ordered = rows.order_by("-score", "-date_sort", "-pk")
    return list(ordered.values_list("title", flat=True))


def test_all_words_have_to_match_wherever_they_stand(section):
    report(section, "Rice", "The river was frozen.")
    report(section, "Maize", "The market was closed.")
    assert found("river rice") == found("RICE rivers") == ["Rice"]
    assert found("river maize") == []


@pytest.mark.parametrize(
    ("sentence", "word"),
    [
        ("昨年の冬、多くの難民が川を渡った。", "難民"),
        ("昨年の冬、多くの難民が川を渡った。", "川を渡った"),
        ("昨年の冬、多くの難民が川を渡った。", "川"),
        ("北朝鮮難民救援基金は2006年10月に発表した。", "10月"),
        ("지난겨울 많은 탈북자들이 강을 건넜다.", "탈북"),
        ("지난겨울 많은 탈북자들이 강을 건넜다.", "북자"),
        ("지난겨울 많은 탈북자들이 강을 건넜다.", "겨울 강"),
    ],
)
def test_a_word_in_the_middle_of_a_japanese_or_korean_sentence_is_found(section, sentence, word):
    report(section, "One", sentence)
    report(section, "Other", "渡難の民。건탈자북넜")
    assert found(word)[0] == "One"
    assert found(f"{word}魚市場") == []


def test_characters_have_to_stand_together(section):
    report(section, "Apart", "北朝の人と朝鮮の人")
    report(section, "Together", "北朝鮮の人")
    assert found("北朝鮮") == ["Together"]


def test_a_phrase_has_to_stand_together_within_a_line(section):
    report(section, "Together", "On human rights in the North.")
    report(section, "Apart", "The right of every human.", "human", "rights")
    assert found('"human rights"') == ["Together"]
    assert sorted(found("human rights")) == ["Apart", "Together"]


def test_what_is_excluded_is_not_found(section):
    report(section, "Rice", "rice, maize")
    report(section, "Rice in 北朝鮮", "human rights")
    assert found("rice -maize") == ["Rice in 北朝鮮"]
    assert found('rice -"human rights"') == found("rice -北朝鮮") == ["Rice"]
    assert found("-maize") == []


def test_a_reference_code_is_found_as_it_is_written(section):
    code = report(section, "One").reference_code
    report(section, "Other")
    assert found(code) == found(code.lower()) == ["One"]


def test_where_a_word_stands_ranks(section):
    report(section, "Body", "Words of yanji.", summary="Told")
    report(section, "Summary", summary="About Yanji")
    report(section, "Place", places=[PlaceFactory(name="Yanji")])
    report(section, "Subtitle", subtitle="From Yanji")
    report(section, "Yanji", date="1999")
    everywhere = {"summary": "Yanji", "subtitle": "Yanji", "places": [PlaceFactory(name="Yanji")]}
    report(section, "All but the title", "Yanji", **everywhere)
    assert found("yanji") == [
        *("Yanji", "All but the title", "Subtitle", "Place", "Summary", "Body"),
    ]


def test_words_that_stand_together_in_the_title_rank_first(section):
    report(section, "Letters that stand open", date="2007")
    report(section, "An open letter", date="2006")
    assert found("open letter") == ["An open letter", "Letters that stand open"]


def test_equal_scores_go_by_date_then_by_key(section):
    for title, date in (("A", "2005"), ("B", "2007"), ("C", "2006"), ("D", "2006")):
        report(section, f"Rice {title}", date=date)
    assert found("rice") == ["Rice B", "Rice D", "Rice C", "Rice A"]


def test_people_terms_and_film_are_found(section):
    recipients = [LetterRecipient(name="Ban Ki-moon", organisation="United Nations")]
    letter = LetterPageFactory(parent=section, title="Letter", recipients=recipients)
    letter.tags.add(TagFactory(name="kot-jebi"))
    letter.save()
    category = CategoryFactory(name="Defectors")
    FilmEventPageFactory(parent=section, title="Film", film_title="Crossing", categories=[category])
    assert found("ban ki-moon") == found("nations") == found("kot-jebi") == ["Letter"]
    assert found("crossing") == found("defector") == ["Film"]


def test_a_score_is_a_place_to_go_on_from(section):
    for number in range(9):
        report(section, f"Rice {'letter' * (number % 3)}", "rice and maize " * (number % 2))
    query = parse("rice")
    rows = EntryPage.objects.filter(matches(query)).annotate(score=score(query))
    ordered = rows.order_by("-score", "-date_sort", "-pk")
    seen, after = [], Q()
    while page := list(ordered.filter(after).values_list("score", "date_sort", "pk")[:2]):
        seen += page
        value, date, key = page[-1]
        after = Q(score__lt=value) | Q(score=value, date_sort__lt=date)
        after |= Q(score=value, date_sort=date, pk__lt=key)
    assert seen == list(ordered.values_list("score", "date_sort", "pk"))
    assert len(seen) == 9


def test_a_search_narrows_any_queryset_and_counts(section):
    report(section, "Rice", date="2006")
    report(section, "Rice again", date="2007")
    query = parse("rice")
    assert EntryPage.objects.filter(matches(query), date="2006").count() == 1
    assert EntryPage.objects.exclude(matches(query)).count() == 0
    assert EntryPage.objects.filter(matches(parse(""))).count() == 0


TEXT = st.text(max_size=MAX_LENGTH) | st.lists(
    st.sampled_from([*"\"'&|!:*()-^+{}\\%_\x00", "rice", "北朝鮮", "NEAR", "AND", " ", "\ud800"]),
    max_size=40,
).map("".join)


@settings(max_examples=50)
@given(TEXT)
def test_no_text_is_an_error(section, text):
    try:
        query = parse(text)
    except ValueError:
        return
    rows = EntryPage.objects.filter(matches(query)).annotate(score=score(query))
    assert list(rows.order_by("-score").values_list("pk", "score")) == []


WORDS = ["rice", "letters", "human", "rights", "北朝鮮", "北朝", "鮮の", "탈북자", "인권", "2006年"]
SAID = st.lists(st.sampled_from([*WORDS, "x", "。"]), max_size=6).map(" ".join)
ASKED = st.lists(
    st.tuples(st.sampled_from(["", "-"]), st.lists(st.sampled_from(WORDS), min_size=1, max_size=2)),
    min_size=1,
    max_size=3,
).map(lambda terms: " ".join(f'{minus}"{" ".join(words)}"' for minus, words in terms))


@settings(max_examples=50)
@given(st.lists(st.tuples(SAID, SAID), min_size=3, max_size=3), ASKED)
def test_the_databases_find_what_the_folded_text_holds(entries, said, asked):
    for key, (title, body) in zip(entries, said, strict=True):
        plain = {field: text for field, text in (("0title", title), ("4body", body)) if text}
        SearchEntry.objects.filter(pk=key).delete()
        SearchEntry.objects.create(page_id=key, plain=plain, media=[], **columns(plain))
    query = parse(asked)
    expected = {
        entry.pk
        for entry in SearchEntry.objects.all()
        if query
        and all(term.needle in entry.text for term in query.terms)
        and not any(term.needle in entry.text for term in query.excluded)
    }
    found = EntryPage.objects.filter(matches(query)).values_list("pk", flat=True)
    assert set(found) == expected


@pytest.fixture
def entries(section):
    return [report(section).pk for _ in range(3)]
