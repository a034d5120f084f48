import pytest

from archive.markup.rich_text import join
from archive.wordpress.profile.lfnkr import PROFILE
from archive.wordpress.structure import interviews

from .posts import codes, passages, picture, text

HEADING = {"type": "heading", "value": {"text": "Food", "level": "2"}}
TURNS = [
    "LFNKR: Is there food?",
    "Local staffers: No.",
    "LFNKR: And rice?",
    "Local staffers: None.",
]


def read(*parts):
    found = interviews.read(passages(*parts), "", PROFILE)
    return join(found.passages), found


def spoken(part):
    turns = part["value"]["turns"]
    return [(turn["speaker"], turn["interviewer"], turn["text"]) for turn in turns]


def speakers(*paragraphs):
    return [[turn[0] for turn in spoken(part)] for part in read(text(*paragraphs))[0]]


def is_left(*paragraphs):
    return read(text(*paragraphs))[0] == [text(*paragraphs)]


def test_labelled_paragraphs_become_turns():
    (dialogue,), found = read(text(*TURNS))
    assert spoken(dialogue) == [
        ("LFNKR", True, "<p>Is there food?</p>"),
        ("Local staffers", False, "<p>No.</p>"),
        ("LFNKR", True, "<p>And rice?</p>"),
        ("Local staffers", False, "<p>None.</p>"),
    ]
    assert (found.turns, found.notes) == (4, [])


@pytest.mark.parametrize(
    ("asks", "answers"),
    [
        ("<strong>Q:</strong> ", "<strong>A</strong>: "),
        ("Q. ", "A. "),
        ("Q1: ", "A1: "),
        ("問：", "答："),
        ("――", "李："),
        ("문: ", "답: "),
        ("Interviewer : ", "Mr. Kim: "),
    ],
)
def test_labels_are_written_in_many_ways(asks, answers):
    (dialogue,), _found = read(
        text(f"{asks}One", f"{answers}Two", f"{asks}Three", f"{answers}Four")
    )
    said = [(asking, words) for _speaker, asking, words in spoken(dialogue)]
    assert said[:2] == [(True, "<p>One</p>"), (False, "<p>Two</p>")]


def test_numbers_of_questions_stay_in_the_label():
    assert speakers("Q1. Who?", "A. I.", "Q2. Why?", "A. So.") == [["Q1", "A", "Q2", "A"]]


def test_turns_in_one_paragraph_are_parted_at_their_lines():
    (dialogue,), _found = read(text("Q: One<br/>more<br/>A: Two", "Q: Three<br/>A: Four"))
    assert spoken(dialogue)[0] == ("Q", True, "<p>One<br/>more</p>")
    assert len(spoken(dialogue)) == 4


def test_paragraphs_between_two_turns_belong_to_the_first():
    (dialogue,), _found = read(text(*TURNS[:2], "Really none.", "<ul><li>x</li></ul>", *TURNS[2:]))
    assert spoken(dialogue)[1][2] == "<p>No.</p><p>Really none.</p><ul><li>x</li></ul>"


def test_a_label_alone_has_its_words_in_the_next_paragraph():
    (dialogue,), _found = read(text("<b>LFNKR:</b>", "Is there?", *TURNS[1:]))
    assert spoken(dialogue)[0][0] == "LFNKR"
    assert "Is there?" in spoken(dialogue)[0][2]


def test_what_stands_around_the_turns_stays_and_a_doubt_is_named():
    parts, found = read(text("An opening.", *TURNS, "An ending."))
    assert (parts[0], parts[2]) == (text("An opening."), text("An ending."))
    assert codes(found.notes) == ["dialogue-end"]


def test_a_heading_parts_two_dialogues_of_the_same_speakers():
    parts, _found = read(text(*TURNS), HEADING, text(*TURNS[:2]), picture())
    assert [part["type"] for part in parts] == ["dialogue", "heading", "dialogue", "image"]


@pytest.mark.parametrize(
    "paragraphs",
    [
        TURNS[:2],
        ["Q: One", "Q: Two", "Q: Three"],
        ["Date: 1", "Place: 2", "Date: 3", "Place: 4"],
        ["One: a", "Two: b", "Three: c", "Four: d"],
        ["At 10:30 we left", "At 11:30 we rested", "At 10:30 we left"],
        ["http://a.example", "https://b.example", "http://a.example"],
        ["Q: One", "A: Two", "Q:", "A:"],
        ["Q: One", *["Prose."] * 9, "A: Two", "Q: Three"],
    ],
)
def test_what_is_not_certainly_an_interview_stays(paragraphs):
    assert is_left(*paragraphs)


def test_who_asks_is_seen_by_the_questions():
    (dialogue,), _found = read(text("Kim: Yes.", "Lee: Why?", "Kim: So.", "Lee: And?"))
    assert [asking for _speaker, asking, _words in spoken(dialogue)] == [False, True, False, True]


@pytest.mark.parametrize("end", [".", "?"])
def test_where_nobody_or_everybody_asks_the_lines_stay_and_are_named(end):
    paragraphs = [f"Kim: Yes{end}", f"Lee: No{end}", f"Kim: Yes{end}", f"Lee: No{end}"]
    assert is_left(*paragraphs)
    assert codes(read(text(*paragraphs))[1].notes) == ["dialogue-uncertain"]


def test_questions_and_answers_of_nobody_are_a_dialogue_and_no_interview():
    page, found = read(text("Q1: Is it closed?", "A1: No.", "Q2: Why?", "A2: So."))
    assert page[0]["type"] == "dialogue"
    assert (found.names_somebody, codes(found.notes)) == (False, ["dialogue-kind"])


def test_a_question_that_looks_like_a_heading_is_a_turn():
    asks = {"type": "heading", "value": {"text": "Q: Rice & maize?", "level": "2"}}
    (dialogue,), _found = read(text("Q: One", "A: Two"), asks, text("A: Three"))
    assert spoken(dialogue)[2] == ("Q", True, "<p><b>Rice &amp; maize?</b></p>")


def test_a_heading_that_nobody_speaks_stays_a_heading():
    heading = {"type": "heading", "value": {"text": "Prices: a list", "level": "2"}}
    parts, _found = read(text(*TURNS), heading, text("Prose."))
    assert parts[1:] == [heading, text("Prose.")]
