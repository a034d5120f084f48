"""Office files written anew from what somebody sees of them: bytes in, clean bytes out.

* `packages`: the archive that such a file is, read with limits and written without times.
* `relations`, `markup`: which parts belong together, and the XML within them.
* `sight`: colours that hide what is written in them.
* `spreadsheets`: the values of the cells that somebody sees, and nothing else.
* `pictures`: those in any of these files, cropped and cleaned.
* `word`: a text with its tables, notes and pictures, as somebody sees it.
"""

from .spreadsheets import clean_spreadsheet, words_of_spreadsheet
from .word import clean_word, words_of_word

__all__ = ["clean_spreadsheet", "clean_word", "words_of_spreadsheet", "words_of_word"]
