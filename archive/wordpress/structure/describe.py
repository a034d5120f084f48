"""Pure: a post as one of our pages: its type, fields and rows, and the rest of its body."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import Any

from archive.dates.written import read as read_date
from archive.dates.written import says_the_same
from archive.markup.parts import Note
from archive.markup.rich_text import Converted, Paragraph, Passage, join
from archive.markup.sentences import message
from archive.wordpress.export.records import Item
from archive.wordpress.profile import ADDRESSEE, INTERVIEW_TURNS, LETTER, PAGE, Profile

from . import interviews, people
from .correspondents import Row
from .document_dates import document_date
from .draft import Draft
from .interviews import Interview
from .letters import Letter, LetterReader, restored
from .particulars import particulars
from .passages import lines, plain, said, words
from .type_rules import Evidence, Kind, choose

_LONGEST = 255
_OPENING = 3  # paragraphs that may contain a byline, a speaker, the occasion of a speech


def describe(
    post: Item,
    converted: Converted,
    *,
    language: str,
    today: date,
    profile: Profile,
    authors: Sequence[str] = (),
    kind: Kind | None = None,
) -> Draft:
    """The page that a post becomes, by the rules unless somebody has set its kind.

    `authors` are the names that readers may see.
    """
    interview = interviews.read(converted.passages, post.title, profile)
    reader = LetterReader(profile)
    subtitle, passages = _subtitle(interview.passages, reader)
    if any(note.code == "definition-list" for note in converted.notes):  # its terms are bold
        subtitle, passages = "", interview.passages
    letter, opening = reader.read(passages), _opening(passages)
    kind = kind or choose(_evidence(post, letter, interview, opening, profile), profile.rules)
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
    particulars(draft, kind, post.title, [subtitle, *opening], profile)
    _contributors(draft, authors, people.author([subtitle, *opening], profile))
    draft.parts = join(passages)
    return draft


def _subtitle(passages: Sequence[Passage], reader: LetterReader) -> tuple[str, list[Passage]]:
    """The first paragraph if it is entirely bold, and the passages without it."""
    headline = next((passage for passage in passages if not _is_picture(passage)), None)
    text = words(headline) if isinstance(headline, Paragraph) and lines(headline) else ""
    is_headline = isinstance(headline, Paragraph) and headline.is_bold and not headline.links
    if not text or not is_headline or len(text) > _LONGEST or reader.is_form(text):
        return "", list(passages)
    return text, [passage for passage in passages if passage is not headline]


def _is_picture(passage: Passage) -> bool:
    return isinstance(passage, dict) and passage["type"] in ("image", "gallery", "embed")


def _evidence(
    post: Item, letter: Letter, interview: Interview, opening: Sequence[str], profile: Profile
) -> Evidence:
    categories = [term for term in post.terms if term.domain == "category"]
    formats = [term.slug for term in post.terms if term.domain == "post_format"]
    return Evidence(
        post_type=post.kind,
        title=profile.means_otherwise.sub(" ", post.title),
        opening=" ".join(opening),
        structure=[
            *([ADDRESSEE] if letter.is_addressed else []),
            *([INTERVIEW_TURNS] if interview.names_somebody else []),
        ],
        categories=[name for term in categories for name in (term.slug, term.name)],
        post_format=formats[0] if formats else "",
    )


def _opening(passages: Sequence[Passage]) -> list[str]:
    return list(islice(filter(None, map(words, passages)), _OPENING))


def _summary(post: Item, converted: Converted, subtitle: str) -> str:
    """The excerpt, otherwise the text before the fold, without a headline shown above it."""
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
    """Fill in what was found of a letter; returns the remaining passages."""
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
        sentence = message("To whom the letter is written was not found: add the recipients.")
        draft.notes.append(Note("letter-without-recipient", sentence))
    is_shown = letter.date == draft.fields["date"] and says_the_same(
        said(letter.date_line), letter.date or "", language
    )
    return letter.rest if is_shown else restored(letter)


def _contributors(draft: Draft, authors: Sequence[str], byline: Row | None) -> None:
    rows: list[dict[str, Any]] = []
    if byline:
        rows.append(dict(byline))
    # Whoever posted a signed text did not write it.
    role = "" if rows or draft.rows.get("signatories") else "Author"
    names = {row["name"] for row in rows}
    rows += [
        {"name": name, "role": role, "affiliation": ""}
        for name in authors
        if len(name) <= _LONGEST and name not in names
    ]
    if rows:
        draft.rows["contributors"] = rows
