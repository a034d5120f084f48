"""The archive outside this installation: backups, and restoring from them.

A backup is a bag after RFC 8493, so that whoever finds it in thirty years can verify with any BagIt
tool that it is complete. Knows Django, the storages of `media` and the public record.

* `bag`: writes such a folder, reuses unchanged files of an earlier one, and verifies one.
* `database`: dumps the database, as of one moment, to a file, and loads it.
* `stored`: which files the rows refer to, and in which storage.
* `facts`: what a restored installation is compared with.
* `backup`, `restore`: the two directions, a command each.
* `site`: what readers see, as a folder that opens without a server.
"""
