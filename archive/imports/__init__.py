"""What an import from WordPress came to: told on a terminal, in its report and in the admin.

* `reports`: the admin's reports: the runs, and what each left to look at.
* `sentences`: a run in the five sentences that matter. `codes`: what each kind of note means.
* `ids`: the IDs by which an import knows items again.
"""
