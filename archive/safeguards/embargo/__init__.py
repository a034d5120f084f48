"""What readers must not see before a day, or before somebody says so, whatever else allows it.

An embargo holds a page with its translations and all below them, now and later, or a picture,
file or video. The gate asks for it, so nothing that is written of a page opens it. On its day it
asks; only one that was set to does open by itself.

* `models`: `Embargo`, which nobody loosens but by `acts`; `terms`: until when, and what then.
* `over`: which embargoes hold something, those of sections above it among them.
* `acts`: closes, tightens, and lifts for a reason; what else could do harm stays closed.
* `follow`: what follows from a write: files leave the public; copies, pages that
  are moved and former aliases stay closed.
* `clock`: opens what was set to open by itself.
* `forms`, `views`: the embargo of one thing on one screen. `report`: all of them. `bulk`: of many.
"""
