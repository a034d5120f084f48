"""Whether what readers can see would be cleared today, as the clock asks again.

The answer can differ from that at publication for two reasons: something that a rule depends on
changed (a name was sealed, somebody was marked as a minor, a setting became stricter), or content
was written without `save` (SQL, `QuerySet.update`, a fixture), so that no rule was asked.

* `models`: `Standing`, one row for each public thing, with the state when it was last checked.
* `due`: what has to be checked, again or for the first time.
* `people`: rechecks pages of people who changed. `surroundings`: those of pictures, files, terms,
  consents and references that changed.
* `asking`: checks in portions. `taking_back`: withdraws. `telling`: by log and e-mail.
"""
