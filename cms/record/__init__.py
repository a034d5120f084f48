"""The public record: what readers can see now, every change to that, and who is told of changes.

Knows Wagtail, `cms.visibility` and `cms.freshness`; no GraphQL, and no word of the archive.

The record itself:

* `models`: `PublicObject`, a row for each thing that is public now; `Change`, an immutable row for
  each change to that; `LastChange`, when each page last changed; `Act`, what an editor said about a
  change that is about to happen.
* `subjects`: the kinds of things that can be public: pages, sites, and what other apps register.
* `touched`: which rows a transaction wrote; they are compared after the commit.
* `comparison`: compares what the gate shows with the record; the only writer of both tables.
* `lock`, `chunks`, `trees`: one writer at a time, in portions; which pages depend on others.
* `chain`: the digest that ties each change to the one before, and its verification.
* `tombstones`: what remains of a page that was taken back, at all addresses that it had.
* `forgetting`: forgets words of the record, and an address with everything below it.
* `redirect_use`: the day on which each redirect was last used.

Who is told:

* `telling`: notifies all listeners, at once in a thread and again with every tick.
* `follower`: reads the record from one change to the next, one process at a time.
* `webhooks`: servers that are notified of each change.
* `purging`: caches in front, which must drop what has changed. `tags`: the cache tags of a change.
* `readings`: what metrics say of it.
"""
