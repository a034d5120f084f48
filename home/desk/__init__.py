"""The desk: who works in the admin, and what each may do.

* `groups`: Writer, Editor, Archivist, Administrator; the one place that says what each may do.
* `giving`: gives the groups their permissions after a migration, each once.
* `models`: `DeskGroup`, a group that came with the project; `SecondReaderTask`, a workflow's step
  in which nobody approves their own words.
* `accounts`: one of each group, for the demo.
* `new_document`: asks on the home screen for type and section at once, and leads to the form.
"""
