"""The archive outside this installation: a backup of all of it, and the same again from that.

A backup is a bag after RFC 8493, so that whoever finds it in thirty years can tell with any BagIt
tool that it is whole. Knows Django, the storages of `media` and the public record.

* `bag`: writes such a folder, takes over from an earlier one what is the same, and checks one.
* `database`: the database of one moment into a file, and back.
* `stored`: which files the rows name, in which storage.
* `facts`: what a restored installation is compared with.
* `backup`, `restore`: the two ways, each a command.
* `site`: what readers see, as a folder that opens without a server.
"""
