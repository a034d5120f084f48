"""A project with one more type of documents than the archive: all that a stranger would write.

`journeys` is that app; `test_extending.py` beside this folder runs its tests in a process of their
own, as a model belongs to the settings that it was loaded with.
"""
