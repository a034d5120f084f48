"""Rewrites Office files from what a person sees of them: bytes in, clean bytes out.

* `packages`: the ZIP archive, read with limits and written without times.
* `relations`, `markup`: which parts belong together, and their XML.
* `sight`: colours that hide text.
* `spreadsheets`: only the values of visible cells.
* `pictures`: pictures in any of these files, cropped and cleaned.
* `word`: a document with its tables, notes and pictures, as a person sees it.
"""

from .spreadsheets import clean_spreadsheet, words_of_spreadsheet
from .word import clean_word, words_of_word

__all__ = ["clean_spreadsheet", "clean_word", "words_of_spreadsheet", "words_of_word"]
