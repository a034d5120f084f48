"""Whether what readers can see would be cleared today, asked again by the clock.

Two things make it another answer than at the publication: what a rule depends on changed (a name
was sealed, somebody is marked as a minor, a setting is stricter), or the content was written past
`save` (SQL, `QuerySet.update`, a fixture), where no rule was asked at all.

* `models`: `Standing`, one row for each thing that is public: under what it was last asked.
* `due`: what has to be asked, again or for the first time.
* `people`: whose pages are asked again, since they changed. `surroundings`: pictures, files, terms,
  consents and references of which so are.
* `asking`: asks, in portions. `taking_back`: what must not stay. `telling`: by log and mail.
"""
