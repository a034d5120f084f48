"""What was served before it was taken back is served no longer: the leak oracle, over time.

* `published`: an archive with a letter, pictures and files whose words stand nowhere else.
* `taking_back`: the ways in which editors and the clock take it back, through the admin's doors.
* `served`: all that an anonymous reader is served, at every address.
"""
