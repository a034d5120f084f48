"""The terms that documents are found by.

* `category`: subjects, in one tree for each language.
* `tag`, `place`: shared by all languages; a `term_name` is what one is called in another language.
"""
