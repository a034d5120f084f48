"""The documents of the archive and what they are found by."""

from .activity_report import ActivityReportPage, ReportedFigure
from .category import Category
from .entry import EntryContributor, EntryPage
from .film_event import FilmDirector, FilmEventPage, FilmEventSpeaker, Screening
from .imported import ImportedItem, ImportRecord, ImportRun
from .letter import Correspondent, LetterPage, LetterRecipient, LetterSignatory
from .place import Place, PlaceName
from .reference import ReferenceSequence
from .report import ReportPage
from .search_entry import SearchEntry
from .section import ArchiveSectionPage
from .tag import EntryTag, Tag, TagKey, TagName

__all__ = [
    "ActivityReportPage",
    "ArchiveSectionPage",
    "Category",
    "Correspondent",
    "EntryContributor",
    "EntryPage",
    "EntryTag",
    "FilmDirector",
    "FilmEventPage",
    "FilmEventSpeaker",
    "ImportRecord",
    "ImportRun",
    "ImportedItem",
    "LetterPage",
    "LetterRecipient",
    "LetterSignatory",
    "Place",
    "PlaceName",
    "ReferenceSequence",
    "ReportPage",
    "ReportedFigure",
    "Screening",
    "SearchEntry",
    "Tag",
    "TagKey",
    "TagName",
]
