import pytest

from archive.summary import LENGTH, summary_of


def paragraph(text):
    return {"type": "paragraph", "value": {"text": text}}


def test_a_short_body_is_its_own_summary_as_plain_text():
    body = [paragraph("<p>Rice &amp; <b>maize</b>.</p><ul><li>One</li><li>Two</li></ul>")]
    assert summary_of(body) == "Rice & maize. One Two"


def test_headings_pictures_and_notes_are_no_summary():
    body = [
        {"type": "heading", "value": {"text": "Food"}},
        {"type": "image", "value": {"figure": {"image": 1, "caption": "A street"}}},
        {"type": "note", "value": {"text": "<p>Corrected.</p>"}},
        paragraph("<p>The first words.</p>"),
    ]
    assert summary_of(body) == "The first words."


@pytest.mark.parametrize("wrapped", [True, False])
def test_an_interview_is_summed_up_by_its_first_turns(wrapped):
    turns = [{"speaker": "LFNKR", "interviewer": True, "text": "<p>Who comes?</p>"}]
    stored = [{"type": "item", "id": "x", "value": turn} for turn in turns] if wrapped else turns
    assert summary_of([{"type": "dialogue", "value": {"turns": stored}}]) == "Who comes?"


def test_a_long_body_is_cut_after_a_sentence():
    first = "The river was frozen at 3.5 metres. " * 10
    summary = summary_of([paragraph(f"<p>{first}</p>"), paragraph("<p>More.</p>")])
    assert summary.endswith("metres.")
    assert LENGTH // 2 <= len(summary) <= LENGTH


def test_a_long_sentence_is_cut_after_a_word():
    summary = summary_of([paragraph(f"<p>{'frozen river ' * 40}</p>")])
    assert summary.removesuffix("…").split()[-1] in ("frozen", "river")
    assert len(summary) <= LENGTH


def test_japanese_is_cut_after_a_sentence_and_needs_no_spaces():
    assert summary_of([paragraph("豆満江は完全に凍っていた。" * 40)]).endswith("た。")
    assert len(summary_of([paragraph("豆満江" * 200)])) == LENGTH


def test_an_empty_body_has_an_empty_summary():
    assert summary_of([]) == ""
    assert summary_of([paragraph("")]) == ""
