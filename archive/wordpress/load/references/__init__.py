"""What a post names, found here: pages, images, documents and lists.

* `resolver`: puts what is here in the place of what a body names.
* `targets`: what an address or an ID of the old site leads to, each a `target`.
* `previous`: the same for what an earlier run imported and the present file does not hold.
"""
