"""Office files written anew from what may stay: bytes in, clean bytes out.

* `packages`: the archive that such a file is, read with limits and written without times.
* `spreadsheets`: the values of the cells that somebody sees, and nothing else.
"""

from .spreadsheets import clean_spreadsheet, words_of_spreadsheet

__all__ = ["clean_spreadsheet", "words_of_spreadsheet"]
