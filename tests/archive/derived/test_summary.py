"""The opening of a body, where no summary was written."""

from archive.blocks import BodyBlock
from archive.derived.summary import LENGTH, summary_of
from cms.blocks import running_text

BODY = BodyBlock()


def opening(*blocks):
    return summary_of(running_text(BODY, blocks))


def paragraph(text):
    return {"type": "paragraph", "value": {"text": text}}


def test_a_short_body_is_its_own_summary_as_plain_text():
    source = "<p>Rice &amp; <b>maize</b>.</p><ul><li>One<ul><li>Two</li></ul></li></ul>"
    assert opening(paragraph(source)) == "Rice & maize. One Two"


def test_headings_pictures_and_notes_are_no_summary():
    assert (
        opening(
            {"type": "heading", "value": {"text": "Food"}},
            {"type": "image", "value": {"figure": {"image": 1, "caption": "A street"}}},
            {"type": "note", "value": {"text": "<p>Corrected.</p>"}},
            paragraph("<p>The first words.</p>"),
        )
        == "The first words."
    )


def test_an_interview_is_summed_up_by_its_first_turns():
    turns = [{"speaker": "LFNKR", "interviewer": True, "text": "<p>Who comes?</p>"}]
    stored = [{"type": "item", "id": "x", "value": turn} for turn in turns]
    for each in (turns, stored):
        assert opening({"type": "dialogue", "value": {"turns": each}}) == "Who comes?"


def test_a_long_body_is_cut_after_a_sentence():
    first = "The river was frozen at 3.5 metres. " * 10
    said = opening(paragraph(f"<p>{first}</p>"), paragraph("<p>More.</p>"))
    assert said.endswith("metres.")
    assert LENGTH // 2 <= len(said) <= LENGTH


def test_a_long_sentence_is_cut_after_a_word():
    said = opening(paragraph(f"<p>{'frozen river ' * 40}</p>"))
    assert said.removesuffix("…").split()[-1] in ("frozen", "river")
    assert len(said) <= LENGTH


def test_japanese_is_cut_after_a_sentence_and_needs_no_spaces():
    assert opening(paragraph("豆満江は完全に凍っていた。" * 40)).endswith("た。")
    assert len(opening(paragraph("豆満江" * 200))) == LENGTH


def test_an_empty_body_has_an_empty_summary():
    assert opening() == ""
    assert opening(paragraph("")) == ""
