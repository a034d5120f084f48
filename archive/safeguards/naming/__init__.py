"""Sealed names in what goes out: found before it does, and replaced.

* `search`: where a text says the sealed name of a person, unless it says their public name.
* `saving`: what is public without a page being published (files, pictures, terms, menus, settings)
  is looked at whenever it is saved, and beside the field of its form.
* `replacing`: puts the public name in its place, in drafts and on demand in old revisions.
* `prepared`: the names of everybody, kept so that a process that begins has them at once.
* `homonyms`: where somebody has said that it is somebody else. `namesakes`: the screen for that
  of pictures, files, terms, menus and settings.
* `probing`: how often an account may find out that a name is sealed.
* `views`: the screens of that.

The rule is `archive.safeguards.rules.sealed_name`; how names are spelled is known to
`archive.safeguards.names`. No name is in a log, an error or a cache, nor
in the open in a table.
"""
