"""Checks that what was withdrawn is no longer served: the leak oracle, over time.

* `published`: an archive with a letter, pictures and files with unique words.
* `taking_back`: the ways in which editors and the clock withdraw it, through the admin.
* `served`: everything that an anonymous reader gets, at every address.
"""
