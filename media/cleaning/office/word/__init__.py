"""Word files (DOCX): a new file of what a person sees.

* `reading`: the entry point; paragraphs, tables, notes, header and footer.
* `lists`: the elements that are read, and those that are skipped.
* `looks`: the cascade of styles, and what it hides. `numbers`: list numbering.
* `fields`, `pictures`: what they show.
* `texts`: the data model of a text. `writing`: the new file.
"""

from .reading import clean_word, words_of_word

__all__ = ["clean_word", "words_of_word"]
