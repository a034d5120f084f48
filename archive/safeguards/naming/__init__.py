"""Sealed names: found before something is published, and replaced.

* `search`: where a text contains a person's sealed name, except as part of their public name.
* `saving`: checks what is public without being a page (files, pictures, terms, menus, settings)
  whenever it is saved, with errors beside the fields of its form.
* `replacing`: replaces the name by the public one, in drafts and optionally in old revisions.
* `prepared`: everybody's names in one row, so that a new process has them at once.
* `homonyms`: where somebody has said that it is somebody else. `namesakes`: the screen for that for
  pictures, files, terms, menus and settings.
* `probing`: limits how often an account may find out that a name is sealed.
* `views`: the screens.

The rule is `archive.safeguards.rules.sealed_name`; `archive.safeguards.names` knows the spellings.
No name is in a log, an error or a cache, or unencrypted in a table.
"""
