"""A bitmap index of the documents that readers can see, in the memory of each process.

For each type, language, section, month, category, tag, place and name, it has the documents with
that value as a set of keys: the documents of a list are counted, by any division, without reading
a row. It contains what the gate lets through, and is used only if it is at the version of the
content that the request sees; otherwise SQL counts, with the same result.

* `models`, `triggers`, `log`: which pages were written since, by any route; none is missed.
* `dimensions`: the statements for what documents are counted by.
* `index`: one immutable state of the index; the next is made from it and the changes.
* `kept`: the index of a request, brought to its version by the first request.
"""
