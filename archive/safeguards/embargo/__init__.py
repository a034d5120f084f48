"""Embargoes: what readers must not see before a day, or before somebody lifts it.

An embargo holds a page with its translations and everything below them, now and later, or a
picture, file or video. The gate checks it, so no change of a page can open it. On its last day it
is listed as due; it opens automatically only if it was set to.

* `models`: `Embargo`, which only `acts` can loosen. `terms`: its last day, and what follows.
* `over`: which embargoes hold something, including those of sections above it.
* `acts`: closes, tightens, and lifts with a reason; what else could do harm stays closed.
* `follow`: consequences of a write: files are removed from the public storage; copies, moved pages
  and former aliases stay closed.
* `clock`: opens what was set to open automatically.
* `forms`, `views`: the embargo of one thing on one screen. `report`: all of them. `bulk`: for many.
"""
