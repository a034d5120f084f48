"""Pure: a post as a page of ours: its type, its fields and rows, and what stays in its body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any

from archive.dates import ArchiveDate
from archive.dates.written import read as read_date
from archive.dates.written import says_the_same
from archive.markup.parts import Note, Part
from archive.markup.rich_text import Converted, Paragraph, Passage, join
from archive.wordpress.export.records import Item
from archive.wordpress.profile import (
    ACTIVITY_REPORT,
    ADDRESSEE,
    FILM_EVENT,
    INTERVIEW_TURNS,
    LETTER,
    PAGE,
    REPORT,
    Profile,
)
from archive.wordpress.structure.document_dates import (
    document_date,
    fiscal_span,
    fiscal_year,
    period,
)
from archive.wordpress.structure.types.rules import Evidence, Kind, choose
from archive.wordpress.structure.types.type_map import TypeMap

from . import films, interviews, occasions, people
from .correspondents import Row
from .interviews import Interview
from .letters import Letter, LetterReader, restored
from .passages import lines, plain, said, words

_LONGEST = 255
_OPENING = 3  # paragraphs that may hold a byline, a speaker, the occasion of a speech
# What takes words out of the body; every other field and row repeats words that stay in it.
_MOVED_FIELDS = ("subtitle", "transmission", "salutation", "closing")
_MOVED_ROWS = ("recipients", "signatories")


@dataclass
class Draft:
    """A page to be written: its type and why, its columns, its rows, its body."""

    model: str  # "archive.LetterPage"
    why: str  # the rule that chose it, for the report
    fields: dict[str, Any]  # by name of the model's field: {"subtitle": "…", "date": "2006-10-19"}
    rows: dict[str, list[dict[str, Any]]]  # child rows by relation: {"recipients": [{"name": …}]}
    parts: list[Part]
    notes: list[Note] = field(default_factory=list)


def describe(
    post: Item,
    converted: Converted,
    *,
    language: str,
    today: date,
    profile: Profile,
    authors: Sequence[str] = (),
    overrides: TypeMap | None = None,
) -> Draft:
    """The page that a post becomes; `authors` are the names that readers may see."""
    interview = interviews.read(converted.passages, post.title, profile)
    reader = LetterReader(profile)
    subtitle, passages = _subtitle(interview.passages, reader)
    if any(note.code == "definition-list" for note in converted.notes):  # whose terms are bold
        subtitle, passages = "", interview.passages
    letter, opening = reader.read(passages), _opening(passages)
    kind = _kind(post, letter, interview, opening, overrides, profile)
    if kind.model == PAGE:
        summary = _summary(post, converted, "")
        fields = {"search_description": summary} if summary else {}
        return Draft(kind.model, kind.why, fields, {}, converted.parts, [*converted.notes])
    draft = Draft(kind.model, kind.why, {}, {}, [], [*converted.notes, *interview.notes])
    texts = {"subtitle": subtitle, "summary": _summary(post, converted, subtitle)}
    draft.fields |= {name: text for name, text in texts.items() if text}
    is_letter = kind.model == LETTER
    date_line = letter.date if is_letter else _date_line(opening, profile)
    _date(draft, post, date_line, today, profile)
    if is_letter:
        passages = _letter(draft, letter, language)
    _particulars(draft, kind, post.title, [subtitle, *opening], profile)
    _contributors(draft, authors, people.author([subtitle, *opening], profile))
    draft.parts = join(passages)
    return draft


def moved_words(draft: Draft, language: str) -> Iterator[str]:
    """The words of fields and rows that no longer stand in the body."""
    yield from (draft.fields.get(name, "") for name in _MOVED_FIELDS)
    for relation in _MOVED_ROWS:
        for row in draft.rows.get(relation, []):
            yield from row.values()
    if draft.model == LETTER:
        yield ArchiveDate.parse(draft.fields["date"]).display(language)


def _subtitle(passages: Sequence[Passage], reader: LetterReader) -> tuple[str, list[Passage]]:
    """The first paragraph where it is wholly bold, and the passages without it."""
    headline = next((passage for passage in passages if not _is_picture(passage)), None)
    text = words(headline) if isinstance(headline, Paragraph) and lines(headline) else ""
    is_headline = isinstance(headline, Paragraph) and headline.is_bold and not headline.links
    if not text or not is_headline or len(text) > _LONGEST or reader.is_form(text):
        return "", list(passages)
    return text, [passage for passage in passages if passage is not headline]


def _is_picture(passage: Passage) -> bool:
    return isinstance(passage, dict) and passage["type"] in ("image", "gallery", "embed")


def _kind(
    post: Item,
    letter: Letter,
    interview: Interview,
    opening: Sequence[str],
    overrides: TypeMap | None,
    profile: Profile,
) -> Kind:
    categories = [term for term in post.terms if term.domain == "category"]
    slugs = [term.slug for term in categories]
    if overrides and (set_by_hand := overrides.kind(post.id, post.title, slugs)):
        return set_by_hand
    formats = [term.slug for term in post.terms if term.domain == "post_format"]
    evidence = Evidence(
        post_type=post.kind,
        title=profile.means_otherwise.sub(" ", post.title),
        opening=" ".join(opening),
        structure=[
            *([ADDRESSEE] if letter.is_addressed else []),
            *([INTERVIEW_TURNS] if interview.names_somebody else []),
        ],
        categories=[*slugs, *(term.name for term in categories)],
        post_format=formats[0] if formats else "",
    )
    return choose(evidence, profile.rules)


def _opening(passages: Sequence[Passage]) -> list[str]:
    return list(islice(filter(None, map(words, passages)), _OPENING))


def _summary(post: Item, converted: Converted, subtitle: str) -> str:
    """The excerpt, else what stood before the fold; a headline shown above is no part of it."""
    text = plain(post.excerpt) or " ".join(converted.summary.split())
    return text.removeprefix(subtitle).lstrip() or text if subtitle else text


def _date(draft: Draft, post: Item, date_line: str | None, today: date, profile: Profile) -> None:
    edtf, notes = document_date(
        post.title,
        date_line,
        posted=post.posted,
        modified=post.modified_gmt,
        today=today,
        profile=profile,
    )
    draft.fields["date"] = edtf
    draft.notes += notes


def _date_line(opening: Sequence[str], profile: Profile) -> str | None:
    dates = (read_date(line, profile.dates) for line in opening)
    return next(filter(None, dates), None)


def _letter(draft: Draft, letter: Letter, language: str) -> list[Passage]:
    """Fill in what was found of a letter; the passages that stay."""
    forms = {
        "transmission": letter.transmission,
        "salutation": letter.salutation,
        "closing": letter.closing,
    }
    draft.fields |= {name: text for name, text in forms.items() if text}
    rows = {"recipients": letter.recipients, "signatories": letter.signatories}
    draft.rows |= {
        relation: list(relation_rows) for relation, relation_rows in rows.items() if relation_rows
    }
    draft.notes += letter.notes
    if not letter.recipients:
        sentence = "To whom the letter is written was not found; readers see it once that is added."
        draft.notes.append(Note("letter-without-recipient", sentence))
    is_shown = letter.date == draft.fields["date"] and says_the_same(
        said(letter.date_line), letter.date or "", language
    )
    return letter.rest if is_shown else restored(letter)


def _particulars(
    draft: Draft, kind: Kind, title: str, opening: list[str], profile: Profile
) -> None:
    """What only one type or kind has."""
    if kind.model == REPORT:
        draft.fields["kind"] = kind.kind
        _report(draft, kind.kind, opening, profile)
    elif kind.model == ACTIVITY_REPORT:
        _fiscal_year(draft, title, opening, profile)
    elif kind.model == FILM_EVENT:
        _film(draft, title, opening, profile)


def _report(draft: Draft, kind: str, opening: list[str], profile: Profile) -> None:
    if kind in ("field_report", "border_report", "fact_finding"):
        if span := period(" ".join(opening), draft.fields["date"], profile):
            draft.fields["period"] = span
    elif kind == "speech":
        in_each_line = (occasions.occasion(line, profile) for line in opening)
        occasion = next(filter(None, in_each_line), {})
        draft.fields |= {name: text for name, text in occasion.items() if text}
        _date_of_occasion(draft)


def _date_of_occasion(draft: Draft) -> None:
    """A speech is of the day on which it was given, where nothing more exact is known."""
    if edtf := draft.fields.get("occasion_date"):
        speech, document = ArchiveDate.parse(edtf), ArchiveDate.parse(draft.fields["date"])
        if document.start <= speech.start and speech.end <= document.end:
            draft.fields["date"] = speech.edtf


def _fiscal_year(draft: Draft, title: str, opening: list[str], profile: Profile) -> None:
    label = fiscal_year(profile.fiscal_years, title, *opening)
    if not label and len(draft.fields["date"]) == len("2006"):
        label = draft.fields["date"]
    code = "fiscal-year-days" if label else "fiscal-year-unknown"
    label = label or draft.fields["date"][:4]
    first, last = fiscal_span(label, ArchiveDate.parse(draft.fields["date"]).start, profile)
    draft.fields |= {
        "fiscal_year_label": label,
        "fiscal_year_starts_on": first,
        "fiscal_year_ends_on": last,
    }
    sentence = f"“{label}” was taken for {first} to {last}, by the profile: check it."
    draft.notes.append(Note(code, sentence))


def _film(draft: Draft, title: str, opening: list[str], profile: Profile) -> None:
    draft.fields["film_title"] = films.film_title(title) or title[:_LONGEST] or "Untitled"
    if not films.film_title(title):
        sentence = "The title of the film was not found, and that of the post stands for it."
        draft.notes.append(Note("film-title", sentence))
    people_rows = {
        "speakers": people.speakers(opening, profile.people),
        "directors": people.directors(opening, profile),
    }
    draft.rows |= {relation: list(rows) for relation, rows in people_rows.items() if rows}


def _contributors(draft: Draft, authors: Sequence[str], byline: Row | None) -> None:
    rows: list[dict[str, Any]] = []
    if byline:
        rows.append(dict(byline))
    # Who posted a signed text did not write it.
    role = "" if rows or draft.rows.get("signatories") else "Author"
    names = {row["name"] for row in rows}
    rows += [
        {"name": name, "role": role, "affiliation": ""}
        for name in authors
        if len(name) <= _LONGEST and name not in names
    ]
    if rows:
        draft.rows["contributors"] = rows
