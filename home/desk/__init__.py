"""The desk: who works in the admin, and what each may do.

* `groups`: Writer, Editor, Archivist, Administrator: the one place that defines their permissions.
* `giving`: gives the groups their permissions after a migration, each permission once.
* `models`: `DeskGroup`, a group that came with the project; `SecondReaderTask`, a workflow task
  in which nobody approves their own text.
* `home_panels`: the home screen: what is due, recent corrections and withdrawals, the holdings.
* `wagtail_hooks`, `static/desk/keep_typed.js`: keep what is typed in a form while the connection or
  the session is lost.
* `script_words`: Japanese and Korean for the admin's scripts.
* `accounts`: one account for each group, for the demo.
* `new_document`: the form on the home screen that asks for type and section and leads to the form.
"""
