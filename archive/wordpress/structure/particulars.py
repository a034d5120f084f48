"""Pure: fields that only one type of page or kind of report has."""

from __future__ import annotations

import re

from archive.dates import ArchiveDate
from archive.markup.parts import Note
from archive.markup.sentences import message
from archive.wordpress.profile import ACTIVITY_REPORT, FILM_EVENT, REPORT, Profile

from . import occasions, people
from .document_dates import fiscal_span, fiscal_year, period
from .draft import Draft
from .type_rules import Kind

_LONGEST = 255
_QUOTED = re.compile(
    '“([^“”]{1,255})”|"([^"]{1,255})"|『([^『』]{1,255})』|「([^「」]{1,255})」'
    "|《([^《》]{1,255})》|〈([^〈〉]{1,255})〉|‘([^‘’]{1,255})’"
)


def particulars(draft: Draft, kind: Kind, title: str, opening: list[str], profile: Profile) -> None:
    """Fill in what only one type or kind has."""
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
    """A speech has the date on which it was given, unless a more exact one is known."""
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
    sentence = message("“%(label)s” was taken for %(first)s to %(last)s, by the profile: check it.")
    values = {"label": label, "first": str(first), "last": str(last)}
    draft.notes.append(Note(code, sentence, values))


def _film(draft: Draft, title: str, opening: list[str], profile: Profile) -> None:
    name = film_title(title)
    draft.fields["film_title"] = name or title[:_LONGEST] or "Untitled"
    if not name:
        sentence = message(
            "The title of the film was not found, and that of the post stands for it."
        )
        draft.notes.append(Note("film-title", sentence))
    people_rows = {
        "speakers": people.speakers(opening, profile.people),
        "directors": people.directors(opening, profile),
    }
    draft.rows |= {relation: list(rows) for relation, rows in people_rows.items() if rows}


def film_title(title: str) -> str:
    """The only title in quotation marks within the title of a post; "" if none or several."""
    titles = [next(filter(None, match.groups())) for match in _QUOTED.finditer(title[:1000])]
    return titles[0].strip(" ,.、") if len(titles) == 1 else ""
