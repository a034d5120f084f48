"""The reading room: a small frontend that uses the public API and nothing else.

* `view`: answers with the HTTP status that `route` gives for an address, and the shell of the page.
* `policy`: what a page of the room may load, and who may frame it.
* `static/reading_room`: ES modules, as the browser runs them; start with `main.js`.

docs/reading-room.md explains how to read them.
"""
