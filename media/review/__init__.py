"""Saying whether people are in pictures, files and videos, and until when that clears them.

* `answers`: who may say so, what waits for it, and the one writer of an answer.
* `shown`: where a picture stands, and what is said of it there.
* `queue`: one picture a screen, one key an answer.
* `lists`: how each is reviewed, and filters by it, in the lists and choosers.
* `videos`: the list and chooser of those of other sites. `policy`: who sees and reviews them.
* `bulk`: one answer for many, a whole collection of maps for example.
"""
