"""Pure: finds the turns of an interview by labels that say who speaks.

A list of "Name:" and "Age:", a glossary and an agenda also have repeated labels. So the interviewer
has to be known, and the others have to be persons; anything uncertain stays paragraphs.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

from archive.markup.parts import Note
from archive.markup.rich_text import BOLD, Line, Passage, Run, join, part
from archive.markup.sentences import message
from archive.wordpress.profile import Profile, Speakers

from . import speakers
from .passages import is_prose, lines, match_opening, paragraph, said, words

_FEWEST_TURNS = 3
_LONGEST_GAP = 8  # paragraphs without a label that one answer may continue for
_DASH = "――"  # the key of labels that are a dash


class _Line(NamedTuple):
    line: Line
    rest: Line  # what follows the label
    label: str = ""
    key: str = ""  # the label without number and case


@dataclass
class _Turn:
    speaker: str
    key: str
    passages: list[Passage]


class _Section(NamedTuple):
    before: list[Passage]
    turns: list[_Turn]
    after: list[Passage]  # which may or may not belong to the last turn


@dataclass
class Interview:
    """A body with its turns as dialogues."""

    passages: list[Passage]
    turns: int
    notes: list[Note]
    names_somebody: bool = False  # otherwise it is questions and answers without names


def read(passages: Sequence[Passage], title: str, profile: Profile) -> Interview:
    """Turn labelled paragraphs into dialogues if somebody asks and somebody answers."""
    labels_of = profile.speakers
    keys = _returning(list(_runs(passages, labels_of)))
    sections = [_read_run(run, keys) for run in _runs(passages, labels_of, keys)]
    turns = [turn for section in sections for turn in section.turns]
    asking = _asking(turns, labels_of)
    labels = {turn.key: turn.speaker for turn in turns}
    if turns and not speakers.are_certain(labels, asking, _prose(title, sections), profile):
        return Interview(list(passages), 0, [_left(labels.values())])
    interview = Interview([], len(turns), [], not speakers.are_anonymous(labels, labels_of))
    for section in sections:
        interview.passages += section.before
        if section.turns:
            turns_of_section = [_value(turn, asking) for turn in section.turns]
            interview.passages.append(part("dialogue", turns=turns_of_section))
            interview.notes += _doubt(section.after)
        interview.passages += section.after
    if turns and not interview.names_somebody:
        sentence = message(
            "Questions and answers became a dialogue; whether it is an interview is not certain."
        )
        interview.notes.append(Note("dialogue-kind", sentence))
    return interview


def _prose(title: str, sections: Sequence[_Section]) -> str:
    """The text outside of all turns, which may mention the speakers."""
    around = (passage for section in sections for passage in (*section.before, *section.after))
    return " ".join([title, *map(words, around)])


def _left(labels: Iterable[str]) -> Note:
    names = ", ".join(f"“{label}”" for label in list(labels)[:6])
    sentence = message(
        "Lines that begin with %(names)s stayed paragraphs: whether they speak is not certain."
    )
    return Note("dialogue-uncertain", sentence, {"names": names})


_Run = list[tuple[Passage, list[_Line]]]


def _runs(
    passages: Sequence[Passage], labels: Speakers, returning: Set[str] | None = None
) -> Iterator[_Run]:
    """Running text between blocks of other kinds, which stand alone."""
    run: _Run = []
    for passage in passages:
        heading = _heading(passage, labels, returning)
        if heading or is_prose(passage):
            run.append((passage, heading or [_line(line, labels) for line in lines(passage)]))
            continue
        yield run
        yield [(passage, [])]
        run = []
    yield run


def _heading(passage: Passage, labels: Speakers, returning: Set[str] | None) -> list[_Line]:
    """A heading as a line, if it is a question in bold type and not a heading."""
    if not isinstance(passage, dict) or passage["type"] != "heading":
        return []
    line = _line([Run(passage["value"]["text"], BOLD)], labels)
    return [line] if line.key and (returning is None or line.key in returning) else []


@cache
def _label(letters: str) -> re.Pattern[str]:
    """Matches the label of a speaker at the beginning of a line."""
    return re.compile(
        rf"\s*(?:(?P<letter>[{letters}]\d{{0,3}})\s?[.．:：)）、]"
        r"|(?P<dash>[―—─]{2,3})|(?P<name>[^\W\d_][^\n:：?!。？！;]{0,60}):(?!\S)"
        r"|(?P<eastern>[^\W\d_][^\n:：?!。？！;]{0,60})：)\s*"
    )


def _line(line: Line, labels: Speakers) -> _Line:
    match, after_label = match_opening(_label(labels.letters or "\0"), line)
    if not match:
        return _Line(line, line)
    label = next(text for text in match.groups() if text).strip()
    key = unicodedata.normalize("NFKC", label).casefold().rstrip("0123456789 ")
    key = _DASH if match["dash"] else key
    is_speaker = key not in labels.fields and len(label.split()) <= 6
    return _Line(line, after_label, label, key) if is_speaker else _Line(line, line)


def _returning(runs: Sequence[_Run]) -> set[str]:
    """The labels that recur and alternate, as those of speakers do."""
    counts = Counter(line.key for run in runs for _passage, lines in run for line in lines)
    returning: set[str] = set()
    for run in runs:
        keys = [line.key for _passage, lines in run for line in lines if line.key]
        names = set(keys)
        repeated_keys = {key for key in names if counts[key] > 1}
        if len(repeated_keys) == 1 and len(names) == 2:
            repeated_keys = names
        if len(repeated_keys) < 2:
            continue
        turns = [key for key in keys if key in repeated_keys]
        changes = sum(key != next_key for key, next_key in pairwise(turns))
        if len(turns) >= _FEWEST_TURNS and changes >= _FEWEST_TURNS - 1:
            returning |= repeated_keys
    return returning


def _read_run(run: _Run, returning: Set[str]) -> _Section:
    """The turns of a run; none if one has no words or is very long."""
    is_labelled = [any(line.key in returning for line in read) for _passage, read in run]
    labelled_indexes = [index for index, is_one in enumerate(is_labelled) if is_one]
    passages = [passage for passage, _lines in run]
    if not labelled_indexes or any(
        later - sooner > _LONGEST_GAP for sooner, later in pairwise(labelled_indexes)
    ):
        return _Section(passages, [], [])
    first, last = labelled_indexes[0], labelled_indexes[-1]
    section = _Section(passages[:first], [], passages[last + 1 :])
    for passage, read_lines in run[first : last + 1]:
        for opening, segment in _segments(passage, read_lines, returning):
            if opening:
                section.turns.append(_Turn(opening.label, opening.key, [segment]))
            else:
                (section.turns[-1].passages if section.turns else section.before).append(segment)
    return section if all(map(_words, section.turns)) else _Section(passages, [], [])


def _segments(
    passage: Passage, read_lines: list[_Line], returning: Set[str]
) -> Iterator[tuple[_Line | None, Passage]]:
    """A passage cut before each line with a speaker's label."""
    if not any(line.key in returning for line in read_lines):
        yield None, passage
        return
    opening: _Line | None = None
    lines_of_turn: list[Line] = []
    for line in read_lines:
        if line.key not in returning:
            lines_of_turn.append(line.line)
            continue
        if opening or any(map(said, lines_of_turn)):
            yield opening, paragraph(lines_of_turn)
        opening, lines_of_turn = line, [line.rest]
    yield opening, paragraph(lines_of_turn)


def _words(turn: _Turn) -> str:
    return "".join(map(words, turn.passages))


def _asking(turns: Sequence[_Turn], labels: Speakers) -> Set[str]:
    """Who asks: by the labels, otherwise the only speaker whose turns mostly end in a question."""
    keys = {turn.key for turn in turns}
    if keys_by_label := keys & labels.asking:
        return keys_by_label
    mostly = set()
    for key in keys:
        texts = [_words(turn) for turn in turns if turn.key == key]
        questions = sum(text.rstrip(' ”’"」』)）').endswith(labels.question_ends) for text in texts)
        if questions * 2 > len(texts):
            mostly.add(key)
    return mostly if len(mostly) == 1 else set()


def _value(turn: _Turn, asking: Set[str]) -> dict[str, Any]:
    text = "".join(part["value"]["text"] for part in join(turn.passages))
    return {"speaker": turn.speaker, "interviewer": turn.key in asking, "text": text}


def _doubt(after: Sequence[Passage]) -> list[Note]:
    text = " ".join(map(words, after[:1]))[:200]
    sentence = message("Whether this still belongs to the last answer is not certain: “%(words)s”.")
    return [Note("dialogue-end", sentence, {"words": text})] if text else []
