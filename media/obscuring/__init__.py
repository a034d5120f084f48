"""Fills faces, and words on pages, in what readers get; the original stays sealed.

* `pixels`: fills regions of an access copy, and encodes it again.
* `obscure`: replaces the access copy by such a copy, and undoes that from the original.
* `views`: draws the regions on the picture, by pointer and keyboard.
* `pages`: the same on the pages of a PDF, which become pictures.
"""
