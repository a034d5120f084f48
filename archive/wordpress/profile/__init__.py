"""Pure: what the posts of an organisation look like, as data that another archive replaces.

A `Profile` is a table for each thing that `structure` looks for. A table that is left out finds
nothing: with `PLAIN` every post becomes an article, dated by its day, with all that is in it.
`lfnkr` is the profile of the organisation for which this archive was made.
"""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from importlib import import_module
from typing import Literal, NamedTuple

from archive.dates.written import NO_WORDS, DateWords
from archive.markup.sentences import message

PAGE, LETTER = "home.StandardPage", "archive.LetterPage"
ACTIVITY_REPORT, FILM_EVENT = "archive.ActivityReportPage", "archive.FilmEventPage"
REPORT = "archive.ReportPage"
INTERVIEW_TURNS = message("interview turns")
ADDRESSEE = message("an addressee and a salutation")

Where = Literal["post type", "title", "opening", "structure", "category", "post format"]
Pattern = re.Pattern[str]
NEVER: Pattern = re.compile(r"(?!)")
NOBODY: Set[str] = frozenset()


class Rule(NamedTuple):
    """A type of page, the kind of a report, where to look, and for what.

    Phrases have commas between: “^” is where the title begins, “…” any words, and “…” in quotation
    marks what stands in such marks, of whatever kind.
    """

    model: str
    kind: str
    where: Where
    phrases: str


@dataclass(frozen=True)
class Letters:
    """The lines that a letter begins and ends with, each as a whole."""

    transmission: Pattern = NEVER  # how it was sent
    salutation: Pattern = NEVER
    circular: Pattern = NEVER  # how a salutation begins that is to everybody
    subject: Pattern = NEVER  # what stands before a subject
    closing: Pattern = NEVER


@dataclass(frozen=True)
class Correspondents:
    """The lines of addressees and signatories."""

    honorific: Pattern = NEVER  # how an addressee's line begins
    honorific_behind: Pattern = NEVER  # an addressee's line, whole, that ends with one
    office: Pattern = NEVER
    body: Pattern = NEVER  # an organisation
    address: Pattern = NEVER  # how a line of an address begins
    goes_on: Pattern = NEVER  # a line that the next one continues
    reached_by: Pattern = NEVER  # telephone, e-mail: nobody signs so
    office_then_name: Pattern = NEVER  # both, in two groups
    particles: Set[str] = NOBODY  # of names, in small letters


@dataclass(frozen=True)
class Countries:
    """Whose names of countries are known."""

    languages: tuple[str, ...] = ()
    further_names: Set[str] = NOBODY  # that the Unicode consortium does not have


@dataclass(frozen=True)
class Speakers:
    """The labels before what somebody says; in lower case, but for the patterns."""

    letters: str = ""  # that stand for a question or an answer, “Q1:”
    questions: Set[str] = NOBODY
    interviewers: Set[str] = NOBODY
    answering: Set[str] = NOBODY
    fields: Set[str] = NOBODY  # what forms, announcements and glossaries have there
    role: Pattern = NEVER  # within the label of a person
    surnames: Set[str] = NOBODY
    question_ends: tuple[str, ...] = ()

    @property
    def asking(self) -> Set[str]:
        return self.questions | self.interviewers


@dataclass(frozen=True)
class People:
    """Lines of an opening that say who wrote, spoke or directed."""

    byline: Pattern = NEVER  # groups: name, affiliation; eastern, office
    speaker: Pattern = NEVER  # groups: role, name; eastern, office
    directed: Pattern = NEVER  # groups: names; eastern
    between_names: Pattern = NEVER


@dataclass(frozen=True)
class Occasions:
    """A sentence that says where a speech was given, in its parts before and after the date."""

    spoken: Pattern = NEVER  # group: name
    venue: Pattern = NEVER  # group: venue
    place: Pattern = NEVER  # groups: city, country


@dataclass(frozen=True)
class FiscalYears:
    """What a fiscal year is called, and when it begins."""

    label: Pattern = NEVER
    first_month: int = 1


@dataclass(frozen=True)
class Profile:
    """All tables; the rules for types are asked in their order."""

    rules: tuple[Rule, ...] = (Rule(PAGE, "", "post type", "page"),)
    means_otherwise: Pattern = NEVER  # what holds a phrase of a rule for titles, and is none
    dates: DateWords = NO_WORDS
    after_date: str = ""  # characters that part a date from the title that it begins
    fiscal_years: FiscalYears = FiscalYears()
    letters: Letters = Letters()
    correspondents: Correspondents = Correspondents()
    countries: Countries = Countries()
    speakers: Speakers = Speakers()
    people: People = People()
    occasions: Occasions = Occasions()


PLAIN = Profile()


def words(text: str) -> frozenset[str]:
    """The words of a list with commas."""
    return frozenset(text.split(", "))


def profile_at(path: str) -> Profile:
    """The profile at a dotted path, “archive.wordpress.profile.PLAIN”; LookupError says why not."""
    module, _dot, name = path.rpartition(".")
    try:
        profile = getattr(import_module(module), name)
    except (ImportError, ValueError, AttributeError) as error:
        raise LookupError(f"There is no profile at {path}: {error}.") from error
    if not isinstance(profile, Profile):
        raise LookupError(f"{path} is no profile, which is a {Profile.__module__}.Profile.")
    return profile
