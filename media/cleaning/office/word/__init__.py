"""Word files (DOCX): a new one of what somebody sees.

* `reading`: the door; paragraphs, tables, notes, header and footer.
* `lists`: the elements that are read, and those that are passed over.
* `looks`: styles, one over the other, and what they hide; `numbers`: those of lists.
* `fields`, `pictures`: what they show.
* `texts`: what a text is here; `writing`: the new file that is written of one.
"""

from .reading import clean_word, words_of_word

__all__ = ["clean_word", "words_of_word"]
