"""The desk: who works in the admin, and what each may do.

* `groups`: Writer, Editor, Archivist, Administrator; the one place that says what each may do.
* `giving`: gives the groups their permissions after a migration, each once.
* `models`: `DeskGroup`, a group that came with the project; `SecondReaderTask`, a workflow's step
  in which nobody approves their own words.
* `home_panels`: the home screen: what is due, what was corrected or taken back, the holdings.
* `wagtail_hooks`, `static/desk/keep_typed.js`: a form keeps what is typed in it while there is no
  connection, or no session any more.
* `script_words`: what scripts of the admin say in Japanese and Korean.
* `accounts`: one of each group, for the demo.
* `new_document`: asks on the home screen for type and section at once, and leads to the form.
"""
