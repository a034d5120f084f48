"""The public record: what readers can see now, every change of that, and who hears of it.

Knows Wagtail, `cms.visibility` and `cms.freshness`; no GraphQL, and no word of the archive.

* `models`: `PublicObject`, one row for each thing that is public now; `Change`, one for each change
  of that, which nothing alters; `LastChange`, when each page last changed; `Act`, what an editor
  said about a change that is about to come.
* `subjects`: what can be public: pages, and what other apps register.
* `fingerprints`: the content of rows as one digest each.
* `lock`, `chunks`, `differences`, `trees`: one writer at a time, much in parts, what differs, and
  which pages go along with others.
* `comparison`: what the gate shows, compared with the record; the only writer of both tables.
* `tombstones`: what is left of a page that was taken back, under all addresses that it had.
* `redirect_use`: on which day each redirect last led a reader on.
* `addresses`: what forgets an address and all below it. `renaming`: what becomes of an address
  that a page leaves.
* `facts`: what entries of the menus of pages ask, read for a whole list at once.
* `withdrawal`: how editors take pages back. `deletion`: who may delete what was public.
* `meanwhile`: asks before an editor's words go above what somebody else has saved meanwhile.
* `second_reader`: types of pages that nobody publishes alone. `approval`: how workflows do.
* `touched`: which rows a transaction wrote; after it has committed, they are compared.
* `telling`: tells whoever listens, at once in a thread and again with every tick.
* `follower`: who reads the record from one change to the next, one process at a time.
* `webhooks`: servers that are told of each change.
* `purging`: caches in front that may keep it no longer.
* `chain`: the digest that holds each change to the one before, and what verifies it.
"""
