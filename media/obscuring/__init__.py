"""Faces, and words on pages, filled in what readers get, never covered: the original stays sealed.

* `pixels`: fills regions of an access copy, and encodes it anew.
* `obscure`: puts such a copy in the place of the access copy, and undoes that from the original.
* `views`: draws the regions on the picture, by pointer and keyboard.
* `pages`: the same on the pages of a PDF, which become pictures.
"""
