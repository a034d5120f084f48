"""The reading room: a small frontend that asks the public API and nothing else.

* `view`: the HTTP status of an address, as `route` says it, and the shell of every page.
* `policy`: what a page of the room may load, and who may frame it.
* `static/reading_room`: ES modules, as the browser runs them; `main.js` is where to begin.

docs/reading-room.md tells how to read them.
"""
