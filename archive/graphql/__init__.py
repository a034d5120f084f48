"""The archive in GraphQL: its types, its lists and its root fields.

* `finding`: by words, by facets, by time, and by address.
* `documents`: the page types, what they have in common, and the blocks of their bodies.
* `terms`: categories, tags and places; years and months.
* `lists`: connections of documents, and the filters that narrow them down.
* `loaders`: where the rows of terms and documents are read from, and where they are counted.

`queries` has the root fields. Rooms import those further down this list only; a type that lies
further up is named in a string, which Graphene looks up when the schema is made.
"""
