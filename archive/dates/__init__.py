"""Pure: dates known to the day, the month or the year, and spans of time.

* `edtf`: such a date, its text in the Extended Date/Time Format, its first and last day.
* `written`: dates as people write them in some languages, found in a text.
* `typed`: what somebody typed into a field for a date, a day or a moment, or why it is unclear.
"""

from .edtf import ArchiveDate

__all__ = ["ArchiveDate"]
