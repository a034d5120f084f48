"""Consents: which testimony or pictures of a person may be shown, to whom, how, and how long.

* `models`: `Consent`, and whether it allows something.
"""
