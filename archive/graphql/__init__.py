"""The archive in GraphQL: its types, its lists and its root fields.

* `finding`: by words, by facets, by time, and by address.
* `documents`: the page types, what they have in common, and the blocks of their bodies.
* `terms`: categories, tags and places; years and months.
* `lists`: connections of documents, and the filters that narrow them down.
* `loaders`: load the rows of terms and documents, and count them.

`queries` has the root fields; `feeds` are Atom feeds of the same lists. A room may import only
those below it in this list; a type further up is named by a string, which Graphene resolves when
the schema is built.
"""
