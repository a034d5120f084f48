"""What somebody allowed: which testimony or pictures may be shown, to whom, how, and how long.

* `models`: `Consent`, and whether it allows something.
"""
