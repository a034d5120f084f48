"""The documents of the archive, and the terms that they are found by.

* `pages`: one module for each page type, and what several types share.
* `terms`: categories, tags and places, with their names in each language.
* `fields`: columns for dates and tokens; search fields.
* `search_entry`, `admin_search_entry`, `imported`, `bulk_run`: what searches, the import and
  bulk changes store beside the pages.

All models are imported from here, by Django and by other code.
"""

from .admin_search_entry import AdminSearchEntry
from .bulk_run import BulkRun, BulkRunPage
from .imported import IMPORTING, ImportedItem, ImportRecord, ImportRun
from .pages.activity_report import ActivityReportPage, ReportedFigure
from .pages.entry import EntryContributor, EntryCorrection, EntryPage
from .pages.film_event import FilmDirector, FilmEventPage, FilmEventSpeaker, Screening
from .pages.letter import Correspondent, LetterPage, LetterRecipient, LetterSignatory
from .pages.reference import ReferenceSequence
from .pages.report import ReportPage
from .pages.section import ArchiveSectionPage
from .search_entry import SearchEntry, SearchTokens
from .terms.category import Category
from .terms.place import Place, PlaceName
from .terms.tag import EntryTag, Tag, TagKey, TagName

__all__ = [
    "IMPORTING",
    "ActivityReportPage",
    "AdminSearchEntry",
    "ArchiveSectionPage",
    "BulkRun",
    "BulkRunPage",
    "Category",
    "Correspondent",
    "EntryContributor",
    "EntryCorrection",
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
    "SearchTokens",
    "Tag",
    "TagKey",
    "TagName",
]
