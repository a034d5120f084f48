"""Pure: the words of an organisation's posts, as data that another archive replaces.

A `Profile` is a table for each thing that `structure` looks for. An omitted table matches nothing:
with `PLAIN` every post becomes an article with the date of its post and all of its content. `lfnkr`
is the profile of the organisation for which this archive was made.
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

    Phrases are separated by commas. “^” is the beginning of the title, “…” any words, and “…” in
    quotation marks anything in quotation marks of any kind.
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
    circular: Pattern = NEVER  # the beginning of a salutation to everybody
    subject: Pattern = NEVER  # what precedes a subject
    closing: Pattern = NEVER


@dataclass(frozen=True)
class Correspondents:
    """The lines of addressees and signatories."""

    honorific: Pattern = NEVER  # the beginning of an addressee's line
    honorific_behind: Pattern = NEVER  # a whole line of an addressee that ends with one
    office: Pattern = NEVER
    body: Pattern = NEVER  # an organisation
    address: Pattern = NEVER  # the beginning of an address line
    goes_on: Pattern = NEVER  # a line that the next one continues
    reached_by: Pattern = NEVER  # telephone, e-mail: never a signature
    office_then_name: Pattern = NEVER  # both, in two groups
    particles: Set[str] = NOBODY  # of names, in lower case


@dataclass(frozen=True)
class Countries:
    """Languages whose names of countries are known."""

    languages: tuple[str, ...] = ()
    further_names: Set[str] = NOBODY  # names missing from the Unicode CLDR


@dataclass(frozen=True)
class Speakers:
    """The labels before what somebody says; in lower case, except for the patterns."""

    letters: str = ""  # for questions and answers, “Q1:”
    questions: Set[str] = NOBODY
    interviewers: Set[str] = NOBODY
    answering: Set[str] = NOBODY
    fields: Set[str] = NOBODY  # labels of forms, announcements and glossaries
    role: Pattern = NEVER  # within the label of a person
    surnames: Set[str] = NOBODY
    question_ends: tuple[str, ...] = ()

    @property
    def asking(self) -> Set[str]:
        return self.questions | self.interviewers


@dataclass(frozen=True)
class People:
    """Opening lines that name the author, speaker or director."""

    byline: Pattern = NEVER  # groups: name, affiliation; eastern, office
    speaker: Pattern = NEVER  # groups: role, name; eastern, office
    directed: Pattern = NEVER  # groups: names; eastern
    between_names: Pattern = NEVER


@dataclass(frozen=True)
class Occasions:
    """A sentence that says where a speech was given, before and after its date."""

    spoken: Pattern = NEVER  # group: name
    venue: Pattern = NEVER  # group: venue
    place: Pattern = NEVER  # groups: city, country


@dataclass(frozen=True)
class FiscalYears:
    """The names of a fiscal year, and its beginning."""

    label: Pattern = NEVER
    first_month: int = 1


@dataclass(frozen=True)
class Profile:
    """All tables; the rules for types are applied in order."""

    rules: tuple[Rule, ...] = (Rule(PAGE, "", "post type", "page"),)
    means_otherwise: Pattern = NEVER  # matches a rule's phrase in a title that means something else
    dates: DateWords = NO_WORDS
    after_date: str = ""  # characters that separate a date from the title after it
    fiscal_years: FiscalYears = FiscalYears()
    letters: Letters = Letters()
    correspondents: Correspondents = Correspondents()
    countries: Countries = Countries()
    speakers: Speakers = Speakers()
    people: People = People()
    occasions: Occasions = Occasions()


PLAIN = Profile()


def words(text: str) -> frozenset[str]:
    """The words of a comma-separated list."""
    return frozenset(text.split(", "))


def profile_at(path: str) -> Profile:
    """The profile at a dotted path, “archive.wordpress.profile.PLAIN”; raises LookupError."""
    module, _dot, name = path.rpartition(".")
    try:
        profile = getattr(import_module(module), name)
    except (ImportError, ValueError, AttributeError) as error:
        raise LookupError(f"There is no profile at {path}: {error}.") from error
    if not isinstance(profile, Profile):
        raise LookupError(f"{path} is no profile, which is a {Profile.__module__}.Profile.")
    return profile
