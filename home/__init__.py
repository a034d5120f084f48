"""A site around the archive: what this installation has besides documents.

* `models`, `blocks`, `graphql`: front pages, standard pages, menus and settings, and their API.
* `desk`: who works in the admin, and what each may do. `doctor`: `manage.py doctor`.
* `reading_room`: a small frontend of its own. `demo`: the demo archive.
* `record`: which of this is a subject of the public record.
"""
