"""Attachments of the old site as images and documents.

* `attachments`: writes each once, and updates what nobody has edited here.
* `unnamed`: files that posts name, but no attachment of the export.
* `originals`: finds the bytes, in a folder or on the old site.
* `access`: who may see a file, by what shows it; in one of two `collections`.
* `file_state`: what the import wrote of a file, to detect changes by editors.
"""
