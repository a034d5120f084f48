"""Forgets, for ever, what the record says: words, and addresses that contained one.

* `words`: overwrites words of a change; that itself is recorded.
* `addresses`: forgets an address and everything below it, in the record, redirects and tombstones.
* `answers`: what an editor decided about an address, until its page has moved; `leaving` then
  forgets the address.
"""
