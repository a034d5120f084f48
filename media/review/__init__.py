"""Reviews: whether people are in pictures, files and videos, and until when that clears them.

* `answers`: who may answer, what waits for an answer, and the only writer of one.
* `shown`: the places of a picture, and the text about it there.
* `queue`: one picture per screen, one key per answer.
* `lists`: the review in lists and choosers, and filters for it.
* `videos`: the list and chooser of external videos. `policy`: who sees and reviews them.
* `bulk`: one answer for many, for example a whole collection of maps.
"""
