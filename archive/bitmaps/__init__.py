"""A bitmap index of the documents that readers can see, in the memory of each process.

For each type, language, section, month, category, tag, place and name the documents that have it,
as a set of keys: how many a list holds, by whatever they are divided, is told without reading a
row. What is in it is what the gate answered, and it is asked only where it is at the version of
the content that the request sees; where it is not, SQL counts, and says the same.

* `models`, `triggers`, `log`: which pages were written since, whichever way; none is missed.
* `dimensions`: what documents are counted by, as statements.
* `index`: one state of the index, which nothing alters; the next one is made of it and the changes.
* `kept`: the index of a request, brought to its version by whoever comes first.
"""
